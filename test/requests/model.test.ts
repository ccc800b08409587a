import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  LIFE,
  MAX_EXTENSIONS,
  MAX_REWORKS,
  MAX_UNASSIGNMENTS,
  REQUEST_STATES,
  type RequestMove,
  type RequestState,
  type Responder,
} from '../../src/requests/rules-life.ts'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

/** What the table lets us expect of one request. */
interface Model {
  path: string
  state: RequestState
  responder: Responder | null
  wish: boolean
  item: boolean
  satisfied: boolean | null
  reworks: number
  transfers: number
  unassignments: number
  returnAsked: boolean
  extensionAsked: boolean
  extensions: number
}

interface Real {
  city: City
  moves: Set<string>
}

/** A call, the move that it is, and what it leads to if the table lets it: a change of the model, or nothing because it asks too much. */
interface Call {
  move: (model: Model) => RequestMove
  room: string
  body: object
  role: 'dispatcher' | 'registrar' | 'regulator'
  allowed: (model: Model) => boolean
  leads: (model: Model) => unknown
}

/** The states that no move leads out of. */
const ENDS: RequestState[] = ['closed', 'cancelled']
const REASON = { words: '说明' }
const always = () => true
const nothing = () => {}
const DISPATCHER = 'dispatcher' as const
const UNASKED = { returnAsked: false, extensionAsked: false }
const NEW_ROUND = { responder: null, satisfied: null, ...UNASKED, extensions: 0 }

const call = (move: RequestMove | Call['move'], room: string, body: object, more: Partial<Call> = {}): Call => ({
  move: typeof move === 'string' ? () => move : move,
  room,
  body,
  role: DISPATCHER,
  allowed: always,
  leads: nothing,
  ...more,
})

/** One call for two moves: an escalated request is settled, any other closed. */
const closure = (body: { waived?: boolean; words?: string }, role: Call['role']): Call =>
  call(m => (m.state === 'escalated' ? 'settle' : 'close'), 'closures', body, {
    role,
    allowed: m => (m.state === 'escalated' ? body.words !== undefined : m.satisfied !== false || body.waived === true),
  })

/** Taken away from its responder: during a rework the request waits for the next one as reopened. */
const unassignment = (cause: string): Call =>
  call(
    m => (m.reworks > 0 ? 'unassign-rework' : 'unassign'),
    'unassignments',
    { cause, words: '换一家' },
    {
      allowed: m =>
        m.unassignments < MAX_UNASSIGNMENTS && (cause === 'dispatch-mistake' || m.responder !== 'department'),
      leads: m => Object.assign(m, NEW_ROUND, { unassignments: m.unassignments + 1 }),
    },
  )

