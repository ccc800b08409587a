import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonical } from '../../src/ledger/canonical.ts'
import { decodeCursor, encodeCursor } from '../../src/ledger/cursor.ts'
import { bytesOf, commitment, type Entry, entryHash, GENESIS } from '../../src/ledger/entry.ts'
import { eraseTexts } from '../../src/ledger/erase.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { compareStores, rebuild } from '../../src/ledger/rebuild.ts'
import { ledgerFaults, verifyLedger } from '../../src/ledger/verify.ts'
import { openLedger } from '../../src/service.ts'
import { eq } from '../../src/store/drizzle.ts'
import type { Store } from '../../src/store/store.ts'
import { databases } from '../store/databases.ts'

interface Vectors {
  entries: { entry: Omit<Entry, 'prev' | 'hash'>; bytes: string; prev: string; hash: string }[]
  commitments: { salt: string; text: string; commitment: string }[]
}
const vectors: Vectors = JSON.parse(readFileSync(new URL('../vectors/ledger.json', import.meta.url), 'utf8'))

describe('the byte layout of docs/ledger.md', () => {
  it('matches the published vectors, and a hash made by hand', () => {
    let prev = GENESIS
    for (const { entry, bytes, hash, prev: published } of vectors.entries) {
      expect(published).toBe(prev)
      expect(bytesOf(entry)).toBe(bytes)
      expect(entryHash(prev, bytes)).toBe(hash)
      const byHand = Buffer.concat([Buffer.from([0]), Buffer.from(prev, 'hex'), Buffer.from(bytes, 'utf8')])
      expect(createHash('sha256').update(byHand).digest('hex')).toBe(hash)
      prev = hash
    }
    for (const { salt, text, commitment: published } of vectors.commitments)
      expect(commitment(salt, text)).toBe(published)
  })

  it('is canonical: the order of members does not matter, and parsing gives the value back', () => {
    const value = fc.letrec(tie => ({
      value: fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    })).object
    fc.assert(
      fc.property(value, made => {
        const text = canonical(made)
        const turned = Object.fromEntries(Object.entries(made as object).reverse())
        expect(canonical(turned)).toBe(text)
        expect(canonical(JSON.parse(text))).toBe(text)
      }),
    )
    for (const refused of [1.5, Number.NaN, 2 ** 53, '\ud800', () => 0])
      expect(() => canonical(refused)).toThrow(TypeError)
  })
})

describe('a cursor', () => {
  it('comes back, and not after a change or from another list', () => {
    const cursor = encodeCursor('listA', [7, 'x'])
    const shape = ['integer', 'text'] as const
    expect(decodeCursor('listA', cursor, shape)).toEqual([7, 'x'])
    expect(() => decodeCursor('listB', cursor, shape)).toThrow('cursor-invalid')
    for (let i = 0; i < cursor.length; i++) {
      const changed = `${cursor.slice(0, i)}${cursor[i] === 'A' ? 'B' : 'A'}${cursor.slice(i + 1)}`
      expect(() => decodeCursor('listA', changed, shape)).toThrow('cursor-invalid')
    }
  })
})

describe('a forged cursor', () => {
  const keys = [
    [],
    [7],
    ['x', 7],
    [7, 'x', 1],
    [7.5, 'x'],
    [1e300, 'x'],
    [7, 'a\0'],
    [7, '\ud800'],
    [7, 'x'.repeat(201)],
  ]
  it.each([...keys, [null, 'x'], [[7], 'x'], [{}, 'x'], [true, 'x'], null, 7, {}, 'xx'])('is refused: %j', key => {
    const cursor = encodeCursor('listA', key as number[])
    expect(() => decodeCursor('listA', cursor, ['integer', 'text'])).toThrow('cursor-invalid')
  })
})

