/** Evidence as it is shown (schemas/evidence.json). */
import { and, desc, eq, lt, notInArray } from 'drizzle-orm'
import type { Schemas } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import { sealedText, sealsOf } from '../ledger/rows.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { evidenceOf, toAdmitted } from './rows.ts'
import type { Admitted } from './rules-evidence.ts'

type Shown = Schemas['evidence']
type Admission = Admitted & { request?: string; publishedUntil?: number }

/** One piece of evidence in the shape of the contract; `text` unless there is none or it was erased. */
function toShown(x: Admission, text: string | null | undefined): Shown {
  const { seq, ledgerDay, retractedBy, retractedDay: _, repairedDay: _d, repairedBy: _b, pairWeight: _w, ...fields } = x
  return {
    ...fields,
    ...('validTo' in fields ? { validTo: dayToDate(fields.validTo) } : {}),
    ...(fields.publishedUntil === undefined ? {} : { publishedUntil: dayToDate(fields.publishedUntil) }),
    id: seq,
    day: dayToDate(x.day),
    recordedOn: dayToDate(ledgerDay),
    codes: [...x.codes],
    retracted: retractedBy >= 0,
    // What was taken back is not said again, whether it is erased by now or not.
    ...(text && retractedBy < 0 ? { text } : {}),
  } as Shown
}

/** One piece of evidence of a provider. Sees what the running unit of work has appended. @throws Error if there is none */
export async function readEvidenceItem(db: Reader, tables: Tables, provider: string, seq: number): Promise<Shown> {
  const found = await evidenceOf(db, tables, provider, seq)
  if (!found) throw new Error(`no evidence ${seq} of ${provider}`)
  return toShown(found, await sealedText(db, tables, seq, 'text'))
}

/** Evidence of a provider before a seq, newest first, retracted pieces too. `hidden`: seqs that must not be named. */
export async function listEvidenceItems(
  db: Reader,
  tables: Tables,
  provider: string,
  { kind, hidden, before, limit }: { kind?: string; hidden: number[]; before: number | null; limit: number },
): Promise<Shown[]> {
  const { evidence: t } = tables
  const rows = await db
    .select()
    .from(t)
    .where(
      and(
        eq(t.provider, provider),
        before === null ? undefined : lt(t.seq, before),
        kind === undefined ? undefined : eq(t.kind, kind),
        hidden.length === 0 ? undefined : notInArray(t.seq, hidden),
      ),
    )
    .orderBy(desc(t.seq))
    .limit(limit)
  return showEvidence(db, tables, rows.map(toAdmitted))
}

/** Pieces of evidence in the shape of the contract, with their words where there are any. */
export async function showEvidence(db: Reader, tables: Tables, items: readonly Admission[]): Promise<Shown[]> {
  const seals = await sealsOf(
    db,
    tables,
    items.map(x => x.seq),
  )
  return items.map(x => toShown(x, seals.get(x.seq)?.text?.text))
}