/** Every call that somebody could make, by name; providers are filled in when it is sent. */
const CALLS: Record<string, Call> = {
  classify: call(
    'classify',
    'classifications',
    { service: SERVICE, area: AREA },
    { leads: m => Object.assign(m, { item: true }) },
  ),
  'assign a firm': call(
    'assign',
    'assignments',
    { provider: 'FIRM' },
    {
      allowed: m => m.item || m.wish,
      leads: m => Object.assign(m, { responder: 'firm', transfers: 0 }),
    },
  ),
  'assign a department': call(
    'assign',
    'assignments',
    { department: 'water' },
    {
      leads: m => Object.assign(m, { responder: 'department', transfers: 0 }),
    },
  ),
  claim: call(
    'claim',
    'claims',
    { provider: 'VOLUNTEER' },
    {
      allowed: m => m.wish,
      leads: m => Object.assign(m, { responder: 'volunteer' }),
    },
  ),
  transfer: call(
    'transfer',
    'transfers',
    { department: 'NEXT' },
    {
      allowed: m => m.responder === 'department' && m.transfers < 3,
      leads: m => Object.assign(m, NEW_ROUND, { responder: 'department', transfers: m.transfers + 1 }),
    },
  ),
  answer: call('answer', 'answers', { words: '马上到' }),
  visit: call('visit', 'visits', {}),
  complete: call('complete', 'completions', { outcome: 'completed' }, { leads: m => Object.assign(m, UNASKED) }),
  fail: call('fail', 'completions', { outcome: 'failed' }, { leads: m => Object.assign(m, UNASKED) }),
  'follow up, nobody reached': call('follow-up-attempt', 'follow-ups', { reached: false }),
  'follow up, satisfied': call(
    'follow-up',
    'follow-ups',
    { satisfied: true, stars: 5 },
    {
      leads: m => Object.assign(m, { satisfied: true }),
    },
  ),
  'follow up, not satisfied': call(
    'follow-up',
    'follow-ups',
    { satisfied: false, stars: 1, words: '没解决' },
    {
      leads: m => {
        m.satisfied = false
        if (m.reworks === MAX_REWORKS) m.state = LIFE.escalate.to!
      },
    },
  ),
  rework: call(
    'rework',
    'reworks',
    { supervisor: '督办科' },
    {
      role: 'registrar',
      allowed: m => m.satisfied === false && m.reworks < MAX_REWORKS,
      leads: m => Object.assign(m, NEW_ROUND, { reworks: m.reworks + 1 }),
    },
  ),
  close: closure({}, DISPATCHER),
  'close, waived': closure({ waived: true }, 'registrar'),
  'close with words': closure({ words: '算了' }, DISPATCHER),
  settle: closure({ words: '报市督查室' }, 'regulator'),
  'unassign, by mistake': unassignment('dispatch-mistake'),
  'unassign, declined': unassignment('provider-declined'),
  'ask for a return': call('ask-return', 'returns', REASON, {
    allowed: m => m.responder === 'department' && !m.returnAsked,
    leads: m => Object.assign(m, { returnAsked: true }),
  }),
  'grant the return': call(
    m => (m.reworks > 0 ? 'grant-return-rework' : 'grant-return'),
    'return-decisions',
    { ...REASON, granted: true },
    {
      role: 'registrar',
      allowed: m => m.returnAsked && m.unassignments < MAX_UNASSIGNMENTS,
      leads: m => Object.assign(m, NEW_ROUND, { unassignments: m.unassignments + 1 }),
    },
  ),
  'refuse the return': call(
    'refuse-return',
    'return-decisions',
    { ...REASON, granted: false },
    {
      role: 'registrar',
      allowed: m => m.returnAsked,
      leads: m => Object.assign(m, { returnAsked: false }),
    },
  ),
  'ask for more time': call('ask-extension', 'extensions', REASON, {
    allowed: m => m.responder === 'department' && m.reworks === 0 && !m.extensionAsked && m.extensions < MAX_EXTENSIONS,
    leads: m => Object.assign(m, { extensionAsked: true }),
  }),
  'grant more time': call(
    'grant-extension',
    'extension-decisions',
    { ...REASON, granted: true },
    {
      role: 'registrar',
      allowed: m => m.extensionAsked,
      leads: m => Object.assign(m, { extensionAsked: false, extensions: m.extensions + 1 }),
    },
  ),
  'refuse more time': call(
    'refuse-extension',
    'extension-decisions',
    { ...REASON, granted: false },
    {
      role: 'registrar',
      allowed: m => m.extensionAsked,
      leads: m => Object.assign(m, { extensionAsked: false }),
    },
  ),
  merge: call('merge', 'mergers', { into: 'OTHER' }),
  separate: call('separate', 'separations', REASON),
  cancel: call('cancel', 'cancellations', { cause: 'withdrawn', words: '不需要了' }),
}

function isPossible({ move, role, allowed }: Call, model: Model): boolean {
  const rule = LIFE[move(model)]
  return rule.from.includes(model.state) && rule.who.includes(role) && allowed(model)
}

async function shown({ city }: Real, path: string) {
  return (await city.get(path, DISPATCHER)).body
}

/** Another request, for one that is merged into it. */
async function another({ city }: Real): Promise<string> {
  const sent = { channel: 'phone', customer: 'c-2', service: SERVICE, area: AREA }
  return (await city.post('/v1/requests', DISPATCHER, sent)).body.id
}

/** One call on the newest request: it happens exactly if the table says so, and changes nothing if not. */
class Make implements fc.AsyncCommand<Model, Real> {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
  check = (model: Readonly<Model>) => model.path !== ''
  toString = () => this.name

