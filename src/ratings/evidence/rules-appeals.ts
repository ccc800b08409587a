/** Appeals: one table of states and moves drives everything; what may be contested, until when, and how often. */ import { dayToDate } from '../../ledger/clock.ts'
import type { CodeOf, Words } from '../../store/domain-error.ts'
import { appealError } from './errors-appeals.ts'

export type AppealState = 'filed' | 'under-review' | 'upheld' | 'rejected' | 'withdrawn'
export type AppealMove = 'examine' | 'uphold' | 'reject' | 'withdraw'

/**
 * From which states a move is possible, where it leads and which entry records it: the whole machine. What is not here is refused.
 * Handlers, `apply` and docs/appeals.md follow this table.
 */
export const MOVES: Record<AppealMove, { from: readonly AppealState[]; to: AppealState; entry: string }> = {
  examine: { from: ['filed'], to: 'under-review', entry: 'appeal.examined' },
  // Nothing is decided that nobody has looked at.
  uphold: { from: ['under-review'], to: 'upheld', entry: 'appeal.decided' },
  reject: { from: ['under-review'], to: 'rejected', entry: 'appeal.decided' },
  withdraw: { from: ['filed', 'under-review'], to: 'withdrawn', entry: 'appeal.withdrawn' },
}

/** State of an appeal that was just filed. */
export const FIRST_STATE: AppealState = 'filed'

/** The move that a decision makes. */
export const decisionMove = (decision: 'upheld' | 'rejected'): AppealMove =>
  decision === 'upheld' ? 'uphold' : 'reject'

/** While it is in one of these, the evidence is contested. */
export const OPEN: readonly AppealState[] = ['filed', 'under-review']

const IN_THE_WAY: Record<AppealState, CodeOf<typeof appealError, 'id' | 'state'>> = {
  filed: 'appeal-not-under-review',
  'under-review': 'appeal-under-review',
  upheld: 'appeal-decided',
  rejected: 'appeal-decided',
  withdrawn: 'appeal-withdrawn',
}

const APPEAL_STATE_WORDS: Record<AppealState, Words> = {
  filed: { zh: '已提出', en: 'filed' },
  'under-review': { zh: '审查中', en: 'under review' },
  upheld: { zh: '申诉成立', en: 'upheld' },
  rejected: { zh: '申诉不成立', en: 'rejected' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
}

/** Refuses an impossible move by a 409 whose code says what is in the way. */
export function checkAppealMove(id: string, state: AppealState, move: AppealMove): void {
  if (MOVES[move].from.includes(state)) return
  throw appealError(IN_THE_WAY[state], { id, state: APPEAL_STATE_WORDS[state] })
}

export const isOverdue = (state: AppealState, decideBy: number, today: number): boolean =>
  OPEN.includes(state) && today > decideBy

/** A piece of evidence is contested once, and once more with new grounds. */
export const MAX_APPEALS = 2

const CONTESTABLE: ReadonlySet<string> = new Set(['order', 'review', 'complaint', 'inspection', 'sanction'])

/** An earlier appeal against the same piece. */
export interface EarlierAppeal {
  id: string
  state: AppealState
  closedDay: number | null
  /** null if they were erased. */
  grounds: string | null
}

export interface Filing {
  kind: string
  retracted: boolean
  recordedDay: number
  today: number
  grounds: string
  newGrounds: string | undefined
  /** Oldest first. */
  earlier: readonly EarlierAppeal[]
  /** The first day on which it is too late, for a time that begins on a day. */
  lateFrom(day: number): number
}

/** @returns the appeal that this one follows, if any. @throws DomainError if the piece cannot be contested, or not now */
export function checkFiling(filing: Filing): string | null {
  const { kind, earlier, today } = filing
  const at = '#/evidence'
  if (!CONTESTABLE.has(kind)) throw appealError('appeal-kind', { kind }, [{ pointer: at, code: 'appeal-kind' }])
  const last = earlier.at(-1)
  if (last && OPEN.includes(last.state)) throw appealError('appeal-open', {}, [], { existing: last.id })
  if (filing.retracted) throw appealError('appeal-retracted')
  if (earlier.length >= MAX_APPEALS) throw appealError('appeal-exhausted', { most: MAX_APPEALS })
  checkGrounds(filing)
  // Grounds that came up later are in time if they come soon after the first appeal ended.
  const late = filing.lateFrom(last?.closedDay ?? filing.recordedDay)
  if (today >= late) throw appealError('appeal-late', { until: dayToDate(late - 1) })
  return last?.id ?? null
}

function checkGrounds({ earlier, grounds, newGrounds }: Filing): void {
  const at = { pointer: '#/newGrounds', code: 'new-grounds' }
  const [first] = earlier
  if (!first) {
    if (newGrounds !== undefined) throw appealError('appeal-first', {}, [at])
    return
  }
  if (newGrounds === undefined) throw appealError('appeal-needs-new-grounds', {}, [at], { existing: first.id })
  const said = [first.grounds, grounds].flatMap(text => (text === null ? [] : [plain(text)]))
  if (said.includes(plain(newGrounds))) throw appealError('appeal-grounds-known', {}, [at])
}

/** The words alone: other spaces or punctuation are no new grounds. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]/gu, '')
