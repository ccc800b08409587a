/**
 * Compares the tables of two databases, of either kind, without an order and without an index: each table is read once on either side
 * and summed up in buckets. Only the rows of buckets that differ are held in memory.
 */
import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { keyColumns } from './distribution.ts'
import { getTableColumns, getTableName } from './drizzle.ts'
import type { Row, Snapshot } from './store.ts'
import { sqliteTables, type Tables } from './tables.ts'

/** A row that differs between two databases. As JSON; undefined where it is missing. */
export interface Difference {
  table: string
  left?: string
  right?: string
}

/** A million rows give 250 to a bucket. */
const BUCKETS = 4096
/** Buckets that are looked into: they hold more differences than anybody reads. */
const BUCKETS_SHOWN = 16
/** A SHA-256 as numbers of 32 bits, which are added up: the sum does not depend on the order. */
const LANES = 8

/** Compares the tables of these names. @returns rows on the left, and the first `most` differences */
export async function compareTables(
  left: Snapshot,
  right: Snapshot,
  names: readonly (keyof Tables)[],
  most: number,
): Promise<{ rows: number; differences: Difference[] }> {
  const differences: Difference[] = []
  let rows = 0
  for (const name of names) {
    // One after the other: on an embedded database both would share the event loop all the same.
    const a = await sumOf(left, name)
    const b = await sumOf(right, name)
    rows += a.rows
    const wanted = differingBuckets(a.sums, b.sums)
    if (wanted.size > 0 && differences.length < most)
      differences.push(...(await differencesIn(left, right, name, wanted)).slice(0, most - differences.length))
  }
  return { rows, differences }
}

/** Sum of the rows of each bucket, `LANES` numbers each. */
async function sumOf(snapshot: Snapshot, name: keyof Tables): Promise<{ rows: number; sums: Uint32Array }> {
  const sums = new Uint32Array(BUCKETS * LANES)
  const bucketOf = bucketing(name)
  let rows = 0
  for await (const some of snapshot.rows(snapshot.tables[name])) {
    for (const row of some) add(sums, bucketOf(row) * LANES, row)
    rows += some.length
  }
  return { rows, sums }
}

function add(sums: Uint32Array, at: number, row: Row): void {
  const digest = hash('sha256', JSON.stringify(row), 'buffer')
  for (let lane = 0; lane < LANES; lane++) sums[at + lane]! += digest.readUInt32LE(lane * 4)
}

/** The bucket of a row by its key, so that a row that was changed lies in the same bucket on both sides. */
function bucketing(name: keyof Tables): (row: Row) => number {
  const places = keyPlaces(name)
  return row => crc32(places.map(place => row[place]).join('\0')) % BUCKETS
}

/** Places of the key's columns in a row; the same in both kinds of database. */
function keyPlaces(name: keyof Tables): number[] {
  const table = sqliteTables[name]
  const names = Object.values(getTableColumns(table)).map(column => column.name)
  return keyColumns(table).map(name => names.indexOf(name))
}

function differingBuckets(left: Uint32Array, right: Uint32Array): Set<number> {
  const found = new Set<number>()
  for (let i = 0; i < left.length && found.size < BUCKETS_SHOWN; i++)
    if (left[i] !== right[i]) found.add(Math.floor(i / LANES))
  return found
}

async function differencesIn(
  left: Snapshot,
  right: Snapshot,
  name: keyof Tables,
  buckets: ReadonlySet<number>,
): Promise<Difference[]> {
  const theirs = await rowsIn(right, name, buckets)
  const mine = await rowsIn(left, name, buckets)
  const keys = [...new Set([...mine.keys(), ...theirs.keys()])].sort()
  return keys.flatMap(key => {
    const pair: Difference = { table: getTableName(left.tables[name]) }
    if (mine.has(key)) pair.left = mine.get(key)!
    if (theirs.has(key)) pair.right = theirs.get(key)!
    return pair.left === pair.right ? [] : [pair]
  })
}

/** Key -> row as JSON. Rows of one key (a damaged table may have several) are joined. */
async function rowsIn(
  snapshot: Snapshot,
  name: keyof Tables,
  buckets: ReadonlySet<number>,
): Promise<Map<string, string>> {
  const table = snapshot.tables[name]
  const names = Object.keys(getTableColumns(table))
  const bucketOf = bucketing(name)
  const places = keyPlaces(name)
  const found = new Map<string, string>()
  for await (const some of snapshot.rows(table))
    for (const row of some) {
      if (!buckets.has(bucketOf(row))) continue
      const key = JSON.stringify(places.map(place => row[place]))
      const text = JSON.stringify(Object.fromEntries(names.map((column, i) => [column, row[i]])))
      found.set(key, found.has(key) ? [found.get(key)!, text].sort().join(' ') : text)
    }
  return found
}

/** Definitions of tables and indexes that differ; nothing between databases of two kinds. */
export async function compareSchemas(left: Snapshot, right: Snapshot): Promise<Difference[]> {
  const [mine, theirs] = [await left.schema(), await right.schema()]
  if (!mine || !theirs) return []
  const names = [...new Set([...mine.keys(), ...theirs.keys()])].sort()
  return names.flatMap(name => {
    const [a, b] = [mine.get(name), theirs.get(name)]
    return a === b ? [] : [{ table: name, ...(a ? { left: a } : {}), ...(b ? { right: b } : {}) }]
  })
}
