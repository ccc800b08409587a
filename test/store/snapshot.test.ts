import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareTables } from '../../src/store/compare.ts'
import { asc, eq } from '../../src/store/drizzle.ts'
import { openStore } from '../../src/store/open.ts'
import type { Snapshot, Store } from '../../src/store/store.ts'
import { databases } from './databases.ts'

const ROWS = 5_000

describe.each(databases)('a snapshot of $name', ({ name, open }) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
    const { secrets } = store.tables
    const rows = Array.from({ length: ROWS }, (_, i) => ({ name: `n-${i}`, value: String(i) }))
    await store.write(async db => {
      for (let i = 0; i < ROWS; i += 500) await db.insert(secrets).values(rows.slice(i, i + 500))
    })
  })
  afterAll(() => store.close())

  const put = (name: string) => store.write(db => db.insert(store.tables.secrets).values({ name, value: 'new' }))
  async function names(snapshot: Snapshot) {
    const found: unknown[] = []
    for await (const some of snapshot.rows(snapshot.tables.secrets)) found.push(...some.map(([name]) => name))
    return found
  }

  it('shows one state, by queries and row by row, whatever is written meanwhile', async () => {
    const snapshot = await store.snapshot()
    const writing = put('meanwhile')
    // In process there is one connection: there the write waits.
    if (!name.endsWith('in process')) await writing
    expect(await names(snapshot)).toHaveLength(ROWS)
    const { secrets } = snapshot.tables
    const read = await snapshot.read(db => db.select().from(secrets).orderBy(asc(secrets.name)))
    expect(read).toHaveLength(ROWS)
    await snapshot.close()
    await writing
    const later = await store.snapshot()
    expect(await names(later)).toContain('meanwhile')
    await later.close()
  })

  it('is refused inside a write, which it would wait for', async () => {
    await expect(store.write(() => store.snapshot())).rejects.toThrow(/inside a write/)
  })

  it('gives numbers as numbers and nothing as null', async () => {
    const { sealed } = store.tables
    await store.write(db => db.insert(sealed).values({ seq: 2 ** 40, field: 'f', salt: '', text: null }))
    const snapshot = await store.snapshot()
    expect(await Array.fromAsync(snapshot.rows(sealed))).toEqual([[[2 ** 40, 'f', '', null]]])
    await snapshot.close()
  })
})

describe.each(databases)('the comparison of two databases, SQLite and $name', ({ open }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-compare-'))
  let left: Store
  let right: Store
  beforeAll(async () => {
    ;[left, right] = await Promise.all([openStore({ dataDir }), open()])
  })
  afterAll(async () => {
    await Promise.all([left.close(), right.close()])
    rmSync(dataDir, { recursive: true, force: true })
  })

  const fill = (store: Store, rows: { name: string; value: string }[]) =>
    store.write(async db => {
      const { secrets } = store.tables
      await db.delete(secrets)
      if (rows.length > 0) await db.insert(secrets).values(rows)
    })
  const rows = Array.from({ length: 300 }, (_, i) => ({ name: `n-${i}`, value: String(i) }))
  async function differences() {
    const [a, b] = [await left.snapshot(), await right.snapshot()]
    const found = await compareTables(a, b, ['secrets'], 10)
    await Promise.all([a.close(), b.close()])
    return found.differences
  }

  it('finds nothing where nothing differs, in whatever order the rows were written', async () => {
    await fill(left, rows)
    await fill(right, rows.toReversed())
    expect(await differences()).toEqual([])
  })

  it('finds the row that was changed, the one that is missing and the one that is too many, each by its key', async () => {
    const { secrets } = right.tables
    await right.write(async db => {
      await db.update(secrets).set({ value: 'x' }).where(eq(secrets.name, 'n-7'))
      await db.delete(secrets).where(eq(secrets.name, 'n-8'))
      await db.insert(secrets).values({ name: 'q', value: '' })
    })
    const found = (await differences()).toSorted((a, b) => ((a.left ?? '~') < (b.left ?? '~') ? -1 : 1))
    expect(found).toEqual([
      { table: 'secrets', left: '{"name":"n-7","value":"7"}', right: '{"name":"n-7","value":"x"}' },
      { table: 'secrets', left: '{"name":"n-8","value":"8"}' },
      { table: 'secrets', right: '{"name":"q","value":""}' },
    ])
  })

  it('names some where everything differs', async () => {
    await fill(right, [])
    expect((await differences()).length).toBeGreaterThan(1)
  })
})