  async run(model: Model, real: Real): Promise<void> {
    const { room, body, role, leads } = CALLS[this.name]!
    const move = CALLS[this.name]!.move(model)
    const before = await shown(real, model.path)
    const rule = LIFE[move]
    const possible = isPossible(CALLS[this.name]!, model)
    real.city.later(7_000)
    // A provider of its own each time: one that failed too often would be refused by the gate.
    const sent = JSON.stringify(body)
    const filled = sent
      .replace('FIRM', sent.includes('FIRM') ? await real.city.register() : '')
      .replace('VOLUNTEER', sent.includes('VOLUNTEER') ? await real.city.register('volunteer') : '')
      .replace('OTHER', sent.includes('OTHER') ? await another(real) : '')
      .replace('NEXT', before.department === 'water' ? 'drainage' : 'water')
    const { status, body: answer } = await real.city.post(`${model.path}/${room}`, role, JSON.parse(filled))
    const after = await shown(real, model.path)
    expect(REQUEST_STATES).toContain(after.state)
    if (!possible) {
      expect([this.name, model.state, status >= 400 && status < 500]).toEqual([this.name, model.state, true])
      expect(answer.code).toMatch(/^[a-z-]+$/)
      expect(after).toEqual({ ...before, overdue: after.overdue })
      return
    }
    expect([this.name, model.state, status, answer.code]).toEqual([this.name, model.state, 201, undefined])
    real.moves.add(`${move} ${model.state}`)
    model.state = rule.to ?? model.state
    leads(model)
    expect(after).toMatchObject({ state: model.state, responder: model.responder, reworks: model.reworks })
    expect(after.version).toBeGreaterThan(before.version)
  }
}

const KINDS = {
  'about an item': { service: SERVICE, area: AREA },
  'about a duty': { duty: 'discharge-of-sewage', area: AREA },
  'in words alone': { words: '求助' },
  'as a wish': { kind: 'wish', area: AREA, words: '想要一副老花镜' },
  'by one-touch': { channel: 'one-touch', subscriber: 'yjt-1', customer: undefined },
} as const

class Receive implements fc.AsyncCommand<Model, Real> {
  readonly kind: keyof typeof KINDS
  constructor(kind: keyof typeof KINDS) {
    this.kind = kind
  }
  /** A walk follows a request to its end, then takes up the next. */
  check = (model: Readonly<Model>) => model.path === '' || ENDS.includes(model.state)
  toString = () => `receive ${this.kind}`

  async run(model: Model, real: Real): Promise<void> {
    const sent = { channel: 'phone', customer: 'c-1', ...KINDS[this.kind] }
    const { body, status } = await real.city.post('/v1/requests', DISPATCHER, sent)
    expect([this.kind, status, body.code]).toEqual([this.kind, 201, undefined])
    const oneTouch = this.kind === 'by one-touch'
    const state = oneTouch ? LIFE.assign.to : this.kind === 'in words alone' ? LIFE.receive.to : LIFE.classify.to
    expect(body.state).toBe(state)
    Object.assign(model, {
      path: `/v1/requests/${body.id}`,
      state,
      responder: oneTouch ? 'department' : null,
      wish: this.kind === 'as a wish',
      item: this.kind === 'about an item',
      satisfied: null,
      reworks: 0,
      transfers: 0,
      unassignments: 0,
      ...UNASKED,
      extensions: 0,
    })
  }
}

/** Calls that end or undo what was reached: a walk that took them as often as others would not come far. */
const UNDOING = ['unassign, by mistake', 'unassign, declined', 'cancel', 'grant the return', 'merge']

/** The n-th of the calls that the table lets happen now, so that a walk comes far; between such steps anything may be tried. */
class Advance implements fc.AsyncCommand<Model, Real> {
  readonly n: number
  constructor(n: number) {
    this.n = n
  }
  check = (model: Readonly<Model>) => model.path !== '' && !ENDS.includes(model.state)
  toString = () => `advance ${this.n}`

  async run(model: Model, real: Real): Promise<void> {
    const open = Object.keys(CALLS).filter(name => !UNDOING.includes(name) && isPossible(CALLS[name]!, model))
    // Only a closed or cancelled request has no way on.
    expect([model.state, open.length > 0]).toEqual([model.state, true])
    await new Make(open[this.n % open.length]!).run(model, real)
  }
}

/** Never to the citizen's content, as often as the table allows. */
class Trouble extends Advance {
  override toString = () => 'trouble'

  override async run(model: Model, real: Real): Promise<void> {
    const wanted = ['rework', 'follow up, not satisfied', 'fail', 'assign a department', 'settle']
    await new Make(wanted.find(name => isPossible(CALLS[name]!, model))!).run(model, real)
  }
}

