import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eq } from '../../src/store/drizzle.ts'
import { City } from '../support/city.ts'

type Role = 'firm' | 'otherFirm' | 'regulator' | 'registrar' | 'dispatcher'
const DAY = 86_400_000
const GROUNDS = '评价人从未接受过本机构服务'
const REASON = '经核查，评价人与本单无关'

let city: City
/** A regulator's system other than the one that records. */
let secondRegulator: string
beforeAll(async () => {
  city = await City.open()
  secondRegulator = await city.service.ledger.write(
    'test',
    async tx => (await city.service.keys.issue(tx, 'regulator', null, 'second')).key,
  )
})
afterAll(() => city.close())

async function record(kind: string, facts: object, provider = city.providers[0]): Promise<number> {
  const { seq } = await city.service.ledger.write('centre', tx =>
    tx.append({ type: `evidence.${kind}`, subject: provider, payload: { provider, day: tx.day, ...facts } }),
  )
  return seq
}
let customers = 0
const review = (stars = 1, provider?: string) =>
  record('review', { customer: `c-${++customers}`, stars, verified: true }, provider)
const seqNow = async () => (await city.service.ledger.head()).seq

const file = (evidence: number, more: object = {}, as: Role = 'firm') =>
  city.post('/v1/appeals', as, { evidence, grounds: GROUNDS, ...more })
const move = (id: string, name: string, as: Role, body: object = {}) => city.post(`/v1/appeals/${id}/${name}`, as, body)
const decide = (id: string, decision: string, as: Role = 'regulator') =>
  move(id, 'decisions', as, { decision, reason: REASON })

async function filed(evidence: number, more: object = {}): Promise<string> {
  const { body, status } = await file(evidence, more)
  expect([status, body.code]).toEqual([201, undefined])
  return body.id
}
async function decided(evidence: number, decision: string, more: object = {}): Promise<string> {
  const id = await filed(evidence, more)
  expect((await move(id, 'examinations', 'regulator')).status).toBe(201)
  expect((await decide(id, decision)).status).toBe(201)
  return id
}
/** Refused with a code, and not one entry written. */
async function refused(
  send: () => PromiseLike<{ status: number; body: { code: string } }>,
  status: number,
  code: string,
) {
  const before = await seqNow()
  const answer = await send()
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(await seqNow()).toBe(before)
}
const evidenceOf = async (seq: number, as: Role = 'firm') => {
  const { body } = await city.get(`/v1/providers/${city.providers[0]}/evidence?limit=200`, as)
  return body.items.find((item: { id: number }) => item.id === seq)
}
const explained = async (seq: number) => {
  const { body } = await city.get(`/v1/providers/${city.providers[0]}/rating/explanation?limit=200`, 'firm')
  return {
    rating: body.rating,
    piece: body.evidence.items.find((item: { evidence: { id: number } }) => item.evidence.id === seq),
  }
}

