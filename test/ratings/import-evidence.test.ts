import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LineFault, LineReader } from '../../src/ratings/evidence/evidence-lines.ts'
import { importEvidence, LINES_PER_WRITE } from '../../src/ratings/evidence/import-evidence.ts'
import { City } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const order = (n: number, provider = city.providers[0]) =>
  JSON.stringify({
    kind: 'order',
    provider,
    day: '2026-05-06',
    customer: `c-${n}`,
    completed: true,
    answeredWithin300s: true,
  })
async function* stream(lines: string[], brokenAt = Number.POSITIVE_INFINITY) {
  for (const [i, line] of lines.entries()) {
    if (i === brokenAt) throw new Error('the stream broke')
    yield line
  }
}
async function run(lines: AsyncIterable<string>, source: string) {
  const faults: LineFault[] = []
  const { ledger } = city.service
  return { ...(await importEvidence(ledger, lines, { actor: 'import', source, onFault: f => faults.push(f) })), faults }
}
const orders = async () => (await city.get(`/v1/providers/${city.providers[0]}/rating`)).body.orders

describe('an import of evidence', () => {
  it('is rated and shown by the running service as soon as it has ended', async () => {
    const lines = Array.from({ length: 8 }, (_, n) => order(n))
    lines.push(
      JSON.stringify({
        kind: 'review',
        provider: '913302007645281201',
        day: '2026-05-07',
        customer: 'c-1',
        stars: 4,
        verified: true,
        text: '准时',
      }),
    )
    expect(await run(stream(lines), 'first')).toMatchObject({ lines: 9, admitted: 9, refused: 0, repeated: 0 })
    expect(await orders()).toBe(8)
    const { body } = await city.get(`/v1/providers/${city.providers[0]}/evidence?kind=review`, 'regulator')
    expect(body.items[0].text).toBe('准时')
  })

  it('adds nothing when the same source comes again', async () => {
    const again = await run(stream(Array.from({ length: 9 }, (_, n) => order(n))), 'first')
    expect(again).toMatchObject({ admitted: 0, repeated: 9 })
    expect(await orders()).toBe(8)
  })

  it('goes on where it stopped when it was interrupted', async () => {
    const lines = Array.from({ length: LINES_PER_WRITE + 50 }, (_, n) => order(n % 40, city.providers[1]))
    await expect(run(stream(lines, LINES_PER_WRITE + 20), 'second')).rejects.toThrow('the stream broke')
    expect(await run(stream(lines), 'second')).toMatchObject({ admitted: 50, repeated: LINES_PER_WRITE })
    const { body } = await city.get(`/v1/providers/${city.providers[1]}/rating`)
    expect(body.orders).toBe(LINES_PER_WRITE + 50)
  })

  it('is replayed to the same rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})

describe('a line that cannot be evidence', () => {
  const read = (line: string) => new LineReader(new Map([['p-1', 'p-1']])).read(line, 7, 2_500)
  const fact = (changes: object) =>
    JSON.stringify({ kind: 'inspection', provider: 'p-1', day: '2025-01-02', score: 80, ...changes })

  it('is read when it is right', () => expect(read(fact({}))).toMatchObject({ type: 'evidence.inspection' }))

  it.each([
    ['json-malformed', '{"kind":'],
    ['json-malformed', 'null x'],
    ['line-invalid', 'null'],
    ['line-invalid', fact({ score: 101 })],
    ['line-invalid', fact({ score: undefined })],
    ['line-invalid', fact({ stars: 5 })],
    ['line-invalid', fact({ text: 'not of an inspection' })],
    ['line-invalid', fact({ kind: 'sanction' })],
    ['line-invalid', fact({ day: '2025-02-30' })],
    ['line-invalid', '{"kind":"inspection","provider":"p-1","day":"2025-01-02","score":80,"__proto__":{}}'],
    ['text-invalid', fact({ provider: 'p-1' }).replace('p-1', 'p\\u0000')],
    ['provider-not-found', fact({ provider: 'p-2' })],
    ['provider-not-found', fact({ provider: '__proto__' })],
    ['day-out-of-range', fact({ day: '2019-12-31' })],
    ['day-out-of-range', fact({ day: '2027-01-01' })],
  ])('is refused: %s', (code, line) => expect(read(line)).toMatchObject({ line: 7, code }))
})
