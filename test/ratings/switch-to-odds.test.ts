import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Vector } from '../../src/ratings/engine/vectors.ts'
import { readParameters } from '../../src/ratings/rules/check-parameters.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { asc } from '../../src/store/drizzle.ts'
import { databases } from '../store/databases.ts'
import { StoredVector } from './through-store.ts'

const folder = new URL('../../data/methodology/vectors/1.1/', import.meta.url)
const read = (name: string): Vector => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
const VECTORS = ['07-voice', '10-alarm-discount', '13-sanction-ends', '15-sanction-heirs', '19-link']

/** Every row that ratings go on from; a rating row also counts the changes of its history, which is that of both versions. */
async function ratingRows({ ledger }: StoredVector) {
  const { ratings, evidence, ratingRaters, ratingPairs, foldCustomers } = ledger.store.tables
  return ledger.read(async db => ({
    ratings: (await db.select().from(ratings).orderBy(asc(ratings.provider))).map(({ changes: _, ...row }) => row),
    evidence: await db.select().from(evidence).orderBy(asc(evidence.seq)),
    memories: await db.select().from(ratingRaters).orderBy(asc(ratingRaters.customer)),
    pairs: await db
      .select()
      .from(ratingPairs)
      .orderBy(asc(ratingPairs.root), asc(ratingPairs.kind), asc(ratingPairs.customer)),
    customers: await db.select().from(foldCustomers).orderBy(asc(foldCustomers.provider), asc(foldCustomers.customer)),
  }))
}

describe.each(databases)('a city that goes from 1.0 to 1.1 on $name', ({ open }) => {
  it.each(VECTORS)('%s: holds what a city holds that began with 1.1', async name => {
    const vector = read(name)
    const [changed, fresh] = [await open(), await open()]
    try {
      const before = await StoredVector.open(changed, loadMethodology('1.0.0'))
      const other = await StoredVector.open(fresh, loadMethodology('1.1.0'))
      const { refused } = await before.play({ ...vector, ask: [] })
      // 1.0 alone decides what is on record while it is in force.
      const isOnRecord = (x: { seq: number }) => !refused.includes(x.seq)
      const evidence = vector.evidence.filter(isOnRecord)
      const actions = vector.actions.filter(isOnRecord)
      expect((await other.play({ ...vector, evidence, actions, ask: [] })).refused).toEqual([])
      const from = await before.succeed(readParameters('1.1.0'))
      await other.ledger.settle(from)
      const rows = await ratingRows(before)
      expect(rows.evidence.length).toBe(evidence.length)
      expect(rows).toEqual(await ratingRows(other))
    } finally {
      await changed.close()
      await fresh.close()
    }
  })
})
