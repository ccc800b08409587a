/** Keys in the ledger and in the database. */
import { dayToDate } from '../ledger/clock.ts'
import type { EntryType, Ledger } from '../ledger/ledger.ts'
import { and, desc, eq, gte, isNull, lt, or } from '../store/drizzle.ts'
import { secretOf } from '../store/secrets.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type KeyRow = Tables['keys']['$inferSelect']

const SECRET = 'key-mac'

export const keyEntries: EntryType[] = [
  {
    type: 'key.issued',
    async apply({ db, tables }, { payload: { label, name = label, validUntil = null, ...facts }, at }) {
      await db.insert(tables.keys).values({ ...facts, name, validUntil, issuedAt: at, revokedAt: null })
    },
  },
  {
    type: 'key.revoked',
    async apply({ db, tables }, { payload, at }) {
      await db.update(tables.keys).set({ revokedAt: at }).where(eq(tables.keys.id, payload.id))
    },
  },
]

/** The secret under which this database's keys are kept; made at the first start. */
export const macSecret = ({ store }: Ledger): Promise<string> => store.write(db => secretOf(db, store.tables, SECRET))

/** Keys with their last use, newest first, after the cursor's id. */
export async function listKeyRows(db: Reader, tables: Tables, before: string | null, limit: number) {
  const { keys, keyUse } = tables
  return db
    .select({ key: keys, lastUsedAt: keyUse.lastUsedAt })
    .from(keys)
    .leftJoin(keyUse, eq(keyUse.key, keys.id))
    .where(before === null ? undefined : lt(keys.id, before))
    .orderBy(desc(keys.id))
    .limit(limit)
}

export async function keyById(db: Reader, { keys: t }: Tables, id: string): Promise<KeyRow | undefined> {
  const [row] = await db.select().from(t).where(eq(t.id, id))
  return row
}

/** The key of that name that works on a business day. */
export async function workingKeyNamed(
  db: Reader,
  { keys: t }: Tables,
  name: string,
  day: number,
): Promise<KeyRow | undefined> {
  const works = and(isNull(t.revokedAt), or(isNull(t.validUntil), gte(t.validUntil, dayToDate(day))))
  const [row] = await db
    .select()
    .from(t)
    .where(and(eq(t.name, name), works))
  return row
}