describe('an appeal', () => {
  it('goes from filed to under review to upheld, and the score moves exactly as the explanation said', async () => {
    for (let i = 0; i < 6; i++) {
      const customer = `o-${i}`
      await record('order', { customer, completed: true, answeredWithin300s: true })
      await record('review', { customer, stars: 5, verified: true })
    }
    const smear = await review(1)
    const before = await explained(smear)
    const { body } = await file(smear)
    expect(body).toMatchObject({ state: 'filed', kind: 'review', evidence: smear, follows: null, overdue: false })
    expect(body).toMatchObject({ grounds: GROUNDS, newGrounds: null, reason: null, piece: { contested: true } })
    expect(body.decideBy).toBe('2026-12-13')
    const during = await explained(smear)
    expect(during.rating).toMatchObject({ point: before.rating.point, assured: before.rating.assured })
    expect(during.piece.why.map((why: { code: string }) => why.code)).toContain('CONTESTED')
    const under = await move(body.id, 'examinations', 'regulator')
    expect(under.body).toMatchObject({ state: 'under-review', piece: { contested: true, retracted: false } })
    const { body: done } = await decide(body.id, 'upheld')
    expect(done).toMatchObject({ state: 'upheld', reason: REASON, retracted: [smear] })
    expect(done.piece).toMatchObject({ contested: false, retracted: true })
    const { body: rating } = await city.get(`/v1/providers/${city.providers[0]}/rating`)
    expect({ point: rating.point, assured: rating.assured }).toEqual(before.piece.without)
    expect((await explained(smear)).piece).toBeUndefined()
  })

  it('marks its evidence in every answer that shows it, until it is decided', async () => {
    const seq = await review(2)
    const id = await filed(seq)
    const marks = async () => [
      (await evidenceOf(seq)).contested,
      (await evidenceOf(seq, 'regulator')).contested,
      (await explained(seq)).piece.evidence.contested,
      (await city.get(`/v1/appeals/${id}`, 'regulator')).body.piece.contested,
    ]
    expect(await marks()).toEqual([true, true, true, true])
    await move(id, 'examinations', 'regulator')
    expect(await marks()).toEqual([true, true, true, true])
    const { body: done } = await decide(id, 'rejected')
    expect(done).toMatchObject({ state: 'rejected', reason: REASON, retracted: [] })
    expect(await marks()).toEqual([false, false, false, false])
  })

  it('against an order takes its review with it', async () => {
    const request = '018c020f-3400-77f0-a5bc-c6b9b552c799'
    const fact = { customer: 'c-both', request }
    const order = await record('order', { ...fact, completed: false, answeredWithin300s: true })
    const stars = await record('review', { ...fact, stars: 1, verified: true })
    const id = await filed(order)
    expect((await evidenceOf(stars)).contested).toBe(true)
    await move(id, 'examinations', 'regulator')
    expect((await decide(id, 'upheld')).body).toMatchObject({ also: stars, retracted: [order, stars] })
    expect([(await evidenceOf(order)).retracted, (await evidenceOf(stars)).retracted]).toEqual([true, true])
    await refused(() => file(stars), 409, 'appeal-retracted')
  })

  it('against a sanction is marked in the list of sanctions; once that is over, nobody hears of either', async () => {
    const sanction = { class: 'minor', authority: '宁波市海曙区市场监督管理局', document: '甬海市监〔2026〕7号' }
    const path = `/v1/providers/${city.providers[0]}/sanctions`
    const impose = async (): Promise<number> => (await city.post(path, 'regulator', sanction)).body.id
    const marks = async () => (await city.get(path)).body.items.map((item: { contested: boolean }) => item.contested)
    const [wrong, repaired] = [await impose(), await impose()]
    const ids = [await filed(wrong), await filed(repaired)]
    expect(await marks()).toEqual([true, true])
    expect((await explained(wrong)).piece.evidence.contested).toBe(true)
    for (const id of ids) await move(id, 'examinations', 'regulator')
    const upheld = await city
      .post(`/v1/appeals/${ids[0]}/decisions`, 'regulator', { decision: 'upheld', reason: REASON })
      .set('Authorization', `Bearer ${secondRegulator}`)
    expect([upheld.status, upheld.body.retracted]).toEqual([201, [wrong]])
    expect(
      (await city.post(`/v1/sanctions/${repaired}/repairs`, 'regulator', { document: '甬信修复1号' })).status,
    ).toBe(201)
    expect(await marks()).toEqual([])
    for (const id of ids) {
      expect((await city.get(`/v1/appeals/${id}`, 'firm')).body.code).toBe('appeal-not-found')
      await refused(() => move(id, 'withdrawals', 'firm'), 404, 'appeal-not-found')
    }
    for (const as of ['firm', 'regulator'] as const) {
      const { body } = await city.get('/v1/appeals?limit=200', as)
      expect(body.items.filter((item: { id: string }) => ids.includes(item.id))).toEqual([])
    }
    for (const seq of [wrong, repaired])
      await refused(() => file(seq, { newGrounds: '新证据' }), 422, 'evidence-unknown')
    const { text } = await city.get('/v1/ledger/entries?limit=200&type=appeal.filed', 'regulator')
    for (const seq of [wrong, repaired]) expect(text).not.toContain(`"evidence":${seq},`)
    const { sealed } = city.service.ledger.store.tables
    const words = await city.service.ledger.read(db => db.select().from(sealed))
    expect(words.filter(({ text }) => text?.includes('甬海市监'))).toEqual([])
  })

  it('that is upheld leaves no words of the evidence', async () => {
    const { body } = await city.post(`/v1/providers/${city.providers[0]}/complaints`, 'regulator', {
      customer: 'c-words',
      upheld: true,
      finding: '属实的措辞',
    })
    const id = await filed(body.id)
    await move(id, 'examinations', 'regulator')
    await city
      .post(`/v1/appeals/${id}/decisions`, 'regulator', { decision: 'upheld', reason: REASON })
      .set('Authorization', `Bearer ${secondRegulator}`)
    expect((await evidenceOf(body.id)).text).toBeUndefined()
    const { sealed } = city.service.ledger.store.tables
    const words = await city.service.ledger.read(db => db.select().from(sealed))
    expect(words.filter(({ text }) => text === '属实的措辞')).toEqual([])
  })

  it('is overdue by the day alone, and listed so', async () => {
    const id = await filed(await review())
    const overdue = async (flag: boolean) =>
      (await city.get(`/v1/appeals?overdue=${flag}&limit=200`, 'registrar')).body.items.map((a: { id: string }) => a.id)
    city.later(19 * DAY)
    expect(await overdue(true)).not.toContain(id)
    expect(await overdue(false)).toContain(id)
    city.later(DAY)
    expect(await overdue(true)).toContain(id)
    expect(await overdue(false)).not.toContain(id)
    await move(id, 'withdrawals', 'firm')
    expect(await overdue(true)).not.toContain(id)
    const { body } = await city.get('/v1/appeals?state=withdrawn&limit=200', 'regulator')
    expect(body.items.map((a: { id: string }) => a.id)).toContain(id)
  })

  it('can come a second time with new grounds, after a rejected or a withdrawn one, and no third time', async () => {
    const seq = await review()
    const first = await decided(seq, 'rejected')
    await refused(() => file(seq), 409, 'appeal-needs-new-grounds')
    await refused(() => file(seq, { newGrounds: `${GROUNDS}！` }), 409, 'appeal-grounds-known')
    city.later(10 * DAY)
    const newGrounds = '已取得门禁记录，当日无人上门'
    const { body } = await file(seq, { newGrounds })
    expect(body).toMatchObject({ follows: first, newGrounds })
    await move(body.id, 'withdrawals', 'firm')
    await refused(() => file(seq, { newGrounds: '又有新证人' }), 409, 'appeal-exhausted')
  })

  it('is seen by its own firm, the registrar and the regulator only', async () => {
    const id = await filed(await review())
    const status = async (as: Role) => (await city.get(`/v1/appeals/${id}`, as)).status
    expect([await status('firm'), await status('registrar'), await status('regulator')]).toEqual([200, 200, 200])
    expect([await status('otherFirm'), await status('dispatcher')]).toEqual([404, 403])
    const list = async (as: Role) => (await city.get('/v1/appeals?limit=200', as)).body.items
    expect((await list('firm')).length).toBeGreaterThan(3)
    expect(await list('otherFirm')).toEqual([])
  })
})

