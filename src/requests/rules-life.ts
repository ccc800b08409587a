/**
 * The life of a request: every state, every move, who may make it, for which kinds of responder, and which clocks it starts and stops.
 * This table drives the handlers, docs/requests.md (the table there is made from it) and the model-based test. What is not here cannot happen.
 */

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

const ANY = RESPONDERS

/** Reworks of a request before it is escalated: a third failure of the same kind is no accident, and a fourth attempt would hide it. */
export const MAX_REWORKS = 3

/** Transfers of a request in a row: whoever is fourth in the row has to answer, so that no request wanders for ever. */
export const MAX_TRANSFERS = 3

/** Extensions of a round: whoever needs more time twice has to say why the request is not handled. */
export const MAX_EXTENSIONS = 1

/** Times that a request is taken away from a responder: it bounds the rounds of a request, as the limits above do. */
export const MAX_UNASSIGNMENTS = 10

export const LIFE: Record<RequestMove, Rule> = {
  receive: {
    from: [],
    to: 'received',
    entry: 'request.received',
    who: ['dispatcher'],
    responders: [],
    starts: [],
    stops: [],
    operation: 'receiveRequest',
    condition: null,
  },
  classify: {
    from: ['received', 'classified'],
    to: 'classified',
    entry: 'request.classified',
    who: ['dispatcher', 'service'],
    responders: [],
    starts: [],
    stops: [],
    operation: 'classifyRequest',
    condition: { zh: '事项或职能与区域俱全；区域有此事项', en: 'item or duty, and an area that has it' },
  },
  assign: {
    from: ['classified', 'reopened'],
    to: 'assigned',
    entry: 'request.assigned',
    who: ['dispatcher', 'service'],
    responders: ANY,
    starts: ['answer', 'handling'],
    stops: [],
    operation: 'assignRequest',
    condition: {
      zh: '机构须经准入判定；部门须管辖该区域',
      en: 'the gate lets the provider; the department serves the area',
    },
  },
  claim: {
    from: ['classified', 'reopened'],
    to: 'answered',
    entry: 'request.claimed',
    who: ['dispatcher'],
    responders: ['volunteer'],
    starts: [],
    stops: [],
    operation: 'claimRequest',
    condition: { zh: '微心愿；认领即应答', en: 'a small wish; the claim is the answer' },
  },
  transfer: {
    from: ['assigned', 'answered'],
    to: 'assigned',
    entry: 'request.handed-on',
    who: ['dispatcher'],
    responders: ['department'],
    starts: ['answer'],
    stops: ['answer'],
    operation: 'transferRequest',
    condition: {
      zh: `至多连续 ${MAX_TRANSFERS} 次；首接部门负责至下一部门应答`,
      en: `at most ${MAX_TRANSFERS} in a row; who transfers stays responsible until the next has answered`,
    },
  },
  answer: {
    from: ['assigned'],
    to: 'answered',
    entry: 'request.answered',
    who: ['dispatcher'],
    responders: ANY,
    starts: [],
    stops: ['answer'],
    operation: 'answerRequest',
    condition: null,
  },
  visit: {
    from: ['answered'],
    to: 'visited',
    entry: 'request.visited',
    who: ['dispatcher'],
    responders: ANY,
    starts: [],
    stops: [],
    operation: 'visitRequest',
    condition: null,
  },
  complete: {
    from: ['answered', 'visited'],
    to: 'completed',
    entry: 'request.completed',
    who: ['dispatcher'],
    responders: ANY,
    starts: ['follow-up'],
    stops: ['handling', 'rework'],
    operation: 'completeRequest',
    condition: null,
  },
  // A responder that never answered has failed too.
  fail: {
    from: ['assigned', 'answered', 'visited'],
    to: 'failed',
    entry: 'request.completed',
    who: ['dispatcher'],
    responders: ANY,
    starts: ['follow-up'],
    stops: ['handling', 'answer', 'rework'],
    operation: 'completeRequest',
    condition: null,
  },
  'follow-up': {
    from: ['completed', 'failed'],
    to: 'followed-up',
    entry: 'request.followed-up',
    who: ['dispatcher', 'follow-up'],
    responders: ANY,
    starts: [],
    stops: ['follow-up'],
    operation: 'followUpRequest',
    condition: { zh: '按依据防护规则由第二方办理', en: 'by a second party, as the safeguards demand' },
  },
  // The clock of the follow-up runs on.
  'follow-up-attempt': {
    from: ['completed', 'failed'],
    to: null,
    entry: 'request.follow-up-attempted',
    who: ['dispatcher', 'follow-up'],
    responders: ANY,
    starts: [],
    stops: [],
    operation: 'followUpRequest',
    condition: { zh: '未联系上；另行回访', en: 'nobody was reached; another call follows' },
  },
  rework: {
    from: ['followed-up'],
    to: 'reopened',
    entry: 'request.reopened',
    who: ['dispatcher', 'registrar'],
    responders: ANY,
    starts: ['rework'],
    stops: [],
    operation: 'reworkRequest',
    condition: {
      zh: `不满意或未解决；至多 ${MAX_REWORKS} 次`,
      en: `not satisfied or not resolved; at most ${MAX_REWORKS} times`,
    },
  },
  escalate: {
    from: ['followed-up'],
    to: 'escalated',
    entry: 'request.escalated',
    who: ['service'],
    responders: ANY,
    starts: [],
    stops: [],
    operation: null,
    condition: { zh: `第 ${MAX_REWORKS} 次重办后仍不满意`, en: `not satisfied after ${MAX_REWORKS} reworks` },
  },
  // A customer who cannot be reached for the follow-up does not keep a request open for ever.
  close: {
    from: ['completed', 'failed', 'followed-up'],
    to: 'closed',
    entry: 'request.closed',
    who: ['dispatcher', 'follow-up', 'registrar'],
    responders: ANY,
    starts: [],
    stops: ['follow-up'],
    operation: 'closeRequest',
    condition: { zh: '不满意者须由求助人放弃重办', en: 'who is not satisfied has to waive the rework' },
  },
  settle: {
    from: ['escalated'],
    to: 'closed',
    entry: 'request.closed',
    who: ['registrar', 'regulator'],
    responders: ANY,
    starts: [],
    stops: [],
    operation: 'closeRequest',
    condition: { zh: '须说明处理决定', en: 'the decision is stated' },
  },
  unassign: {
    from: ['assigned', 'answered', 'visited'],
    to: 'classified',
    entry: 'request.unassigned',
    who: ['dispatcher', 'follow-up'],
    responders: ANY,
    starts: [],
    stops: ['handling', 'answer', 'rework'],
    operation: 'unassignRequest',
    condition: {
      zh: `误派，或机构无法承接（由第二方登记）；至多 ${MAX_UNASSIGNMENTS} 次`,
      en: `a mistake, or the provider declined (recorded by a second party); at most ${MAX_UNASSIGNMENTS} times`,
    },
  },
  // The clock of the rework runs on.
  'unassign-rework': {
    from: ['assigned', 'answered', 'visited'],
    to: 'reopened',
    entry: 'request.unassigned',
    who: ['dispatcher', 'follow-up'],
    responders: ANY,
    starts: [],
    stops: ['handling', 'answer'],
    operation: 'unassignRequest',
    condition: { zh: '同上，重办期间', en: 'the same, during a rework' },
  },
  cancel: {
    from: ['received', 'classified', 'assigned', 'answered', 'visited', 'reopened'],
    to: 'cancelled',
    entry: 'request.cancelled',
    who: ['dispatcher', 'registrar'],
    responders: ANY,
    starts: [],
    stops: ['handling', 'answer', 'rework'],
    operation: 'cancelRequest',
    condition: {
      zh: '求助人撤回、重复或误拨；本轮不产生依据',
      en: 'withdrawn, duplicate or wrong number; the round yields no evidence',
    },
  },
  'ask-return': {
    from: ['assigned', 'answered', 'visited'],
    to: null,
    entry: 'request.return-asked',
    who: ['dispatcher'],
    responders: ['department'],
    starts: [],
    stops: [],
    operation: 'askReturn',
    condition: { zh: '退单申请：派错部门，限期内提出', en: 'a misdirected request, within its clock' },
  },
  'grant-return': {
    from: ['assigned', 'answered', 'visited'],
    to: 'classified',
    entry: 'request.returned',
    who: ['registrar'],
    responders: ['department'],
    starts: [],
    stops: ['answer', 'handling', 'rework'],
    operation: 'decideReturn',
    condition: { zh: '同意退单', en: 'a return was asked for' },
  },
  'grant-return-rework': {
    from: ['assigned', 'answered', 'visited'],
    to: 'reopened',
    entry: 'request.returned',
    who: ['registrar'],
    responders: ['department'],
    starts: [],
    stops: ['answer', 'handling'],
    operation: 'decideReturn',
    condition: { zh: '同上，重办期间', en: 'the same, during a rework' },
  },
  'refuse-return': {
    from: ['assigned', 'answered', 'visited'],
    to: null,
    entry: 'request.return-refused',
    who: ['registrar'],
    responders: ['department'],
    starts: [],
    stops: [],
    operation: 'decideReturn',
    condition: { zh: '不同意退单', en: 'a return was asked for' },
  },
  'ask-extension': {
    from: ['assigned', 'answered', 'visited'],
    to: null,
    entry: 'request.extension-asked',
    who: ['dispatcher'],
    responders: ['department'],
    starts: [],
    stops: [],
    operation: 'askExtension',
    condition: { zh: '延期申请：办理期限届满前提出；每轮至多一次', en: 'before the handling is due; once a round' },
  },
  'grant-extension': {
    from: ['assigned', 'answered', 'visited'],
    to: null,
    entry: 'request.extended',
    who: ['registrar'],
    responders: ['department'],
    starts: [],
    stops: [],
    operation: 'decideExtension',
    condition: { zh: '同意延期', en: 'an extension was asked for' },
  },
  'refuse-extension': {
    from: ['assigned', 'answered', 'visited'],
    to: null,
    entry: 'request.extension-refused',
    who: ['registrar'],
    responders: ['department'],
    starts: [],
    stops: [],
    operation: 'decideExtension',
    condition: { zh: '不同意延期', en: 'an extension was asked for' },
  },
}

/** The states in which a clock can run: from where it starts, along every move that does not stop it. */
export function clockStates(clock: RequestClock): RequestState[] {
  const rules = Object.values(LIFE)
  const to = (rule: Rule) => (rule.to === null ? [] : [rule.to])
  const runs = new Set(rules.filter(rule => rule.starts.includes(clock)).flatMap(to))
  // A set grows while it is walked: what is found is walked too.
  for (const state of runs)
    for (const rule of rules.filter(rule => rule.from.includes(state) && !rule.stops.includes(clock)))
      for (const next of to(rule)) runs.add(next)
  return REQUEST_STATES.filter(state => runs.has(state))
}
