import { readHead } from '../../ledger/head.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { lastSeqThrough } from '../../ledger/rows.ts'
import { and, eq, gt, inArray } from '../../store/drizzle.ts'
import { prepared } from '../../store/prepared.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { NO_SAFEGUARDS, type Safeguards } from './rules-safeguards.ts'

/** The safeguards that hold, with their version; version 0 if none were ever set. */
export async function readSafeguards(
  db: Reader,
  { safeguards: t }: Tables,
): Promise<{ version: number; rules: Safeguards }> {
  const query = prepared(db, 'safeguards', d => d.select({ version: t.version, rules: t.rules }).from(t))
  const [row]: { version: number; rules: string }[] = await query.execute()
  return row ? { version: row.version, rules: JSON.parse(row.rules) } : { version: 0, rules: NO_SAFEGUARDS }
}

/** Pieces that an actor has recorded about a provider on the day of the transaction, without a request behind them. */
export async function recordedToday(
  { db, tables, day }: Pick<Transaction, 'db' | 'tables' | 'day'>,
  { provider, actor, types }: { provider: string; actor: string; types: readonly string[] },
): Promise<number> {
  const { ledger: t } = tables
  const before = await lastSeqThrough(db, tables, day - 1, (await readHead(db, tables)).seq)
  const rows = await db
    .select({ payload: t.payload })
    .from(t)
    .where(and(eq(t.subject, provider), gt(t.seq, before), eq(t.actor, actor), inArray(t.type, [...types])))
  return rows.filter(row => JSON.parse(row.payload).request === undefined).length
}
