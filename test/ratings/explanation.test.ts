import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { City } from '../support/city.ts'

interface Piece {
  evidence: { id: number; kind: string }
  why: { code: string; value: number | null; text: string }[]
  remaining: number
  counts: number
  share?: number
  contribution: { point: number; assured: number }
  without: { point: number; assured: number }
}

let city: City
const seqs: Record<string, number> = {}

/** Records a piece of evidence of the first firm; `name` finds it again. */
async function record(name: string, kind: string, facts: object, provider = city.providers[0]): Promise<void> {
  const { seq } = await city.service.ledger.write('test', tx =>
    tx.append({ type: `evidence.${kind}`, subject: provider, payload: { provider, day: tx.day, ...facts } }),
  )
  seqs[name] = seq
}

const order = (customer: string) => ({ customer, completed: true, answeredWithin300s: true })
const days = (n: number) => city.later(n * 86_400_000)

beforeAll(async () => {
  city = await City.open()
  for (let i = 0; i < 8; i++) {
    await record(`order ${i}`, 'order', order(`c-${i}`))
    await record(`review ${i}`, 'review', { customer: `c-${i}`, stars: 5 - (i % 3), verified: true })
    days(11)
  }
  const { day } = await city.service.ledger.write('test', async tx => ({ day: tx.day }))
  await record('repeat', 'order', { ...order('c-7'), completed: false })
  await record('unverified', 'review', { customer: 'c-9', stars: 1, verified: false })
  await record('not upheld', 'complaint', { customer: 'c-3', upheld: false })
  await record('upheld', 'complaint', { customer: 'c-3', upheld: true })
  await record('late', 'inspection', { score: 70, day: day - 30 })
  await record('certificate', 'credential', { standard: 'gb-t-31771-2024', validTo: day + 400 })
  await record('sanction', 'sanction', { class: 'minor' })
  days(40)
})
afterAll(() => city.close())

const path = () => `/v1/providers/${city.providers[0]}/rating/explanation`
const explain = async (query = '', language = 'zh-CN') =>
  (await city.get(path() + query, 'firm').set('Accept-Language', language)).body
const pieces = async (language?: string): Promise<Map<number, Piece>> =>
  new Map((await explain('', language)).evidence.items.map((item: Piece) => [item.evidence.id, item]))
const codes = (piece: Piece | undefined) => piece?.why.map(why => [why.code, why.value])

describe('an explanation', () => {
  it('says of every piece why it weighs what it weighs', async () => {
    const all = await pieces()
    expect(all.size).toBe(23)
    const of = (name: string) => codes(all.get(seqs[name]!))
    expect(of('order 0')).toEqual([
      ['FULL', 256],
      ['DECAYED', expect.any(Number)],
    ])
    expect(of('review 0')?.slice(0, 2)).toEqual([
      ['VERIFIED', null],
      ['FULL', 256],
    ])
    expect(of('repeat')?.[0]).toEqual(['PAIR_REPEAT', expect.any(Number)])
    expect(of('unverified')?.[0]).toEqual(['UNVERIFIED', 51])
    expect(of('not upheld')).toEqual([['NOT_UPHELD', 0]])
    expect(of('late')?.slice(0, 2)).toEqual([
      ['FULL', 256],
      ['LATE', 30],
    ])
    expect(of('certificate')).toEqual([['VALID', 360]])
    expect(of('sanction')).toEqual([['IN_FORCE', 50]])
  })

  it('says it in the language of the caller', async () => {
    const text = (all: Map<number, Piece>) => all.get(seqs.unverified!)?.why[0]?.text
    expect(text(await pieces())).toBe('未核实的评价，按 20% 计入')
    expect(text(await pieces('en'))).toBe('Unverified review: counts 20%')
  })

  it('gives the score without each piece: what its retraction would leave', async () => {
    const { rating } = await explain()
    const all = await pieces()
    for (const piece of all.values()) {
      expect(piece.contribution.point).toBe(rating.point - piece.without.point)
      expect(piece.contribution.assured).toBe(rating.assured - piece.without.assured)
    }
    const { contribution } = all.get(seqs['not upheld']!)!
    expect(contribution).toEqual({ point: 0, assured: 0 })
    expect(all.get(seqs.certificate!)!.contribution.point).toBe(10_000)
    expect(all.get(seqs.sanction!)!.contribution.point).toBe(rating.lines.sanctions)
    expect(all.get(seqs.upheld!)!.contribution.point).toBeLessThan(0)
    expect(all.get(seqs.repeat!)!.contribution.point).toBeLessThan(0)
  })

  it('comes page by page, with lines that are complete on every page', async () => {
    const whole = await explain()
    const found: Piece[] = []
    for (let next: string | null = ''; next !== null; ) {
      const body = await explain(`?limit=5${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
      expect(body.lines).toEqual(whole.lines)
      expect(body.reviews).toEqual(whole.reviews)
      expect(body.evidence.total).toBe(23)
      found.push(...body.evidence.items)
      next = body.evidence.next
    }
    expect(found).toEqual(whole.evidence.items)
    const reviews = (await explain('?kind=review')).evidence
    expect(reviews.total).toBe(9)
    expect(reviews.items.reduce((sum: number, item: Piece) => sum + item.share!, 0)).toBe(whole.reviews.shares)
  })

  it('names no sanction that has ended', async () => {
    days(60)
    const all = await pieces()
    expect([all.size, all.has(seqs.sanction!)]).toEqual([22, false])
    expect((await explain()).rating.lines.sanctions).toBe(0)
  })

  it('tells a repeat customer from a rater whose reviews differ', async () => {
    const provider = await city.register()
    for (let i = 0; i < 12; i++)
      await record(`g${i}`, 'review', { customer: `g-${i}`, stars: 5, verified: true }, provider)
    for (let i = 0; i < 10; i++)
      await record(`x${i}`, 'review', { customer: 'x-1', stars: 1, verified: true }, provider)
    const { body } = await city.get(`/v1/providers/${provider}/rating/explanation`, 'regulator')
    const last: Piece & { evidence: { weight: number } } = body.evidence.items[0]
    const value = (code: string) => last.why.find(why => why.code === code)!.value!
    expect(value('RATER_MISFIT')).toBeLessThan(256)
    expect(Math.floor((value('PAIR_REPEAT') * value('RATER_MISFIT')) / 256)).toBe(last.evidence.weight)
  })

  it('rebuilds to the same rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})
