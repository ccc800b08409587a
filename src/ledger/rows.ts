import { and, asc, desc, eq, gt, inArray, sql } from '../store/drizzle.ts'
import { prepared, preparedIn } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Recorded, Seal } from './append.ts'
import type { Entry } from './entry.ts'
import { noteRead } from './texts-seen.ts'

/** Sealed texts of an entry, by field. */
export type Seals = Record<string, Seal>

type Row = Tables['ledger']['$inferSelect']

export function toEntry(row: Row): Entry {
  const { payload, sealed, ...rest } = row
  return { ...rest, payload: JSON.parse(payload), ...(sealed ? { sealed: JSON.parse(sealed) } : {}) }
}

/** Entries with a greater seq, in order, of one type or one subject if given. */
export async function entriesAfter(
  db: Reader,
  tables: Tables,
  seq: number,
  limit: number,
  filter: { type?: string; subject?: string } = {},
): Promise<Entry[]> {
  const { ledger } = tables
  const rows = await db
    .select()
    .from(ledger)
    .where(
      and(
        gt(ledger.seq, seq),
        filter.type === undefined ? undefined : eq(ledger.type, filter.type),
        filter.subject === undefined ? undefined : eq(ledger.subject, filter.subject),
      ),
    )
    .orderBy(asc(ledger.seq))
    .limit(limit)
  return rows.map(toEntry)
}

/** Entries with their seals, as a replay needs them. */
export async function recordedAfter(db: Reader, tables: Tables, seq: number, limit: number): Promise<Recorded[]> {
  const entries = await entriesAfter(db, tables, seq, limit)
  const seals = await sealsOf(
    db,
    tables,
    entries.filter(entry => entry.sealed).map(entry => entry.seq),
  )
  return entries.map(entry => ({ entry, seals: seals.get(entry.seq) ?? {} }))
}

/** seq -> field -> seal. */
export async function sealsOf(
  db: Reader,
  tables: Tables,
  seqs: readonly number[],
): Promise<Map<number, Record<string, Seal>>> {
  const found = new Map<number, Record<string, Seal>>()
  const { sealed } = tables
  const rows = await preparedIn<Reader, Tables['sealed']['$inferSelect']>(db, 'sealed_of', seqs, (d, list) =>
    d.select().from(sealed).where(inArray(sealed.seq, list)),
  )
  for (const { seq, field, salt, text } of rows) {
    found.set(seq, { ...found.get(seq), [field]: { salt, text } })
    if (text !== null) noteRead(seq)
  }
  return found
}

/** The text of one sealed field; null if it was erased, undefined if there is none. */
export async function sealedText(
  db: Reader,
  tables: Tables,
  seq: number,
  field: string,
): Promise<string | null | undefined> {
  const { sealed } = tables
  const query = prepared(db, 'sealed_text', d =>
    d
      .select({ text: sealed.text })
      .from(sealed)
      .where(and(eq(sealed.seq, sql.placeholder('seq')), eq(sealed.field, sql.placeholder('field')))),
  )
  const [row]: { text: string | null }[] = await query.execute({ seq, field })
  if (typeof row?.text === 'string') noteRead(seq)
  return row?.text
}

/** The business day of the newest entry; undefined in an empty ledger. */
export async function newestDay(db: Reader, { ledger }: Tables): Promise<number | undefined> {
  const [row] = await db.select({ day: ledger.day }).from(ledger).orderBy(desc(ledger.seq)).limit(1)
  return row?.day
}

/** The business day of an entry; undefined for none. */
export async function dayOfEntry(db: Reader, { ledger }: Tables, seq: number): Promise<number | undefined> {
  const query = prepared(db, 'ledger_day', d =>
    d
      .select({ day: ledger.day })
      .from(ledger)
      .where(eq(ledger.seq, sql.placeholder('seq'))),
  )
  const rows: { day: number }[] = await query.execute({ seq })
  return rows[0]?.day
}

/** Seq of the last entry up to the end of a day, among the first `head`; 0 if there is none. Days never decrease, so halving finds it. */
export async function lastSeqThrough(db: Reader, tables: Tables, day: number, head: number): Promise<number> {
  let low = 0
  let high = head
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((await dayOfEntry(db, tables, middle))! <= day) low = middle
    else high = middle - 1
  }
  return low
}
