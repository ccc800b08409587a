import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eq, sql } from '../../src/store/drizzle.ts'
import { prepared, statementName } from '../../src/store/prepared.ts'
import type { Store } from '../../src/store/store.ts'
import { databases } from './databases.ts'

const LIMIT_BYTES = 60
const text = fc.string({ unit: 'binary', maxLength: 300 })

describe('the name of a prepared statement', () => {
  it('is shorter than 60 bytes, whatever its label', () => {
    fc.assert(
      fc.property(text, text, (label, query) => {
        const name = statementName(label, query)
        expect(Buffer.byteLength(name)).toBeLessThan(LIMIT_BYTES)
        expect(name).toMatch(/^\w+$/)
      }),
    )
  })

  it('differs with the text, even under one label', () => {
    fc.assert(
      fc.property(text, text, text, (label, a, b) => {
        fc.pre(a !== b)
        expect(statementName(label, a)).not.toBe(statementName(label, b))
      }),
    )
  })
})

describe.each(databases)('prepared statements on $name', ({ open }) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  it('stay two when their labels agree in the first 63 bytes', async () => {
    const { secrets } = store.tables
    const label = 'request_set_'.repeat(6)
    await store.write(db => db.insert(secrets).values({ name: 'a', value: 'old' }))
    await store.write(async db => {
      const set = prepared(db, `${label}value`, d =>
        d
          .update(secrets)
          .set({ value: sql`${sql.placeholder('value')}` })
          .where(eq(secrets.name, 'a')),
      )
      await set.execute({ value: 'new' })
      const rename = prepared(db, `${label}name`, d =>
        d
          .update(secrets)
          .set({ name: sql`${sql.placeholder('name')}` })
          .where(eq(secrets.name, 'a')),
      )
      await rename.execute({ name: 'b' })
    })
    expect(await store.read(db => db.select().from(secrets))).toEqual([{ name: 'b', value: 'new' }])
  })
})
