import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { distributedTables } from '../../src/store/distribution.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { found } from '../support/founded.ts'

const SHARDS = 4
const databaseUrl = process.env.XINQIAO_TEST_DATABASE_URL!
const schema = `s${randomUUID().replaceAll('-', '')}`

let city: City
let admin: pg.Client

/** Makes a table anew as hash partitions by its distribution column: PostgreSQL accepts that only if every unique key holds it. */
async function shard(table: string, column: string): Promise<void> {
  await admin.query(`alter table ${table} rename to ${table}_whole`)
  await admin.query(`create table ${table} (like ${table}_whole including all) partition by hash (${column})`)
  for (let i = 0; i < SHARDS; i++)
    await admin.query(
      `create table ${table}_${i} partition of ${table} for values with (modulus ${SHARDS}, remainder ${i})`,
    )
  await admin.query(`drop table ${table}_whole`)
}

async function shardedStore(): Promise<Store> {
  const store = await openStore({ databaseUrl, schema })
  admin = new pg.Client({ connectionString: databaseUrl, options: `-c search_path=${schema}` })
  await admin.connect()
  for (const { table, column } of distributedTables()) await shard(table, column)
  return store
}

beforeAll(async () => {
  city = await City.open({ store: await found(await shardedStore()) })
})
afterAll(async () => {
  await city.close()
  await admin.query(`drop schema ${schema} cascade`)
  await admin.end()
})

describe('the service over tables that are sharded by provider', () => {
  it('serves a request from the call to the review, and rates it', async () => {
    for (let i = 0; i < 6; i++) {
      const { body } = await city.post('/v1/requests', 'dispatcher', {
        channel: 'phone',
        customer: `c-${i}`,
        service: SERVICE,
        area: AREA,
      })
      const moves: [string, object][] = [
        ['assignments', { provider: city.providers[0] }],
        ['answers', {}],
        ['completions', { outcome: 'completed' }],
        ['follow-ups', { satisfied: true, stars: 5 }],
        ['closures', {}],
      ]
      for (const [room, sent] of moves)
        expect((await city.post(`/v1/requests/${body.id}/${room}`, 'dispatcher', sent)).status).toBe(201)
    }
    const rating = await city.get(`/v1/providers/${city.providers[0]}/rating`)
    expect([rating.status, rating.body.orders, rating.body.customers]).toEqual([200, 6, 6])
    const list = await city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher')
    expect(list.body.items).toHaveLength(2)
  })

  it('has spread the rows, all of one provider on one shard', async () => {
    const { rows } = await admin.query('select tableoid::regclass as shard, provider from evidence group by 1, 2')
    const shards = new Map<string, Set<string>>()
    for (const row of rows) shards.set(row.provider, (shards.get(row.provider) ?? new Set()).add(row.shard))
    expect([...shards.values()].every(set => set.size === 1)).toBe(true)
  })

  it('is rebuilt from its ledger into a database that is not sharded', async () => {
    expect(await city.differences()).toEqual([])
  })
})
