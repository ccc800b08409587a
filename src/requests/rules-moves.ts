/** Words and limits of the life of a request: states, responders, clocks, moves, and the form of a rule. */

export const REQUEST_STATES = [
  'received',
  'classified',
  'assigned',
  'answered',
  'visited',
  'completed',
  'failed',
  'followed-up',
  'reopened',
  'escalated',
  'closed',
  'cancelled',
  'merged',
] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export const RESPONDERS = ['firm', 'department', 'volunteer'] as const
export type Responder = (typeof RESPONDERS)[number]

export const REQUEST_CLOCKS = ['answer', 'handling', 'rework', 'follow-up'] as const
export type RequestClock = (typeof REQUEST_CLOCKS)[number]

export type RequestMove =
  | 'receive'
  | 'classify'
  | 'assign'
  | 'claim'
  | 'transfer'
  | 'answer'
  | 'visit'
  | 'complete'
  | 'fail'
  | 'follow-up'
  | 'follow-up-attempt'
  | 'rework'
  | 'escalate'
  | 'close'
  | 'settle'
  | 'unassign'
  | 'unassign-rework'
  | 'cancel'
  | 'merge'
  | 'separate'
  | 'close-merged'
  | 'ask-return'
  | 'grant-return'
  | 'grant-return-rework'
  | 'refuse-return'
  | 'ask-extension'
  | 'grant-extension'
  | 'refuse-extension'

/** Role that makes a move; `service` is the register itself, in the same transaction as the move that caused it. */
export type Mover = 'dispatcher' | 'follow-up' | 'registrar' | 'regulator' | 'service'

export interface Rule {
  /** Empty: there was no request before. */
  from: readonly RequestState[]
  /** Null: the request stays in its state. */
  to: RequestState | null
  /** Type of the ledger entry that records the move. */
  entry: string
  who: readonly Mover[]
  /** Kinds of responder that the request has, or gets by this move. */
  responders: readonly Responder[]
  starts: readonly RequestClock[]
  stops: readonly RequestClock[]
  /** The operation of the contract; null for what the register does by itself. */
  operation: string | null
  /** Further condition. */
  condition: { zh: string; en: string } | null
}

/** Reworks of a request before it is escalated: a third failure of the same kind is no accident, and a fourth attempt would hide it. */
export const MAX_REWORKS = 3

/** Transfers of a request in a row: whoever is fourth in the row has to answer, so that no request wanders for ever. */
export const MAX_TRANSFERS = 3

/** Requests that are merged into one: they close in one transaction, and one answer names them all. */
export const MAX_MERGED = 100

/** Extensions of a round: whoever needs more time twice has to say why the request is not handled. */
export const MAX_EXTENSIONS = 1

/** Times that a request is taken away from a responder: it bounds the rounds of a request, as the limits above do. */
export const MAX_UNASSIGNMENTS = 10