describe('an appeal is refused, and nothing is written,', () => {
  it('by another firm', async () => {
    const seq = await review()
    await refused(() => file(seq, {}, 'otherFirm'), 422, 'evidence-unknown')
    const id = await filed(seq)
    await refused(() => move(id, 'withdrawals', 'otherFirm'), 404, 'appeal-not-found')
  })

  it('after its time', async () => {
    const seq = await review()
    city.later(30 * DAY)
    await refused(() => file(seq), 409, 'appeal-late')
    const other = await review()
    city.later(29 * DAY)
    await filed(other)
  })

  it('on what was retracted, what is unknown, and what cannot be contested', async () => {
    const seq = await review()
    await decided(seq, 'upheld')
    await refused(() => file(seq, { newGrounds: '新证据' }), 409, 'appeal-retracted')
    await refused(() => file(999_999), 422, 'evidence-unknown')
    await refused(() => file(1), 422, 'evidence-unknown')
    const credential = await record('credential', { standard: 'gb-t-31771-2024', validTo: 4000 })
    await refused(() => file(credential), 422, 'appeal-kind')
  })

  it('while one is open, and new grounds where there are none to follow', async () => {
    const seq = await review()
    await refused(() => file(seq, { newGrounds: '新证据' }), 422, 'appeal-first')
    await filed(seq)
    await refused(() => file(seq, { newGrounds: '新证据' }), 409, 'appeal-open')
  })

  it('when it is decided twice, decided before it is examined, or withdrawn after the decision', async () => {
    const id = await filed(await review())
    await refused(() => decide(id, 'upheld'), 409, 'appeal-not-under-review')
    await move(id, 'examinations', 'regulator')
    await refused(() => move(id, 'examinations', 'regulator'), 409, 'appeal-under-review')
    await decide(id, 'rejected')
    await refused(() => decide(id, 'upheld'), 409, 'appeal-decided')
    await refused(() => move(id, 'withdrawals', 'firm'), 409, 'appeal-decided')
  })

  it('when whoever recorded the evidence would decide', async () => {
    const found = await city.post(`/v1/providers/${city.providers[0]}/inspections`, 'regulator', { score: 20 })
    const id = await filed(found.body.id)
    await move(id, 'examinations', 'regulator')
    await refused(() => decide(id, 'rejected'), 403, 'appeal-own-record')
    const other = await city
      .post(`/v1/appeals/${id}/decisions`, 'regulator', { decision: 'upheld', reason: REASON })
      .set('Authorization', `Bearer ${secondRegulator}`)
    expect([other.status, other.body.state]).toEqual([201, 'upheld'])
  })

  it('when whoever recorded the review beside an order would decide about the order', async () => {
    const found = await city.post(`/v1/providers/${city.providers[0]}/inspections`, 'regulator', { score: 30 })
    const { ledger } = city.service
    const { ledger: t } = ledger.store.tables
    const [inspection] = await ledger.read(db => db.select().from(t).where(eq(t.seq, found.body.id)))
    const fact = { customer: 'c-beside', request: '018c020f-3400-77f0-a5bc-c6b9b552c800' }
    const order = await record('order', { ...fact, completed: false, answeredWithin300s: true })
    await ledger.write(inspection!.actor, tx => {
      const payload = { provider: city.providers[0], day: tx.day, ...fact, stars: 1, verified: true }
      return tx.append({ type: 'evidence.review', subject: city.providers[0], payload })
    })
    const id = await filed(order)
    await move(id, 'examinations', 'regulator')
    await refused(() => decide(id, 'upheld'), 403, 'appeal-own-record')
    await refused(() => decide(id, 'rejected'), 403, 'appeal-own-record')
    const other = await city
      .post(`/v1/appeals/${id}/decisions`, 'regulator', { decision: 'rejected', reason: REASON })
      .set('Authorization', `Bearer ${secondRegulator}`)
    expect([other.status, other.body.state]).toEqual([201, 'rejected'])
  })

  it('without a reason of the decision', async () => {
    const id = await filed(await review())
    await move(id, 'examinations', 'regulator')
    await refused(() => move(id, 'decisions', 'regulator', { decision: 'upheld' }), 400, 'body-invalid')
    await refused(() => move(id, 'decisions', 'regulator', { decision: 'upheld', reason: '' }), 400, 'body-invalid')
  })
})