/** Each of these calls from each state in which a firm has the request, in its first round and in a rework. */
function undoings() {
  const reworked = ['assign a firm', 'answer', 'complete', 'follow up, not satisfied', 'rework']
  const given = ['assign a firm', 'answer', 'visit']
  const made = (names: string[]) => names.map(name => new Make(name))
  const undone = [[], reworked].flatMap(before =>
    UNDOING.slice(0, 3).flatMap(last =>
      given.map((_, i) => [new Receive('about an item'), ...made([...before, ...given.slice(0, i + 1), last])]),
    ),
  )
  const office = ['assign a department', ...given.slice(1)]
  const decisions = [
    ['ask for a return', 'grant the return'],
    ['ask for a return', 'refuse the return'],
  ]
  const times = [
    ['ask for more time', 'grant more time'],
    ['ask for more time', 'refuse more time'],
  ]
  const asked = [[], reworked].flatMap(before =>
    [...decisions, ...(before.length > 0 ? [] : times)].flatMap(last =>
      office.map((_, i) => [new Receive('about an item'), ...made([...before, ...office.slice(0, i + 1), ...last])]),
    ),
  )
  const again = ['claim', ...reworked.slice(2), 'claim']
  return [
    ...undone,
    ...asked,
    [new Receive('in words alone'), ...made(['cancel'])],
    [new Receive('about an item'), ...made(['merge', 'separate', 'merge', 'cancel'])],
    [new Receive('about an item'), ...made(['cancel'])],
    [new Receive('about an item'), ...made([...reworked, 'cancel'])],
    [new Receive('as a wish'), ...made(again)],
  ]
}

const anything = Object.keys(CALLS).map(name => new Make(name))
const commands = fc.commands(
  [
    fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])).map(kind => new Receive(kind)),
    fc.constantFrom(...anything),
    fc.nat(50).map(n => new Advance(n)),
    fc.nat(50).map(n => new Advance(n)),
    fc.nat(50).map(n => new Advance(n)),
  ],
  { maxCommands: 80, size: 'max' },
)

describe.each(databases)('a random walk through the life of requests on $name', ({ name, openFounded }) => {
  let real: Real
  beforeAll(async () => {
    const city = await City.open({ store: await openFounded() })
    real = { city, moves: new Set() }
  })
  afterAll(() => real.city.close())

  it('finds no state and no move that the table does not know; what is not possible changes nothing', async () => {
    const model = (): Model => ({
      path: '',
      state: 'received',
      responder: null,
      wish: false,
      item: false,
      satisfied: null,
      reworks: 0,
      transfers: 0,
      unassignments: 0,
      ...UNASKED,
      extensions: 0,
    })
    await fc.assert(
      fc.asyncProperty(commands, list => fc.asyncModelRun(() => ({ model: model(), real }), list)),
      { numRuns: name === 'SQLite' ? 30 : 8, seed: 81890 },
    )
    const longest = [
      new Receive('about a duty'),
      ...Array.from({ length: 4 * (MAX_REWORKS + 1) }, () => new Trouble(0)),
    ]
    await fc.asyncModelRun(() => ({ model: model(), real }), longest)
    for (const walk of undoings()) await fc.asyncModelRun(() => ({ model: model(), real }), walk)
    const possible = Object.entries(LIFE)
      .filter(([, rule]) => rule.operation && rule.from.length > 0)
      .flatMap(([move, rule]) => rule.from.map(from => `${move} ${from}`))
    if (name === 'SQLite') expect(possible.filter(one => !real.moves.has(one))).toEqual([])
  }, 240_000)

  it('lets one of two dispatchers win who assign in the same millisecond; the other learns who has it', async () => {
    const { city } = real
    for (let round = 0; round < 5; round++) {
      const { body } = await city.post('/v1/requests', DISPATCHER, {
        channel: 'web',
        customer: 'c',
        ...KINDS['about an item'],
      })
      const firms = await Promise.all([city.register(), city.register()])
      const answers = await Promise.all(
        firms.map(provider => city.post(`/v1/requests/${body.id}/assignments`, DISPATCHER, { provider })),
      )
      const won = answers.filter(answer => answer.status === 201)
      expect(won).toHaveLength(1)
      const lost = answers.find(answer => answer.status !== 201)!
      expect([lost.status, lost.body.code, lost.body.existing]).toEqual([
        409,
        'request-already-assigned',
        won[0]!.body.provider,
      ])
    }
  })

  it('is rebuilt to equal rows', async () => {
    expect(await real.city.differences()).toEqual([])
  })
})
