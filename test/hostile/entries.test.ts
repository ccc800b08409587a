import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { bodyFor, valid } from './generate.ts'
import { Pools } from './pools.ts'
import { Random } from './random.ts'

const SCHEMAS = new URL('../../schemas/entries/', import.meta.url)
const types = readdirSync(SCHEMAS).map(file => file.replace('.json', ''))
const schemaOf = (type: string) => JSON.parse(readFileSync(new URL(`${type}.json`, SCHEMAS), 'utf8'))
const EACH = Number(process.env.XINQIAO_HOSTILE_ENTRIES ?? 12)
const SEED = Number(process.env.XINQIAO_HOSTILE_SEED ?? 1)

/** What a payload may name of the city that it is written to. */
function poolsOf(city: City, today: number): Pools {
  const pools = new Pools()
  for (const name of ['provider', 'predecessor']) pools.add(name, ...city.providers)
  pools.add('service', SERVICE, '05')
  pools.add('area', AREA)
  for (const name of ['day', 'validFrom', 'validTo', 'from'])
    pools.add(name, today, today - 1, today + 400, -1, 0, 110_000)
  for (const name of ['evidence', 'inspection', 'target']) pools.add(name, 1, 1_700)
  return pools
}

describe.each(databases)('extremes of every entry type on $name', ({ name, openFounded }) => {
  it('are refused or applied, and the service answers, starts again and rebuilds to the same rows', async () => {
    const random = new Random(SEED)
    let city = await City.open(name.endsWith('in process') ? { store: await openFounded() } : {})
    const { ledger } = city.service
    const today = await ledger.write('test', async tx => tx.day)
    const pools = poolsOf(city, today)
    let applied = 0
    for (const type of types)
      for (let i = 0; i < EACH; i++) {
        const schema = schemaOf(type)
        const source = { random, pools, document: schema }
        const payload = bodyFor(source, schema, valid(source, schema, '')) as Record<string, unknown>
        const subject = random.pick([...city.providers, 'nobody', `standard:${SERVICE}`])
        await ledger
          .write('test', tx => tx.append({ type, subject, payload }))
          .then(
            () => applied++,
            () => {},
          )
      }
    expect(applied).toBeGreaterThan(types.length)
    const asks = async () => [
      (await city.get('/healthz')).status,
      (await city.get('/v1/catalogue')).status,
      (await city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher')).status,
    ]
    expect(await asks()).toEqual([200, 200, 200])
    expect(await city.differences()).toEqual([])
    if (ledger.store.reopen) {
      await city.service.close()
      city = await city.beside()
      expect(await asks()).toEqual([200, 200, 200])
    }
    await city.close()
  })
})
