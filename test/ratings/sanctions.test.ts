import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateToDay, dayStart } from '../../src/ledger/clock.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { eraseLapsed } from '../../src/ratings/evidence/erasure.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { eq } from '../../src/store/drizzle.ts'
import { SANCTION } from '../api/cases/ratings.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const m = loadMethodology()
const NAMED = /监罚|市场监督|"class"/
let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const room = (provider: string, name = 'sanctions') => `/v1/providers/${provider}/${name}`
const sanction = async (provider: string, change: object = {}) => {
  const answer = await city.post(room(provider), 'regulator', { ...SANCTION, text: '虚假宣传', ...change })
  expect([answer.status, answer.body.code]).toEqual([201, undefined])
  return answer.body as { id: number; expires: string; repairFrom: string }
}
const items = async (path: string, role?: 'regulator' | 'firm') => (await city.get(path, role)).body.items
const rating = async (provider: string) => (await city.get(room(provider, 'rating'))).body
/** Everything that any answer says of a provider or of its entries, as one text. */
const everything = async (provider: string) => {
  const firm = provider === city.providers[0] ? (['firm'] as const) : []
  const paths = ['sanctions', 'evidence', 'rating', 'rating/explanation', 'rating/history'].map(x => room(provider, x))
  const answers = []
  for (const role of ['regulator', ...firm] as const)
    for (const path of [
      ...paths,
      ...(role === 'regulator' ? [`/v1/ledger/entries?limit=200&subject=${provider}`] : []),
    ])
      answers.push((await city.get(path, role)).text)
  return answers.join('\n')
}
const sealsOf = (seq: number) => {
  const { store } = city.service.ledger
  return store.read(db => db.select().from(store.tables.sealed).where(eq(store.tables.sealed.seq, seq)))
}
const moveTo = (date: string, ms = 0) => {
  city.clock.ms = dayStart(dateToDay(date)) + ms
}
const verify = async () => {
  const { ledger } = city.service
  await ledger.read(async db => verifyLedger(db, ledger.store.tables, await ledger.head()))
}

describe('a sanction in force', () => {
  it('is public with its authority and document, and its clocks are for the regulator and the firm', async () => {
    const [own] = city.providers
    const { id } = await sanction(own, { class: 'general' })
    const [shown] = await items(room(own))
    expect(shown).toEqual({
      id,
      contested: false,
      provider: own,
      class: 'general',
      day: '2026-11-24',
      publishedUntil: '2027-11-23',
      authority: SANCTION.authority,
      document: SANCTION.document,
      text: '虚假宣传',
    })
    for (const role of ['regulator', 'firm'] as const)
      expect(await items(room(own), role)).toEqual([{ ...shown, repairFrom: '2027-02-22', expires: '2027-11-24' }])
    expect((await rating(own)).lines.sanctions).toBe(-60_000)
    expect(await everything(own)).toMatch(NAMED)
  })

  it('bars and caps if it is serious, in the gate too', async () => {
    const provider = await city.register()
    await sanction(provider, { class: 'serious' })
    expect(await rating(provider)).toMatchObject({ state: 'barred', lines: { sanctions: -150_000 } })
    const { body } = await city.post('/v1/eligibility-decisions', 'dispatcher', {
      items: [{ provider, service: SERVICE, area: AREA }],
    })
    expect(body.items[0].reasons.map((r: { code: string }) => r.code)).toContain('credit-barred')
  })

  it('is not public any more after the end of publication that the authority set, and still in force', async () => {
    const provider = await city.register()
    await sanction(provider, { publishedUntil: '2026-11-24' })
    expect(await items(room(provider))).toHaveLength(1)
    city.later(86_400_000)
    expect(await items(room(provider))).toEqual([])
    expect(await items(room(provider), 'regulator')).toHaveLength(1)
    expect((await rating(provider)).lines.sanctions).toBe(0)
    expect((await city.get(room(provider, 'rating'), 'dispatcher')).body.lines.sanctions).toBeLessThan(0)
  })
})

describe('a sanction that has ended', () => {
  it('has no effect and no name from the first moment of that day, before any housekeeping', async () => {
    const provider = await city.register()
    const { id, expires } = await sanction(provider, { day: '2026-10-01' })
    const other = await sanction(provider, { class: 'serious', day: '2024-01-01' })
    moveTo(expires, -1)
    expect(await items(room(provider))).toHaveLength(2)
    expect(await everything(provider)).toMatch(NAMED)
    moveTo(expires)
    expect((await items(room(provider))).map((s: { id: number }) => s.id)).toEqual([other.id])
    moveTo(other.expires, -1)
    expect((await rating(provider)).state).toBe('barred')
    moveTo(other.expires)
    expect(await rating(provider)).toMatchObject({ state: 'probation', lines: { sanctions: 0 } })
    expect((await sealsOf(id)).every(seal => seal.text !== null)).toBe(true)
    expect(await everything(provider)).not.toMatch(NAMED)
    expect(await items(room(provider), 'regulator')).toEqual([])
  })

  it('stands in the ledger without what it is about, and nothing lets it be guessed', async () => {
    const page = await items('/v1/ledger/entries?limit=200&type=evidence.sanction', 'regulator')
    const [ended] = page.filter((entry: { withheld?: boolean }) => entry.withheld)
    expect(ended).toMatchObject({ subject: 'withheld', payload: {}, hash: expect.any(String) })
    expect(ended.sealed).toBeUndefined()
    expect(page.some((entry: { withheld?: boolean }) => !entry.withheld)).toBe(true)
  })

  it('loses its texts and their salts in housekeeping when the grace period is over, once', async () => {
    const { ledger } = city.service
    await eraseLapsed(ledger, m)
    city.later(30 * 86_400_000)
    expect(await eraseLapsed(ledger, m)).toBeGreaterThan(0)
    expect(await eraseLapsed(ledger, m)).toBe(0)
    const lapsed = await items('/v1/ledger/entries?limit=200&type=text.erased', 'regulator')
    for (const { payload } of lapsed)
      for (const seal of await sealsOf(payload.target)) expect(seal).toMatchObject({ text: null, salt: '' })
    await verify()
  })
})

