import { DomainError } from '../ledger/errors.ts'

export type RequestState = 'received' | 'assigned' | 'answered' | 'completed' | 'failed' | 'followed-up' | 'closed'
export type RequestMove = 'assign' | 'answer' | 'complete' | 'fail' | 'follow-up' | 'close'

/** From which states a move is possible and where it leads: the whole machine. What is not here is refused. */
export const MOVES: Record<RequestMove, { from: readonly RequestState[]; to: RequestState }> = {
  assign: { from: ['received'], to: 'assigned' },
  answer: { from: ['assigned'], to: 'answered' },
  complete: { from: ['answered'], to: 'completed' },
  // A provider that never answered has failed too.
  fail: { from: ['assigned', 'answered'], to: 'failed' },
  'follow-up': { from: ['completed', 'failed'], to: 'followed-up' },
  // A customer who cannot be reached for the follow-up does not keep a request open for ever.
  close: { from: ['completed', 'failed', 'followed-up'], to: 'closed' },
}

// How far a request has come, to say whether a move is too early or too late.
const STEP: Record<RequestState, number> = {
  received: 0,
  assigned: 1,
  answered: 2,
  completed: 3,
  failed: 3,
  'followed-up': 4,
  closed: 5,
}

const TOO_EARLY: Record<number, string> = {
  0: 'request-not-assigned',
  1: 'request-not-answered',
  2: 'request-not-completed',
}
const TOO_LATE: Record<RequestMove, string> = {
  assign: 'request-already-assigned',
  answer: 'request-already-answered',
  complete: 'request-already-completed',
  fail: 'request-already-completed',
  'follow-up': 'request-already-followed-up',
  close: 'request-closed',
}

/** The state after a move; an impossible one is a 409 whose code says what is in the way. */
export function moveRequest(id: string, state: RequestState, move: RequestMove, provider: string | null): RequestState {
  const { from, to } = MOVES[move]
  if (from.includes(state)) return to
  const extra = move === 'assign' && provider ? { existing: provider } : {}
  throw new DomainError(refusal(state, move), 409, { id, state }, [], extra)
}

function refusal(state: RequestState, move: RequestMove): string {
  if (state === 'closed') return 'request-closed'
  const early = STEP[state] < Math.min(...MOVES[move].from.map(from => STEP[from]))
  return early ? TOO_EARLY[STEP[state]]! : TOO_LATE[move]
}

/** Seconds from the assignment within which an answer counts as in time (the centre's promise; hk-credit 2, `answeredWithin300s`). */
export const ANSWER_SECONDS = 300

export function answeredInTime(assignedAt: string | null, answeredAt: string | null): boolean {
  if (!assignedAt || !answeredAt) return false
  return Date.parse(answeredAt) - Date.parse(assignedAt) <= ANSWER_SECONDS * 1000
}
