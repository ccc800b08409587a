/** The part of the life of a request that undoes, ends or delays: taken away, returned, extended, cancelled. */
import { MAX_UNASSIGNMENTS, RESPONDERS, type RequestMove, type Rule } from './rules-moves.ts'

const ANY = RESPONDERS

type End =
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
  | 'merge'
  | 'separate'
  | 'close-merged'

export const ENDS: Record<Extract<RequestMove, End>, Rule> = {
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
    from: ['received', 'classified', 'assigned', 'answered', 'visited', 'reopened', 'merged'],
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
  merge: {
    from: ['classified'],
    to: 'merged',
    entry: 'request.merged',
    who: ['dispatcher'],
    responders: [],
    starts: [],
    stops: [],
    operation: 'mergeRequest',
    condition: { zh: '另一件未结，且本件没有并入的求助件', en: 'the other one goes on; none was merged into this one' },
  },
  separate: {
    from: ['merged'],
    to: 'classified',
    entry: 'request.separated',
    who: ['dispatcher'],
    responders: [],
    starts: [],
    stops: [],
    operation: 'separateRequest',
    condition: null,
  },
  // In the transaction that closes the request that was handled in its place.
  'close-merged': {
    from: ['merged'],
    to: 'closed',
    entry: 'request.closed',
    who: ['service'],
    responders: [],
    starts: [],
    stops: [],
    operation: null,
    condition: { zh: '随所并入的求助件一并办结', en: 'with the request that it was merged into' },
  },
}
