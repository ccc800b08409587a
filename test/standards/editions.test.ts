import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeFamily, counts, editionId, editionStatus } from '../../src/standards/rules-editions.ts'
import { EDITION } from '../api/cases/standards.ts'
import { City } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const DAY = 86_400_000
const write = (code: string, more: object = {}) => city.post('/v1/standards', 'registrar', EDITION(code, more))
const amend = (id: string, body: object) => city.call('patch', `/v1/standards/${id}`, 'registrar').send(body)
const seq = async () => (await city.service.ledger.head()).seq
const RULE = { properties: { facts: { required: ['feesPublished'], properties: { feesPublished: { const: true } } } } }

describe('an edition by its dates', () => {
  const dates = {
    inForceFrom: '2025-03-01',
    inForceUntil: '2026-06-30',
    replacedBy: 'x',
    transitionUntil: '2026-09-30',
  }
  it.each([
    ['2025-02-28', 'not-yet-in-force', false],
    ['2025-03-01', 'in-force', true],
    ['2026-06-30', 'in-force', true],
    ['2026-07-01', 'in-transition', true],
    ['2026-09-30', 'in-transition', true],
    ['2026-10-01', 'not-in-force', false],
  ] as const)('on %s is %s', (day, status, counting) => {
    expect([editionStatus(dates, day), counts(dates, day)]).toEqual([status, counting])
  })

  it('is over when it was replaced on a day that nobody knows', () => {
    const unknown = { inForceFrom: null, inForceUntil: null, replacedBy: 'x', transitionUntil: null }
    expect(editionStatus(unknown, '2026-01-01')).toBe('not-in-force')
    expect(editionStatus({ ...unknown, replacedBy: null }, '2026-01-01')).toBe('in-force')
  })

  it('belongs to the code without the year', () => {
    expect(['GB/T 31771-2024', 'GB/T 31771-2015', 'XQ-02-01-2015'].map(codeFamily)).toEqual([
      'GB/T 31771',
      'GB/T 31771',
      'XQ-02-01',
    ])
    expect(editionId('GB/T 31771-2024', '2025-03-01')).toBe('gb-t-31771-2024')
    expect(editionId('XQ-PLEDGE', '2025-03-01')).toBe('xq-pledge-2025-03-01')
  })
})

