import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asc, eq, gt } from '../../src/store/drizzle.ts'
import type { Store } from '../../src/store/store.ts'
import { isUniqueViolation } from '../../src/store/unique-violation.ts'
import { everyDatabase } from './databases.ts'

describe.each(everyDatabase)('a store on $name', ({ open }) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const put = (name: string, value = '1') =>
    store.write(async db => void (await db.insert(store.tables.secrets).values({ name, value })))
  const names = async () => {
    const { secrets } = store.tables
    const rows = await store.read(db => db.select({ name: secrets.name }).from(secrets).orderBy(asc(secrets.name)))
    return rows.map(row => row.name)
  }

  it('shows what was written as soon as the write has resolved', async () => {
    await put('visible')
    expect(await names()).toContain('visible')
  })

  it('answers a write only when it is committed', async () => {
    let inside = false
    const writing = store.write(async db => {
      await db.insert(store.tables.secrets).values({ name: 'later', value: '1' })
      inside = true
    })
    expect(inside).toBe(false)
    await writing
    expect(await names()).toContain('later')
  })

  it('rolls back the one write that fails, alone, in a shared transaction', async () => {
    const results = await Promise.allSettled([
      put('group-a'),
      store.write(async db => {
        await db.insert(store.tables.secrets).values({ name: 'group-lost', value: '1' })
        throw new Error('no')
      }),
      put('group-b'),
    ])
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const held = await names()
    expect(held).toEqual(expect.arrayContaining(['group-a', 'group-b']))
    expect(held).not.toContain('group-lost')
  })

  it('keeps what a failing statement did not touch, and goes on after it', async () => {
    await put('twice')
    const error = await put('twice').catch(e => e)
    expect(isUniqueViolation(error)).toBe(true)
    await put('after')
    expect(await names()).toContain('after')
  })

  it('lets exactly one of 64 racing writers take a free name', async () => {
    const { secrets } = store.tables
    const take = (value: string) =>
      store.write(async db => {
        const held = await db.select().from(secrets).where(eq(secrets.name, 'the-name'))
        if (held.length > 0) return false
        await db.insert(secrets).values({ name: 'the-name', value })
        return true
      })
    const won = await Promise.all(Array.from({ length: 64 }, (_, i) => take(String(i))))
    expect(won.filter(Boolean)).toHaveLength(1)
  })

  it('refuses a write or a read of the store inside a write', async () => {
    const nested = store.write(async () => put('nested'))
    await expect(nested).rejects.toThrow(/inside a write/)
    await expect(store.write(async () => names())).rejects.toThrow(/inside a write/)
  })

  it('orders keys by their bytes and tells cases apart', async () => {
    const keys = ['b', 'B', 'a', 'A', 'Z', 'é', '宁', '波', 'ä', '_']
    for (const key of keys) await put(`order:${key}`)
    const held = (await names()).filter(name => name.startsWith('order:')).map(name => name.slice(6))
    expect(held).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
  })

  it('pages by key without a gap or a repetition while others write', async () => {
    const { secrets } = store.tables
    for (let i = 0; i < 25; i++) await put(`page:${String(i).padStart(2, '0')}`)
    const seen: string[] = []
    for (let after = 'page:'; ; ) {
      const rows = await store.read(db =>
        db.select().from(secrets).where(gt(secrets.name, after)).orderBy(asc(secrets.name)).limit(7),
      )
      const page = rows.map(row => row.name).filter(name => name.startsWith('page:'))
      seen.push(...page)
      if (page.length < 7) break
      after = page.at(-1)!
      await put(`aside:${seen.length}`)
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `page:${String(i).padStart(2, '0')}`))
  })

  it('is strict about types', async () => {
    const { ledgerHead } = store.tables
    const wrong = store.write(async db => void (await db.update(ledgerHead).set({ seq: 'many' as unknown as number })))
    await expect(wrong).rejects.toThrow()
  })

  it('brings texts back as they went in', async () => {
    const text = ' “引号” \u{20bb7}\n{"a":1.50,"b":[]}  '
    await put('text', text)
    const { secrets } = store.tables
    const [row] = await store.read(db => db.select().from(secrets).where(eq(secrets.name, 'text')))
    expect(row!.value).toBe(text)
  })
})
