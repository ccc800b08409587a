/** The last time at which a service ran with a trusted clock, kept beside the ledger: operational, not history. */
import { sql } from '../store/drizzle.ts'
import type { Reader, Store } from '../store/store.ts'

const ID = 1

export async function trustedTime({ read, tables }: Store): Promise<number | null> {
  const { trustedTime: t } = tables
  const [row] = await read(db => db.select({ at: t.at }).from(t))
  return row?.at ?? null
}

/** Trusts a time: what a running service does now and then, and a person's confirmation does once. */
export async function trustTime(store: Store, at: number): Promise<void> {
  const { trustedTime: t } = store.tables
  await store.write(async db => {
    await db.insert(t).values({ id: ID, at }).onConflictDoUpdate({ target: t.id, set: { at } })
  })
}

/** The clock of the database server, ms; null where the database is in process and has the machine's. */
export async function databaseTime({ dialect, read, tables }: Store): Promise<number | null> {
  if (dialect !== 'postgres') return null
  const ms = sql<string>`floor(extract(epoch from clock_timestamp()) * 1000)`
  const [row] = await read((db: Reader) => db.select({ ms }).from(tables.ledgerHead))
  return row ? Number(row.ms) : null
}
