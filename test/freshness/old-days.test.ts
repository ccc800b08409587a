import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openService } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { recordUnchecked } from '../support/unchecked.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const credential = (provider: string, validFrom: string, validUntil: string | null) => ({
  type: 'credential.recorded',
  subject: provider,
  payload: {
    ...{ credential: city.service.ledger.newId(), provider, type: 'service-pledge', issuer: '中心', number: validFrom },
    ...{
      validFrom,
      validUntil,
      verifiedBy: '准入审核科',
      verifiedHow: 'original-seen',
      standard: null,
      evidence: null,
    },
  },
})

describe('a ledger of an earlier release that holds days which no field admits', () => {
  it('goes on being served, starts again and replays', async () => {
    const [own, other] = city.providers
    const { ledger } = city.service
    await recordUnchecked(ledger, credential(own, '0026-03-01', '0027-01-01'))
    await recordUnchecked(ledger, credential(own, '0000-01-01', '9999-12-31'))
    await recordUnchecked(ledger, {
      type: 'provider.changed',
      subject: other,
      payload: { provider: other, founded: '0001-02-29', validUntil: '9999-12-31' },
    })
    const list = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`
    const shown = async () => (await city.get(list, 'dispatcher')).body.items.map((item: { name: string }) => item)
    const before = await shown()
    expect(before).toHaveLength(2)
    expect(await city.differences()).toEqual([])

    const store = await openStore({ dataDir: city.folder })
    const config = { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' as const }
    const again = await openService({ store, config, clock: { now: () => city.clock.ms } })
    expect(again.index.size).toBe(2)
    await again.close()
  })

  it('appends none of them again', async () => {
    const [own] = city.providers
    const { ledger } = city.service
    const write = (draft: ReturnType<typeof credential>) => ledger.write('test', tx => tx.append(draft))
    await expect(write(credential(own, '0026-03-01', null))).rejects.toThrow(/validFrom must match format "date"/)
    await expect(write(credential(own, '2026-03-01', '2200-01-01'))).rejects.toThrow(/validUntil/)
  })
})
