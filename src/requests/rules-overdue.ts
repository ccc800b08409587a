import { clockStates, REQUEST_CLOCKS, type RequestClock, type RequestState } from './rules-life.ts'

/** When the clocks of a request run out; null for one that was never started in this round. */
export interface Due {
  state: string
  answerDue: string | null
  handlingDue: string | null
  reworkDue: string | null
  followUpDue: string | null
}

export const DUE_COLUMN = {
  answer: 'answerDue',
  handling: 'handlingDue',
  rework: 'reworkDue',
  'follow-up': 'followUpDue',
} as const

const RUNS: Record<RequestClock, ReadonlySet<RequestState>> = Object.fromEntries(
  REQUEST_CLOCKS.map(clock => [clock, new Set(clockStates(clock))]),
) as never

/** Clocks that run and have run out at `now` (ms). Computed from the time: nothing has to happen for a request to be overdue. */
export function overdueClocks(request: Due, now: number): RequestClock[] {
  return REQUEST_CLOCKS.filter(clock => {
    const due = request[DUE_COLUMN[clock]]
    return due !== null && RUNS[clock].has(request.state as RequestState) && Date.parse(due) < now
  })
}

/** Of the clocks that have run out, the one that did so first: there the request stands in a list of everything overdue. */
export function firstOverdue(request: Due, now: number): RequestClock | null {
  const due = (clock: RequestClock) => request[DUE_COLUMN[clock]]!
  const [first] = overdueClocks(request, now).sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0))
  return first ?? null
}