describe('writing editions', () => {
  it('ends the replaced edition on the eve and links both', async () => {
    await write('XQ-A-2025', { inForceFrom: '2025-01-01', clauses: [{ number: '4', text: '公示', rule: RULE }] })
    const next = await write('XQ-A-2027', { replaces: 'xq-a-2025', inForceFrom: '2027-01-01' })
    expect([next.status, next.headers.location]).toEqual([201, '/v1/standards/xq-a-2027'])
    const { body } = await city.get('/v1/standards/xq-a-2025')
    expect(body).toMatchObject({ inForceUntil: '2026-12-31', replacedBy: 'xq-a-2027', transitionUntil: null })
    expect(body.clauses).toEqual([{ number: '4', text: '公示', textEn: '', rule: RULE, source: 'registrar' }])
  })

  it('does not let a replaced edition run into its successor again', async () => {
    for (const inForceUntil of [null, '2027-01-01']) {
      const { status, body } = await amend('xq-a-2025', { inForceUntil })
      expect([status, body.code, body.existing]).toEqual([409, 'edition-overlaps', 'xq-a-2027'])
    }
  })

  it('lets a replaced edition count until the end of its transition', async () => {
    const { status, body } = await city.post('/v1/standards/xq-a-2025/transitions', 'registrar', {
      until: '2027-06-30',
    })
    expect([status, body.transitionUntil]).toEqual([201, '2027-06-30'])
    const early = await city.post('/v1/standards/xq-a-2025/transitions', 'registrar', { until: '2026-12-31' })
    expect([early.status, early.body.code]).toEqual([422, 'transition-too-early'])
    const open = await city.post('/v1/standards/xq-a-2027/transitions', 'registrar', { until: '2030-12-31' })
    expect([open.status, open.body.code]).toEqual([409, 'edition-not-replaced'])
  })

  const REFUSED: [name: string, code: string, more: object, status: number, error: string, pointer: string][] = [
    [
      'overlaps another of its code',
      'XQ-A-2028',
      { inForceFrom: '2028-01-01' },
      409,
      'edition-overlaps',
      '#/inForceFrom',
    ],
    [
      'ends before it begins',
      'XQ-B-2027',
      { inForceUntil: '2026-12-31' },
      422,
      'edition-ends-before-it-begins',
      '#/inForceUntil',
    ],
    ['replaces an unknown one', 'XQ-B-2027', { replaces: 'xq-none' }, 422, 'standard-unknown', '#/replaces'],
    [
      'replaces one that is replaced already',
      'XQ-B-2027',
      { replaces: 'xq-a-2025' },
      409,
      'edition-replaced-already',
      '#/replaces',
    ],
    [
      'begins before the one that it replaces',
      'XQ-A-2020',
      { replaces: 'xq-a-2027', inForceFrom: '2020-01-01' },
      422,
      'edition-begins-before-its-predecessor',
      '#/inForceFrom',
    ],
    ['covers an unknown service', 'XQ-B-2027', { services: ['05', '99'] }, 422, 'service-unknown', '#/services/1'],
    [
      'has a clause number twice',
      'XQ-B-2027',
      {
        clauses: [
          { number: '1', text: 'a' },
          { number: '1', text: 'b' },
        ],
      },
      422,
      'clause-number-twice',
      '#/clauses/1/number',
    ],
    [
      'has a rule that loops',
      'XQ-B-2027',
      { clauses: [{ number: '1', text: 'a', rule: { $defs: { a: { $ref: '#/$defs/a' } } } }] },
      422,
      'rule-loops',
      '#/clauses/0/rule/$defs/a',
    ],
    [
      'has a rule with a pattern that is not linear',
      'XQ-B-2027',
      { clauses: [{ number: '1', text: 'a', rule: { pattern: '(a)\\1' } }] },
      422,
      'rule-pattern',
      '#/clauses/0/rule/pattern',
    ],
  ]

  it.each(REFUSED)('refuses an edition that %s, and writes nothing', async (_, code, more, status, error, pointer) => {
    const before = await seq()
    const answer = await write(code, more)
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([status, error, pointer])
    expect(await seq()).toBe(before)
  })

  it('answers a rule of ten thousand levels with a refusal', async () => {
    const rule = `${'{"not":'.repeat(10_000)}{}${'}'.repeat(10_000)}`
    const text = JSON.stringify(EDITION('XQ-B-2027', { clauses: [{ number: '1', text: 'a', rule: 0 }] }))
    const answer = await city
      .call('post', '/v1/standards', 'registrar')
      .set('Content-Type', 'application/json')
      .send(text.replace('"rule":0', `"rule":${rule}`))
    expect([answer.status, answer.body.code]).toEqual([422, 'rule-too-deep'])
  })

  it('keeps the clauses of an edition once it is in force, and changes them before', async () => {
    await write('XQ-C-2026', { inForceFrom: '2026-11-26' })
    const clauses = [{ number: '5', text: '新条款' }]
    expect((await amend('xq-c-2026', { clauses })).body.clauses[0]).toMatchObject({ number: '5', text: '新条款' })
    city.later(2 * DAY)
    expect((await amend('xq-c-2026', { clauses })).body.code).toBe('edition-in-force')
    const ended = await amend('xq-c-2026', { inForceUntil: '2028-12-31' })
    expect([ended.status, ended.body.inForceUntil]).toEqual([200, '2028-12-31'])
    expect((await amend('xq-c-2026', { inForceUntil: '2026-01-01' })).body.code).toBe('edition-ends-before-it-begins')
  })

  it('rebuilds to the same rows', async () => expect(await city.differences()).toEqual([]))
})