describe('a reply', () => {
  const reply = (seq: number, text: string, as: Role = 'firm') => city.post(`/v1/reviews/${seq}/replies`, as, { text })

  it('stands beside its review wherever that is shown; a later one takes its place', async () => {
    const seq = await review(3)
    expect((await reply(seq, '抱欠')).body.reply).toMatchObject({ text: '抱欠', replaced: false })
    expect((await reply(seq, '抱歉，已改进')).body.reply).toMatchObject({ text: '抱歉，已改进', replaced: true })
    const shown = { text: '抱歉，已改进', replaced: true }
    expect((await evidenceOf(seq)).reply).toMatchObject(shown)
    expect((await explained(seq)).piece.evidence.reply).toMatchObject(shown)
  })

  it('is refused to another firm, to what is no review, and to a retracted one', async () => {
    const seq = await review()
    await refused(() => reply(seq, '代答', 'otherFirm'), 404, 'evidence-not-found')
    await refused(() => reply(999_999, '无'), 404, 'evidence-not-found')
    const order = await record('order', { customer: 'c-r', completed: true, answeredWithin300s: true })
    await refused(() => reply(order, '谢谢'), 409, 'reply-kind')
    await decided(seq, 'upheld')
    await refused(() => reply(seq, '谢谢'), 409, 'reply-retracted')
  })
})

describe('a successor', () => {
  it('may contest what it has inherited', async () => {
    const [own, predecessor] = [city.providers[0], await city.register()]
    const seq = await review(1, predecessor)
    await refused(() => file(seq), 422, 'evidence-unknown')
    await city.service.ledger.write('centre', tx =>
      tx.append({ type: 'action.link', subject: own, payload: { provider: own, predecessor } }),
    )
    const { body } = await file(seq)
    expect(body).toMatchObject({ provider: predecessor, appellant: own })
    expect((await explained(seq)).piece.evidence.contested).toBe(true)
  })
})

it('appeals and replies are rebuilt to the same rows', async () => {
  expect(await city.differences()).toEqual([])
})
