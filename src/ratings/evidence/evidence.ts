/** Evidence as it is shown (schemas/evidence.json). */
import type { Schemas } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import { sealsOf } from '../../ledger/rows.ts'
import { and, desc, eq, lt, notInArray } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { evidenceOf, toWeighed } from '../live/rows.ts'
import type { Weighed } from '../rules/evidence.ts'
import { contestedOf, type Reply, repliesTo } from './rows-appeals.ts'

type Shown = Schemas['evidence']
type Weighing = Weighed & { request?: string; publishedUntil?: number }

/** Marks shown beside a piece of evidence. */
interface Beside {
  text: string | null | undefined
  contested: boolean
  reply: Reply | undefined
}

/** One piece of evidence in the shape of the contract; `text` unless there is none or it was erased. */
function toShown(x: Weighing, { text, contested, reply }: Beside): Shown {
  const { seq, ledgerDay, retractedBy, retractedDay: _, repairedDay: _d, repairedBy: _b, ...stored } = x
  const { pairWeight: _w, publishedUntil, ...fields } = stored
  return {
    ...fields,
    ...('validTo' in fields ? { validTo: dayToDate(fields.validTo) } : {}),
    // The day before its own: never published.
    ...(publishedUntil === undefined || publishedUntil < x.day ? {} : { publishedUntil: dayToDate(publishedUntil) }),
    id: seq,
    day: dayToDate(x.day),
    recordedOn: dayToDate(ledgerDay),
    codes: [...x.codes],
    retracted: retractedBy >= 0,
    contested,
    // A retracted text is not shown again, even before it is erased.
    ...(text && retractedBy < 0 ? { text } : {}),
    ...(reply && retractedBy < 0 ? { reply } : {}),
  } as Shown
}

/** One piece of evidence of a provider. Sees what the running unit of work has appended. @throws Error if there is none */
export async function readEvidenceItem(db: Reader, tables: Tables, provider: string, seq: number): Promise<Shown> {
  const found = await evidenceOf(db, tables, provider, seq)
  if (!found) throw new Error(`no evidence ${seq} of ${provider}`)
  const [shown] = await showEvidence(db, tables, [found])
  return shown!
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
  return showEvidence(db, tables, rows.map(toWeighed))
}

/** Pieces of evidence in the shape of the contract, each with its words, the mark of an open appeal, and the firm's reply. */
export async function showEvidence(db: Reader, tables: Tables, items: readonly Weighing[]): Promise<Shown[]> {
  const providers = [...new Set(items.map(x => x.provider))]
  const reviews = items.filter(x => x.kind === 'review').map(x => x.seq)
  const seals = await sealsOf(
    db,
    tables,
    items.map(x => x.seq),
  )
  const contested = await contestedOf(db, tables, providers)
  const replies = await repliesTo(db, tables, providers, reviews)
  return items.map(x =>
    toShown(x, {
      text: seals.get(x.seq)?.text?.text,
      contested: contested.has(x.seq),
      reply: replies.get(x.seq),
    }),
  )
}
