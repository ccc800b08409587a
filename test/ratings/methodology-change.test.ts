import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import { reportOf } from '../../src/ratings/engine/report.ts'
import { ledgerEntries, providersActedOn } from '../../src/ratings/live/replay.ts'
import { createMethodology, loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { replaySides, toSide } from '../../src/ratings/versions/impact.ts'
import { openLedger } from '../../src/service.ts'
import { databases } from '../store/databases.ts'
import { City } from '../support/city.ts'
import { draft } from './drafts.ts'

const DAY_MS = 86_400_000
/** Other weights, other cuts, and an alarm that is cleared by better inspections only. */
const NEXT = draft('1.1.0', p => {
  p.validFrom = '2026-12-01'
  p.admission.unverifiedWeight = 200
  p.review.unverifiedSharePercent = 60
  p.grades.cuts = [0, 260000, 440000, 560000, 640000, 710000, 750000, 800000, 850000, 890000]
  p.alarm.clearScore = 95
})

describe.each(databases)('a change of the methodology on $name', ({ openFounded }) => {
  let city: City
  const answers = new Map<string, unknown>()
  const today = () => businessDay(city.clock.ms)
  const append = (type: string, provider: string, fields: Record<string, unknown>) =>
    city.service.ledger.write('test', tx => {
      const payload = type.startsWith('evidence.') ? { provider, day: tx.day, ...fields } : fields
      return tx.append({ type, subject: provider, payload })
    })
  const rating = async (provider: string, asOf = '') => {
    // The public is told of a past day as if a repaired sanction had never been; the regulator is told what was.
    const { body } = await city.get(`/v1/providers/${provider}/rating${asOf && `?asOf=${asOf}`}`, 'regulator')
    const { registryVersion: _, ...answer } = body
    return answer
  }
  const aDay = async (n: number) => {
    const { ledger } = city.service
    await ledger.write('test', async tx => {
      for (const [i, provider] of city.providers.entries())
        for (let k = 0; k < 3; k += 1) {
          const at = { provider, day: tx.day, customer: `c${n}-${k}` }
          const [type, subject] = ['evidence.order', provider]
          await tx.append({ type, subject, payload: { ...at, completed: k > 0 || i > 0, answeredWithin300s: k < 2 } })
          const stars = i === 0 && n > 40 ? 1 : 5 - (k % 2)
          const reviewed = { ...at, stars, verified: k > 0, ...(k > 0 ? {} : { stars: 2 }) }
          await tx.append({ type: 'evidence.review', subject, payload: reviewed })
        }
    })
    for (const provider of city.providers) answers.set(`${provider} ${dayToDate(today())}`, await rating(provider))
    city.later(DAY_MS)
  }
  const activate = (from: string, version = '1.1.0') =>
    city.post(`/v1/methodologies/${version}/activations`, 'regulator', { from })
  const runImpact = async (version: string) => {
    const { body } = await city.post(`/v1/methodologies/${version}/impact-runs`, 'regulator', {})
    await city.service.impactRuns.idle()
    return (await city.get(`/v1/methodologies/${version}/impact-runs/${body.id}`, 'regulator')).body
  }
  /** What a replay of the whole ledger with the new version alone says of a provider. */
  const replayed = async (provider: string) => {
    const { ledger } = city.service
    const read = <T>(work: Parameters<typeof ledger.read<T>>[0]) => ledger.read(work)
    const { tables } = ledger.store
    const all = Number.MAX_SAFE_INTEGER
    const kept = await providersActedOn(read, tables, all)
    const question = { base: loadMethodology(), draft: createMethodology(NEXT), day: today() }
    const { sides } = await replaySides(question, kept, ledgerEntries(read, tables, all))
    const { m, find } = toSide(sides[1])
    return reportOf(m, find(provider), today())
  }

  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
    for (let n = 0; n < 30; n += 1) await aDay(n)
    const sanction = await append('evidence.sanction', city.providers[1], { class: 'minor' })
    await append('action.repair', city.providers[1], { target: sanction.seq })
    for (let n = 30; n < 60; n += 1) await aDay(n)
    const inspection = await append('evidence.inspection', city.providers[0], { score: 80 })
    await append('action.alarm-cleared', city.providers[0], { provider: city.providers[0], inspection: inspection.seq })
    for (let n = 60; n < 64; n += 1) await aDay(n)
    expect((await city.post('/v1/methodologies', 'regulator', NEXT)).status).toBe(201)
    expect((await city.post('/v1/methodologies', 'regulator', draft('1.0.1'))).status).toBe(201)
  })
  afterAll(() => city.close())

  it('is refused for a draft that is not there, without a run, and with a run that is out of date', async () => {
    const soon = dayToDate(today() + 3)
    expect((await activate(soon, '9.9.9')).body.code).toBe('methodology-not-found')
    expect((await activate(soon)).body.code).toBe('impact-missing')
    await runImpact('1.1.0')
    await aDay(64)
    expect((await activate(soon)).body).toMatchObject({ status: 409, code: 'impact-stale' })
  })

  it('moves nothing if the parameters are the same', async () => {
    const { status, result, hash } = await runImpact('1.0.1')
    expect(status).toBe('finished')
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(result).toMatchObject({ providers: 2, up: 0, down: 0, gained: 0, lost: 0, refused: 0, movers: [] })
  })

  it('is known ahead: who moves, with the lines before and after', async () => {
    const run = await runImpact('1.1.0')
    expect(run).toMatchObject({ status: 'finished', base: '1.0.0', done: run.total })
    const { movers, refused, grades, areas, categories } = run.result
    expect(refused).toBe(1)
    expect(grades.reduce((sum: number, cell: { providers: number }) => sum + cell.providers, 0)).toBe(2)
    expect([areas[0].code, categories[0].code, categories[0].providers]).toEqual(['330203', '05', 2])
    for (const { assured, lines } of movers)
      for (const side of ['from', 'to'] as const)
        expect(Object.values(lines[side] as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(assured[side])
    expect((await runImpact('1.1.0')).hash).toBe(run.hash)
  })

  it('is refused for today, for a day that is past, and before the document is valid', async () => {
    for (const day of [today(), today() - 5])
      expect((await activate(dayToDate(day))).body).toMatchObject({ code: 'activation-not-future', status: 422 })
    const late = draft('1.2.0', p => Object.assign(p, { validFrom: '2030-01-01' }))
    await city.post('/v1/methodologies', 'regulator', late)
    await runImpact('1.2.0')
    const { body } = await activate(dayToDate(today() + 1), '1.2.0')
    expect(body).toMatchObject({ code: 'activation-before-valid', errors: [{ pointer: '#/from' }] })
  })

  it('is scheduled once, and no other beside it', async () => {
    const from = dayToDate(today() + 4)
    const { body, status } = await activate(from)
    expect([status, body.status, body.from]).toEqual([201, 'scheduled', from])
    expect((await activate(from)).body.code).toBe('methodology-scheduled')
    expect((await activate(from, '1.0.1')).body.code).toBe('methodology-scheduled')
    const [entry] = (await city.get('/v1/ledger/entries?type=methodology.scheduled', 'regulator')).body.items
    expect(entry.payload.run.hash).toBe(body.run.hash)
  })

  it('changes no answer before its day, and comes into force with the first question of that day', async () => {
    for (let n = 70; n < 74; n += 1) await aDay(n)
    expect([...answers.values()].map(answer => (answer as { methodology: string }).methodology)).not.toContain('1.1.0')
    for (const provider of city.providers) {
      const answer = await rating(provider)
      const { point, assured, lines, grade, state } = await replayed(provider)
      expect(answer).toMatchObject({ methodology: '1.1.0', point, assured, lines, grade, state })
      answers.set(`${provider} ${dayToDate(today())}`, answer)
    }
    const { body } = await city.get('/v1/methodologies')
    const statuses = body.items.map((m: { version: string; status: string }) => `${m.version} ${m.status}`)
    expect(statuses).toEqual(['1.0.0 superseded', '1.0.1 draft', '1.1.0 active', '1.2.0 draft'])
    expect((await activate(dayToDate(today() + 9))).body.code).toBe('methodology-not-draft')
  })

  it('rewrites no answer that was ever given', async () => {
    for (let n = 74; n < 85; n += 1) await aDay(n)
    for (const [question, answer] of answers) {
      const [provider, day] = question.split(' ') as [string, string]
      expect([question, await rating(provider, day)]).toEqual([question, answer])
    }
  })

  it('stands in the history of whom it moved, with the entry that activated it', async () => {
    const { activatedBy } = (await city.get('/v1/methodologies/1.1.0')).body
    const histories = await Promise.all(
      city.providers.map(async id => (await city.get(`/v1/providers/${id}/rating/history`, 'regulator')).body.items),
    )
    const moved = histories.flat().filter(change => change.mode === 'methodology')
    expect(moved.length).toBeGreaterThan(0)
    for (const change of moved)
      expect(change).toMatchObject({ entry: activatedBy, methodology: '1.1.0', cause: 'methodology' })
  })

  it('is found again by a rebuild, row by row, and by a second process', async () => {
    expect(await city.differences()).toEqual([])
    const { ledger } = await openLedger(city.service.ledger.store, city.service.ledger.clock)
    await ledger.settle(today())
    expect((await rating(city.providers[0])).methodology).toBe('1.1.0')
  })
})
