import { ROLE_WORDS } from '../ledger/role-words.ts'
import type { CodeOf } from '../store/domain-error.ts'
import { assignmentError } from './errors-assignment.ts'
import { endingError } from './errors-endings.ts'
import { mergingError } from './errors-merging.ts'
import { moveError } from './errors-moves.ts'
import {
  LIFE,
  MAX_REWORKS,
  MAX_TRANSFERS,
  MAX_UNASSIGNMENTS,
  type Mover,
  type RequestMove,
  type RequestState,
} from './rules-life.ts'
import { REQUEST_STATE_WORDS } from './state-words.ts'

/** Facts of a request that the rules read. */
export interface RequestFacts {
  id: string
  state: string
  provider: string | null
  department: string | null
  /** 0, 1; null before the follow-up of the present round. */
  satisfied: number | null
  /** The same; null too where it was not asked. */
  resolved: number | null
  reworks: number
}

// Step that a request has reached, to tell moves that are too early from those that are too late.
const STEP: Record<RequestState, number> = {
  received: 0,
  classified: 1,
  reopened: 1,
  assigned: 2,
  answered: 3,
  visited: 4,
  completed: 5,
  failed: 5,
  'followed-up': 6,
  escalated: 7,
  closed: 8,
  cancelled: 8,
  merged: 8,
}

type Refusal = CodeOf<typeof moveError, 'id' | 'state'>

/** The step that a request lacks for a later move, by its state. */
const TOO_EARLY: Record<Exclude<RequestState, 'escalated' | 'closed' | 'cancelled' | 'merged'>, Refusal> = {
  received: 'request-not-assigned',
  classified: 'request-not-assigned',
  reopened: 'request-not-assigned',
  assigned: 'request-not-answered',
  answered: 'request-not-completed',
  visited: 'request-not-completed',
  completed: 'request-not-followed-up',
  failed: 'request-not-followed-up',
  'followed-up': 'request-already-followed-up',
}
const TOO_LATE: Partial<Record<RequestMove, Refusal>> = {
  classify: 'request-already-assigned',
  assign: 'request-already-assigned',
  merge: 'request-already-assigned',
  claim: 'request-already-assigned',
  answer: 'request-already-answered',
  'follow-up': 'request-already-followed-up',
  'follow-up-attempt': 'request-already-followed-up',
}

/** Refuses an impossible move by a 409 whose code says what is in the way, and `existing` who was first. */
export function checkMove(request: RequestFacts, move: RequestMove, who: Mover): void {
  const { from, who: movers } = LIFE[move]
  const state = request.state as RequestState
  if (state === 'cancelled')
    throw endingError('request-cancelled', { id: request.id, state: REQUEST_STATE_WORDS[state] })
  if (state === 'merged' && !from.includes(state))
    throw endingError('request-merged', { id: request.id, state: REQUEST_STATE_WORDS[state] })
  if (move === 'separate' && !from.includes(state) && !isEnd(state))
    throw mergingError('request-not-merged', { id: request.id, state: REQUEST_STATE_WORDS[state] })
  if (!from.includes(state)) {
    const winner = request.department ?? request.provider
    const extra = (move === 'assign' || move === 'claim') && winner ? { existing: winner } : {}
    throw moveError(
      refusal(state as Exclude<RequestState, 'cancelled' | 'merged'>, move),
      { id: request.id, state: REQUEST_STATE_WORDS[state] },
      [],
      extra,
    )
  }
  if (!movers.includes(who))
    throw moveError('move-not-yours', {
      role: who === 'service' ? who : ROLE_WORDS[who],
      state: REQUEST_STATE_WORDS[state],
    })
}

const isEnd = (state: RequestState) => state === 'closed' || state === 'escalated'

function refusal(state: Exclude<RequestState, 'cancelled' | 'merged'>, move: RequestMove): Refusal {
  if (state === 'closed') return 'request-closed'
  if (state === 'escalated') return 'request-escalated'
  const step = STEP[state]
  if (step >= Math.min(...LIFE[move].from.map(from => STEP[from])))
    return TOO_LATE[move] ?? (state === 'visited' ? 'request-already-visited' : 'request-already-completed')
  return step === 0 && (move === 'assign' || move === 'claim' || move === 'merge')
    ? 'request-not-classified'
    : TOO_EARLY[state]
}

/** Refuses a rework for whom nothing has to be done again, and one too many. */
export function checkRework({ id, satisfied, resolved, reworks }: RequestFacts): void {
  if (satisfied === 1 && resolved !== 0) throw moveError('rework-not-needed', { id })
  if (reworks >= MAX_REWORKS) throw moveError('reworks-exhausted', { id, most: MAX_REWORKS })
}

/** The answer of a customer who was reached; null for nobody. Refuses a call that gives answers without a customer, or none with one. */
export function checkAnswers(said: {
  reached?: boolean
  resolved?: boolean
  satisfied?: boolean
  stars?: number
}): boolean | null {
  const { reached = true, satisfied } = said
  const given = (['resolved', 'satisfied', 'stars'] as const).find(name => said[name] !== undefined)
  if (!reached) {
    if (given) throw endingError('follow-up-unreached', {}, [{ pointer: `#/${given}`, code: 'not-applicable' }])
    return null
  }
  if (satisfied === undefined)
    throw endingError('follow-up-incomplete', {}, [{ pointer: '#/satisfied', code: 'missing' }])
  return satisfied
}

/** True if an unsatisfied follow-up ends the attempts: the request is escalated at once. */
export function isEscalated(reworks: number, satisfied: boolean): boolean {
  return !satisfied && reworks >= MAX_REWORKS
}

/** Refuses a transfer after `transfers` of them in a row. */
export function checkTransfer(id: string, transfers: number): void {
  if (transfers >= MAX_TRANSFERS) throw assignmentError('transfers-exhausted', { id, most: MAX_TRANSFERS })
}

/** Refuses to take a request away once too often, and a decline of a department: it is not rated, and has ways of its own. */
export function checkUnassignment(id: string, cause: string, provider: string | null, times: number): void {
  if (cause === 'provider-declined' && provider === null)
    throw endingError('decline-not-provider', { id }, [{ pointer: '#/cause', code: 'not-provider' }])
  if (times >= MAX_UNASSIGNMENTS) throw endingError('unassignments-exhausted', { id, most: MAX_UNASSIGNMENTS })
}

/** Refuses to close over the head of a customer who is not satisfied, and to settle without a decision. */
export function checkClosure(
  { id, state, satisfied }: RequestFacts,
  { waived, words }: { waived?: boolean; words?: string },
): void {
  if (state === 'followed-up' && satisfied === 0 && !waived) throw moveError('rework-required', { id })
  if (state === 'escalated' && !words)
    throw moveError('decision-missing', { id }, [{ pointer: '#/words', code: 'missing' }])
}

/** Seconds from the assignment within which an answer counts as in time (the centre's promise; hk-credit 2, `answeredWithin300s`). */
export const ANSWER_SECONDS = 300

export function answeredInTime(assignedAt: string | null, answeredAt: string | null): boolean {
  if (!assignedAt || !answeredAt) return false
  return Date.parse(answeredAt) - Date.parse(assignedAt) <= ANSWER_SECONDS * 1000
}