describe('the list of who may be sent', () => {
  it('holds a firm again from the midnight on which its serious sanction ends', async () => {
    const provider = await city.register()
    const listed = async () => {
      const { body } = await city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}&limit=100`, 'dispatcher')
      return body.items.some((item: { provider: { id: string } }) => item.provider.id === provider)
    }
    expect(await listed()).toBe(true)
    const { expires } = await sanction(provider, { class: 'serious' })
    expect(await listed()).toBe(false)
    moveTo(expires, -1)
    expect(await listed()).toBe(false)
    moveTo(expires)
    expect(await listed()).toBe(true)
  })
})

describe('a repair', () => {
  it('ends every effect at once and erases the texts', async () => {
    const provider = await city.register()
    const { id, repairFrom } = await sanction(provider, { class: 'general', text: undefined })
    const repair = () => city.post(`/v1/sanctions/${id}/repairs`, 'regulator', { document: '甬信修复〔2027〕9号' })
    moveTo(repairFrom, -1)
    const early = await repair()
    expect([early.status, early.body.code]).toEqual([409, 'repair-out-of-term'])
    moveTo(repairFrom)
    expect((await repair()).body).toEqual({ sanction: id, provider, repairedOn: repairFrom })
    expect((await rating(provider)).lines.sanctions).toBe(0)
    expect(await everything(provider)).not.toMatch(NAMED)
    expect((await sealsOf(id)).map(seal => seal.text)).toEqual([null, null])
    const again = await repair()
    expect([again.status, again.body.code]).toEqual([404, 'sanction-not-found'])
    const [entry] = (await items('/v1/ledger/entries?limit=200&type=action.repair', 'regulator')).slice(-1)
    expect(entry).toMatchObject({ withheld: true, subject: 'withheld', payload: {} })
  })
})

describe('what was taken back', () => {
  const retract = (subject: string, target: number) =>
    city.service.ledger.write('test', tx => tx.append({ type: 'action.retraction', subject, payload: { target } }))

  it('is a sanction that nobody names any more', async () => {
    const provider = await city.register()
    const { id } = await sanction(provider)
    await retract(provider, id)
    expect(await everything(provider)).not.toMatch(NAMED)
  })

  it('is a finding without its words', async () => {
    const provider = await city.register()
    const { body } = await city.post(room(provider, 'inspections'), 'regulator', { score: 20, finding: '服务档案缺失' })
    await retract(provider, body.id)
    const [shown] = await items(room(provider, 'evidence'), 'regulator')
    expect(shown).toMatchObject({ id: body.id, retracted: true, score: 20 })
    expect(shown.text).toBeUndefined()
    expect(await eraseLapsed(city.service.ledger, m)).toBeGreaterThan(0)
    expect((await sealsOf(body.id)).map(seal => seal.text)).toEqual([null])
  })
})

describe('refused before anything is written', () => {
  it.each([
    [
      'a sanction that ends before it begins',
      { day: '2026-11-20', publishedUntil: '2026-11-19' },
      'sanction-ends-before-it-begins',
    ],
    ['one published longer than its class allows', { publishedUntil: '2099-01-01' }, 'sanction-end-too-late'],
    ['one whose term is over', { day: '2025-01-01' }, 'sanction-ended'],
    ['one of tomorrow', { day: '2099-01-01' }, 'day-out-of-range'],
    ['one of a class that does not exist', { class: 'capital' }, 'body-invalid'],
  ])('%s', async (_, change, code) => {
    const before = await city.service.ledger.head()
    const answer = await city.post(room(city.providers[0]), 'regulator', { ...SANCTION, ...change })
    expect([answer.status, answer.body.code]).toEqual([code === 'body-invalid' ? 400 : 422, code])
    expect(await city.service.ledger.head()).toEqual(before)
  })

  it('an inspection of 101', async () => {
    const before = await city.service.ledger.head()
    const answer = await city.post(room(city.providers[0], 'inspections'), 'regulator', { score: 101 })
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([400, 'body-invalid', '#/score'])
    expect(await city.service.ledger.head()).toEqual(before)
  })
})

it('after all this the ledger verifies and rebuilds to the same rows', async () => {
  await verify()
  expect(await city.differences()).toEqual([])
})