describe.each(databases)('a ledger on $name', ({ open }) => {
  let store: Store
  let ledger: Ledger
  const clock = { ms: Date.parse('2026-11-24T12:00:00+08:00') }
  const area = (code: string, name = '区') => ({
    type: 'area.defined',
    subject: `area:${code}`,
    payload: { code, name, nameEn: code, parent: null, validFrom: null, validUntil: null },
  })
  beforeAll(async () => {
    store = await open()
    ledger = (await openLedger(store, { now: () => clock.ms })).ledger
  })
  afterAll(() => store.close())
  const verify = async () => {
    const head = await ledger.head()
    await store.read(db => verifyLedger(db, store.tables, head))
  }

  it('chains entries from zero', async () => {
    const [first, second] = await ledger.write('t', async tx => [
      await tx.append(area('33')),
      await tx.append(area('3302')),
    ])
    expect(first).toMatchObject({ seq: 1, prev: GENESIS, actor: 't' })
    expect(second!.prev).toBe(first!.hash)
    await verify()
  })

  it('keeps all entries of a write or none, and does not lose a number', async () => {
    const before = await ledger.head()
    const failing = ledger.write('t', async tx => {
      await tx.append(area('44'))
      await tx.append({ ...area('45'), payload: { code: 45 } })
    })
    await expect(failing).rejects.toThrow(/area.defined/)
    expect(await ledger.head()).toEqual(before)
    const held = await store.read(db => db.select().from(store.tables.areas).where(eq(store.tables.areas.code, '44')))
    expect(held).toEqual([])
  })

  it('refuses a type that it does not know', async () => {
    await expect(
      ledger.write('t', tx => tx.append({ type: 'area.guessed', subject: 'x', payload: {} })),
    ).rejects.toThrow(/area.guessed/)
  })

  it('holds no NUL, in no part of an entry', async () => {
    const before = ledger.committedSeq
    const { payload, ...rest } = area('61')
    for (const draft of [
      { ...rest, payload: { ...payload, code: '6\0' } },
      { ...rest, payload, subject: 'area:\0' },
      { ...rest, payload, sealed: { text: '\0' } },
    ])
      await expect(ledger.write('t', tx => tx.append(draft))).rejects.toThrow('a text with NUL')
    expect(ledger.committedSeq).toBe(before)
  })

  it('gives concurrent writes numbers without a gap', async () => {
    const before = (await ledger.head()).seq
    const entries = await Promise.all(
      Array.from({ length: 100 }, (_, i) => ledger.write('t', tx => tx.append(area(`5${i}`)))),
    )
    expect(entries.map(entry => entry.seq).sort((a, b) => a - b)).toEqual(entries.map((_, i) => before + 1 + i))
    await verify()
  })

  it('never goes back in time, whatever the clock does', async () => {
    const now = clock.ms
    clock.ms = now - 3 * 86_400_000
    const entry = await ledger.write('t', tx => tx.append(area('60')))
    clock.ms = now
    expect(entry.day).toBe((await ledger.head()).day)
    expect(Date.parse(entry.at)).toBe(now)
  })

  it('stays whole when a sealed text is erased, and tells when one was changed', async () => {
    const provider = ledger.newId()
    const facts = {
      kind: 'firm',
      name: '试',
      uscc: '913302007645281201',
      usccStatus: 'valid',
      phone: null,
      address: null,
    }
    const place = { area: '3302', areas: ['3302'], offerings: ['05'], founded: null, validUntil: null }
    const suspended = await ledger.write('t', async tx => {
      await tx.append({ type: 'provider.registered', subject: provider, payload: { provider, ...facts, ...place } })
      return tx.append({
        type: 'provider.suspended',
        subject: provider,
        payload: { provider },
        sealed: { reason: '爽约' },
      })
    })
    expect(JSON.stringify(suspended)).not.toContain('爽约')
    const { sealed } = store.tables
    const set = (text: string | null) =>
      store.write(async db => void (await db.update(sealed).set({ text }).where(eq(sealed.seq, suspended.seq))))
    await verify()
    await set('好评')
    await expect(verify()).rejects.toThrow(/reason is not the one that was sealed/)
    await set(null)
    await expect(verify()).rejects.toThrow(/text of reason is gone, and no entry has erased it/)
    await set('爽约')
    await ledger.write('t', tx => eraseTexts(tx, suspended.seq))
    await verify()
    await set('爽约')
    await expect(verify()).rejects.toThrow(/which is still there|is not the one that was sealed/)
    await set(null)
    await store.write(async db => void (await db.insert(sealed).values({ seq: 1, field: 'x', salt: '', text: 'x' })))
    await expect(verify()).rejects.toThrow(/there are 2 sealed texts/)
    await store.write(async db => void (await db.delete(sealed).where(eq(sealed.seq, 1))))
    await verify()
  })

  it('rebuilds to the same rows, and the comparison finds a row that was tampered with', async () => {
    const target = await open()
    const again = (await openLedger(target)).ledger
    await rebuild(ledger, again)
    expect((await again.head()).hash).toBe((await ledger.head()).hash)
    expect((await compareStores(store, target)).differences).toEqual([])
    await target.write(
      async db =>
        void (await db.update(target.tables.areas).set({ name: '改' }).where(eq(target.tables.areas.code, '33'))),
    )
    expect((await compareStores(store, target)).differences.map(d => d.table)).toEqual(['areas'])
    await target.close()
  })

  it('finds an entry that was changed', async () => {
    const { ledger: t } = store.tables
    await store.write(async db => void (await db.update(t).set({ actor: 'somebody else' }).where(eq(t.seq, 2))))
    await expect(verify()).rejects.toThrow(/broken at entry 2/)
  })

  it('names every entry that is damaged, goes on behind it, and never ends early', async () => {
    const { ledger: t } = store.tables
    const broken = async () => {
      const head = await ledger.head()
      const { first } = await store.read(db => ledgerFaults(db, store.tables, head))
      return first.map(({ seq, message }) => [seq, message.replace(/.*: /, '')])
    }
    await store.write(async db => void (await db.update(t).set({ payload: '{"code' }).where(eq(t.seq, 4))))
    await store.write(async db => void (await db.delete(t).where(eq(t.seq, 6))))
    const found = await broken()
    expect(found).toEqual([
      [2, 'its content does not give its hash'],
      [4, 'it cannot be read'],
      [6, 'it is missing, the next is 7'],
    ])
    await store.write(
      async db =>
        void (await db
          .update(t)
          .set({ seq: 2 ** 50 })
          .where(eq(t.seq, 8))),
    )
    expect((await broken()).map(([seq]) => seq)).toContain(8)
  })
})
