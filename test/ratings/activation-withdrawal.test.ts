import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { databases } from '../store/databases.ts'
import { City } from '../support/city.ts'
import { draft } from './drafts.ts'

const DAY_MS = 86_400_000
const NEXT = draft('1.1.0', p => Object.assign(p.admission, { unverifiedWeight: 200 }))

describe.each(databases)('an activation that is withdrawn, on $name', ({ openFounded }) => {
  let city: City
  /** As another process over the same database has it, where there is a second door. */
  let other: Ledger | undefined
  const day = (ahead: number) => dayToDate(businessDay(city.clock.ms) + ahead)
  const room = (version: string, name: string) => `/v1/methodologies/${version}/${name}`
  const activate = (from: string) => city.post(room('1.1.0', 'activations'), 'regulator', { from })
  const withdraw = (version = '1.1.0') => city.post(room(version, 'activation-withdrawals'), 'regulator', {})
  const settle = () => other?.settle(businessDay(city.clock.ms))
  const inForce = async () => (await city.get(`/v1/providers/${city.providers[0]}/rating`)).body.methodology
  const refused = async (version?: string) => {
    const before = await city.service.ledger.head()
    const { status, body } = await withdraw(version)
    expect(await city.service.ledger.head()).toEqual(before)
    return `${status} ${body.code}`
  }

  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
    const [provider] = city.providers
    const review = { provider, customer: 'c-1', stars: 5, text: '很好' }
    expect((await city.post('/v1/reviews', 'dispatcher', review)).status).toBe(201)
    expect((await city.post('/v1/methodologies', 'regulator', NEXT)).status).toBe(201)
    expect((await city.post(room('1.1.0', 'impact-runs'), 'regulator', {})).status).toBe(201)
    await city.service.impactRuns.idle()
    const { store, clock } = city.service.ledger
    if (store.reopen) other = (await openLedger(await openStore(store.reopen), clock)).ledger
  })
  afterAll(async () => {
    await other?.store.close()
    await city.close()
  })

  it('must have been scheduled', async () => {
    expect(await refused()).toBe('409 activation-not-scheduled')
    expect(await refused('1.0.0')).toBe('409 activation-not-scheduled')
    expect(await refused('9.9.9')).toBe('404 methodology-not-found')
    const entry = { subject: 'hk-credit-1.1.0', payload: { version: '1.1.0', scheduled: 1 } }
    const append = city.service.ledger.write('test', tx =>
      tx.append({ type: 'methodology.activation-withdrawn', ...entry }),
    )
    await expect(append).rejects.toMatchObject({ code: 'activation-not-scheduled' })
  })

  it('leaves a draft, as it was before, and both entries', async () => {
    const before = (await city.get('/v1/methodologies/1.1.0')).body
    const scheduled = (await activate(day(2))).body
    expect(scheduled).toMatchObject({ status: 'scheduled', from: day(2) })
    await settle()
    const { status, body } = await withdraw()
    expect([status, body]).toEqual([201, before])
    expect(before).toMatchObject({ status: 'draft', from: null, activatedBy: null, run: null })
    const entries = await city.get('/v1/ledger/entries?subject=hk-credit-1.1.0', 'regulator')
    const [first, second, third] = entries.body.items
    expect([first.type, second.type]).toEqual(['methodology.drafted', 'methodology.scheduled'])
    expect(third).toMatchObject({
      type: 'methodology.activation-withdrawn',
      payload: { version: '1.1.0', scheduled: second.seq },
    })
    expect(await refused()).toBe('409 activation-not-scheduled')
  })

  it('comes into force on no day, in no process, and may be scheduled for another', async () => {
    expect((await activate(day(4))).body).toMatchObject({ status: 'scheduled', from: day(4) })
    city.later(3 * DAY_MS)
    await settle()
    expect(await inForce()).toBe('1.0.0')
    expect((await withdraw()).status).toBe(201)
    city.later(2 * DAY_MS)
    await settle()
    expect(await inForce()).toBe('1.0.0')
  })

  it('is too late on its first day, before anybody has asked for anything', async () => {
    expect((await activate(day(1))).status).toBe(201)
    city.later(DAY_MS)
    expect(await refused()).toBe('409 activation-not-scheduled')
    expect(await inForce()).toBe('1.1.0')
    expect(await refused()).toBe('409 activation-not-scheduled')
  })

  it('is found again by a rebuild, row by row', async () => {
    expect(await city.differences()).toEqual([])
  })
})
