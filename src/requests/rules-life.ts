/**
 * The life of a request: every state, every move, who may make it, for which kinds of responder, and which clocks it starts and stops.
 * This table drives the handlers, docs/requests.md (the table there is made from it) and the model-based test. What is not here cannot happen.
 */

import { ENDS } from './rules-life-ends.ts'
import {
  MAX_REWORKS,
  MAX_TRANSFERS,
  REQUEST_STATES,
  RESPONDERS,
  type RequestClock,
  type RequestMove,
  type RequestState,
  type Rule,
} from './rules-moves.ts'

export * from './rules-moves.ts'

const ANY = RESPONDERS

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
  ...ENDS,
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
