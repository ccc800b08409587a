import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareStores, rebuild } from '../../src/ledger/rebuild.ts'
import { compare, mergeEntries, type Vector } from '../../src/ratings/engine/vectors.ts'
import { evaluatedThroughRow } from '../../src/ratings/live/rows.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { openLedger } from '../../src/service.ts'
import { databases } from '../store/databases.ts'
import { draft } from './drafts.ts'
import { StoredVector } from './through-store.ts'

const folder = new URL('../../data/methodology/vectors/', import.meta.url)
const files = ['1.0', '1.1'].flatMap(version =>
  readdirSync(new URL(`${version}/`, folder))
    .filter(name => /^\d.*\.json$/.test(name))
    .map(name => `${version}/${name}`),
)
const read = (name: string): Vector => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

/** What a version of the methodology leaves behind that changes no rating: its entries, its row, and that it is in force. */
const RECORDS = ['ledger', 'ledger_head', 'methodologies', 'rating_clock']
const NOTHING_MOVES = { up: 0, down: 0, gained: 0, lost: 0, movers: [], refused: 0 }
/** Refused entries may name any day; then what a day held cannot be told from the order of the file. */
const inTimeOrder = (v: Vector) => mergeEntries(v).every((x, i, all) => i === 0 || x.ledgerDay >= all[i - 1]!.ledgerDay)

describe.each(databases)('the vectors through a ledger on $name', ({ open }) => {
  it.each(files)(
    '%s: live, by time travel, after a rebuild, by an impact run, and rated anew by a version that changes nothing',
    async name => {
      const vector = read(name)
      const source = await open()
      const target = await open()
      try {
        const m = loadMethodology(vector.parameters)
        const stored = await StoredVector.open(source, m)
        expect(compare(vector.expect, await stored.play(vector), name)).toEqual([])
        for (const [i, q] of inTimeOrder(vector) ? vector.ask.entries() : []) {
          const {
            outlook: _,
            reviewPieces: __,
            history: ___,
            alarmRuns: ____,
            publicHistory: _____,
            ...report
          } = vector.expect.reports[i]!
          expect(compare(report, await stored.rewound(q), `${name} rewound to ${q.day}`)).toEqual([])
        }
        const { ledger } = await openLedger(target, undefined, undefined, m)
        await rebuild(stored.ledger, ledger)
        await ledger.settle(await source.read(db => evaluatedThroughRow(db, source.tables)))
        expect((await compareStores(source, target)).differences).toEqual([])
        expect((await ledger.head()).hash).toBe((await stored.ledger.head()).hash)
        const { up, down, gained, lost, movers, refused } = (
          await stored.impact(draft('9.0.1', undefined, vector.parameters))
        ).impact
        expect({ up, down, gained, lost, movers, refused }).toEqual(NOTHING_MOVES)
        const day = await stored.succeed(draft('9.0.1', undefined, vector.parameters))
        await ledger.settle(day)
        const moved = (await compareStores(source, target)).differences.map(difference => difference.table)
        expect(moved.filter(table => !RECORDS.includes(table))).toEqual([])
      } finally {
        await source.close()
        await target.close()
      }
    },
  )
})
