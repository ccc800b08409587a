import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetOldAnswers, KEEP_MS } from '../../src/api/idempotency.ts'
import { dateToDay, dayStart } from '../../src/ledger/clock.ts'
import { copyOperational } from '../../src/ledger/copy.ts'
import { eraseTexts } from '../../src/ledger/erase.ts'
import { rebuild } from '../../src/ledger/rebuild.ts'
import { eraseLapsed } from '../../src/ratings/evidence/erasure.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { openLedger } from '../../src/service.ts'
import type { Store } from '../../src/store/store.ts'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { SANCTION } from './cases/ratings.ts'

type Role = 'firm' | 'regulator' | 'dispatcher' | 'second'

describe.each(databases)('an answer that is kept, on $name', ({ open, openFounded }) => {
  let city: City
  let keys: Record<Role, string>
  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
    const { ledger, keys: book } = city.service
    // Who records evidence may not decide about it.
    const second = await ledger.write('test', async tx => (await book.issue(tx, 'regulator', null, 'second')).key)
    keys = { ...city.keys, second }
  })
  afterAll(() => city.close())

  let sent = 0
  /** A write under a key of its own: what it was answered, and how to send it again. */
  async function once(path: string, role: Role, body: object) {
    const key = `kept-${++sent}`
    const send = () =>
      city.call('post', path).set('Authorization', `Bearer ${keys[role]}`).set('Idempotency-Key', key).send(body)
    const first = await send()
    expect([path, first.status, first.body.code]).toEqual([path, 201, undefined])
    return { first, send, key }
  }
  type Once = Awaited<ReturnType<typeof once>>

  /** The same again says that it was done, and does nothing. */
  async function isErased({ send }: Once) {
    const before = await city.service.ledger.head()
    const { status, body } = await send()
    expect([status, body.code]).toEqual([409, 'answer-erased'])
    expect(body.detail).toMatch(/2026-1[12]-2\dT.*办理/)
    expect(await city.service.ledger.head()).toEqual(before)
  }
  async function isKept({ first, send }: Once) {
    const again = await send()
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true'])
    expect(again.body).toEqual(first.body)
  }
  const rows = async (store: Store = city.service.ledger.store) =>
    store.read(db => db.select().from(store.tables.idempotency))
  const words = async (text: string, store?: Store) =>
    (await rows(store)).filter(row => row.answer.includes(text)).map(row => row.operation)
  const own = (room: string) => `/v1/providers/${city.providers[0]}/${room}`

  /** Appeals, examines and decides, each under a key. */
  async function upheld(evidence: number, grounds: string) {
    const appeal = await once('/v1/appeals', 'firm', { evidence, grounds })
    const room = `/v1/appeals/${appeal.first.body.id}`
    const examined = await once(`${room}/examinations`, 'regulator', {})
    return {
      said: [appeal, examined],
      decided: () => once(`${room}/decisions`, 'second', { decision: 'upheld', reason: '经复核有误' }),
    }
  }

  it('loses the words of a complaint that an appeal has taken back, in the decision itself', async () => {
    const finding = '擅自加价，经核查属实'
    const complaint = await once(own('complaints'), 'regulator', { customer: 'c-1', upheld: true, finding })
    const other = await once(own('complaints'), 'regulator', { customer: 'c-2', upheld: true, finding: '迟到一小时' })
    const { said, decided } = await upheld(complaint.first.body.id, '从未加价')
    for (const answer of [complaint, other, ...said]) await isKept(answer)
    expect(await words(finding)).toEqual(['recordComplaint', 'fileAppeal', 'examineAppeal'])
    const decision = await decided()
    expect(await words(finding)).toEqual([])
    for (const answer of [complaint, ...said]) await isErased(answer)
    await isKept(decision)
    await isKept(other)
  })

  it('loses the words of a review, and with it the reply that was given to it', async () => {
    const text = '打扫得一塌糊涂'
    const review = await once('/v1/reviews', 'dispatcher', {
      provider: city.providers[0],
      customer: 'c-3',
      stars: 1,
      text,
    })
    const reply = await once(`/v1/reviews/${review.first.body.id}/replies`, 'firm', { text: '当日并无此单' })
    expect(reply.first.body.text).toBe(text)
    const { decided } = await upheld(review.first.body.id, '并非本机构客户')
    await decided()
    expect(await words(text)).toEqual([])
    for (const answer of [review, reply]) await isErased(answer)
  })

  it('loses the words of a follow-up call whose review was taken back, and the request does not go on saying them', async () => {
    const { first } = await received('水管漏水')
    const room = `/v1/requests/${first.body.id}`
    const [text, other] = ['师傅态度恶劣', '仍在漏水']
    const visit = async () => {
      await once(`${room}/assignments`, 'dispatcher', { provider: city.providers[0] })
      await once(`${room}/answers`, 'dispatcher', { words: '一小时后到' })
      await once(`${room}/completions`, 'dispatcher', { outcome: 'completed' })
    }
    await visit()
    await once(`${room}/follow-ups`, 'dispatcher', { satisfied: false, stars: 1, words: other })
    await once(`${room}/reworks`, 'dispatcher', { supervisor: '督办科' })
    await visit()
    const call = await once(`${room}/follow-ups`, 'dispatcher', { satisfied: true, stars: 2, words: text })
    const closed = await once(`${room}/closures`, 'dispatcher', {})
    const said = async () => (await city.get(room, 'dispatcher')).text
    expect(await said()).toContain(text)
    const { decided } = await upheld((await rowOf(first.body.id)).reviewSeq, '录音可证态度良好')
    await isKept(await decided())
    expect(await said()).not.toContain(text)
    expect(await said()).toContain(other)
    expect(await words(text)).toEqual([])
    for (const answer of [call, closed]) await isErased(answer)
  })

  it('loses what a sanction was called, and what an appeal said of it, with the repair', async () => {
    const sanction = await once(own('sanctions'), 'regulator', { ...SANCTION, text: '虚假宣传' })
    const { id } = sanction.first.body
    const appeal = await once('/v1/appeals', 'firm', { evidence: id, grounds: '处罚对象有误' })
    const withdrawn = await once(`/v1/appeals/${appeal.first.body.id}/withdrawals`, 'firm', {})
    const repair = await once(`/v1/sanctions/${id}/repairs`, 'regulator', { document: '甬信修复〔2026〕1号' })
    for (const said of [SANCTION.document, SANCTION.authority, '虚假宣传', '处罚对象有误'])
      expect([said, await words(said)]).toEqual([said, []])
    for (const answer of [sanction, appeal, withdrawn]) await isErased(answer)
    await isKept(repair)
  })

  it('keeps no word of a sanction that an appeal has taken back: not its grounds, nor the reason of either entry', async () => {
    const sanction = await once(own('sanctions'), 'regulator', { ...SANCTION, document: '甬市监罚〔2026〕3号' })
    const { decided } = await upheld(sanction.first.body.id, '同名机构')
    await decided()
    const { store } = city.service.ledger
    const texts = await store.read(db => db.select().from(store.tables.sealed))
    const since = texts.filter(({ seq }) => seq >= sanction.first.body.id)
    expect(since.length).toBeGreaterThan(3)
    expect(since.filter(({ text }) => text !== null)).toEqual([])
  })

  it('loses a sanction that the calendar ends, with the housekeeping that erases it', async () => {
    const sanction = await once(own('sanctions'), 'regulator', {
      ...SANCTION,
      day: '2026-08-27',
      document: '甬市监罚〔2026〕2号',
    })
    expect(sanction.first.body.expires).toBe('2026-11-25')
    city.clock.ms = dayStart(dateToDay('2026-11-25'))
    await isKept(sanction)
    expect(await eraseLapsed(city.service.ledger, loadMethodology())).toBe(0)
    city.clock.ms = dayStart(dateToDay('2026-12-25'))
    expect(await eraseLapsed(city.service.ledger, loadMethodology())).toBe(1)
    expect(await words('甬市监罚〔2026〕2号')).toEqual([])
    await isErased(sanction)
  })

  const received = (words = '母亲独居，门锁坏了') =>
    once('/v1/requests', 'dispatcher', {
      channel: 'phone',
      customer: 'c-4',
      service: SERVICE,
      area: AREA,
      words,
    })
  /** Seqs of the entries that hold the words of a request, and of its review. */
  const rowOf = async (id: string) => {
    const { store } = city.service.ledger
    const found = await store.read(db => db.select().from(store.tables.requests))
    return found.find(row => row.id === id)!
  }

  it('loses words that an earlier write has brought, whoever erases them', async () => {
    const request = await received()
    const room = `/v1/requests/${request.first.body.id}`
    const assigned = await once(`${room}/assignments`, 'dispatcher', { provider: city.providers[1] })
    const seq = (await rowOf(request.first.body.id)).wordsSeq
    expect(await words('门锁坏了')).toEqual(['receiveRequest', 'assignRequest'])
    await city.service.ledger.write('anyone', tx =>
      tx.append({ type: 'text.erased', subject: `entry:${seq}`, payload: { target: seq, fields: ['words'] } }),
    )
    expect(await words('门锁坏了')).toEqual([])
    for (const answer of [request, assigned]) await isErased(answer)
  })

  it('loses them in a copy of the database too, and leaves no hash of what was asked', async () => {
    const request = await received()
    const seq = (await rowOf(request.first.body.id)).wordsSeq
    const { ledger } = city.service
    const copy = await openLedger(await open())
    await rebuild(ledger, copy.ledger)
    const snapshot = await ledger.store.snapshot()
    await copyOperational(snapshot, copy.ledger.store)
    await snapshot.close()
    const of = async (store: Store) => (await rows(store)).find(row => row.key === request.key)!
    expect(await of(copy.ledger.store)).toEqual(await of(ledger.store))
    await copy.ledger.write('test', tx => eraseTexts(tx, seq))
    expect(await of(copy.ledger.store)).toMatchObject({ operation: 'receiveRequest', request: '', answer: '' })
    await isKept(request)
    await copy.ledger.store.close()
  })

  it('whose words are erased still refuses its key to another operation', async () => {
    const request = await received()
    const seq = (await rowOf(request.first.body.id)).wordsSeq
    await city.service.ledger.write('test', tx => eraseTexts(tx, seq))
    await isErased(request)
    const { status, body } = await city
      .post('/v1/reviews', 'dispatcher', { provider: city.providers[0], customer: 'c-5', stars: 4 })
      .set('Idempotency-Key', request.key)
    expect([status, body.code]).toEqual([422, 'idempotency-key-reused'])
  })

  it('is forgotten after its time, with what it remembered', async () => {
    const { ledger } = city.service
    const { keptTexts } = ledger.store.tables
    const remembered = () => ledger.read(db => db.$count(keptTexts))
    city.later(1)
    const request = await received()
    const [before, answers] = [await remembered(), (await rows()).length]
    city.later(KEEP_MS)
    await forgetOldAnswers(ledger)
    expect([await remembered(), (await rows()).length]).toEqual([1, 1])
    expect([before, answers].every(count => count > 5)).toBe(true)
    city.later(1)
    await forgetOldAnswers(ledger)
    expect([await remembered(), await rows()]).toEqual([0, []])
    expect((await request.send()).headers['idempotency-replayed']).toBeUndefined()
  })
})
