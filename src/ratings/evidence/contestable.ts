/** The subject of an appeal or a reply: evidence of the caller's own lineage, and the pieces that fall together. */
import type { Transaction } from '../../ledger/ledger.ts'
import { and, eq, isNull } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import { evidenceOf, toWeighed } from '../live/rows.ts'
import type { Weighed } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { appealError } from './errors-appeals.ts'
import type { AppealRow } from './rows-appeals.ts'
import { sanctionsAmong } from './rows-sanctions.ts'

type Piece = Weighed & { request?: string }

/**
 * Evidence of the firm itself or of a predecessor whose evidence it has inherited.
 * Another firm's evidence, evidence that is not there and a sanction that is over are one answer.
 * @throws DomainError `evidence-unknown` (422) at `pointer`, `evidence-not-found` (404) without one
 */
export async function requireOwnEvidence(
  { db, tables, day }: Transaction,
  m: Methodology,
  firm: string,
  seq: number,
  pointer?: string,
): Promise<Piece> {
  const { ledger } = tables
  const [entry] = await db.select({ subject: ledger.subject }).from(ledger).where(eq(ledger.seq, seq))
  const found = entry && (await evidenceOf(db, tables, entry.subject, seq))
  const lapsed = found?.kind === 'sanction' && (await sanctionsAmong(db, tables, m, [seq], day))[0]?.lapsed
  if (found && !lapsed && (await lineageOf(db, tables, firm)).includes(found.provider)) return found
  throw pointer
    ? appealError('evidence-unknown', { id: seq }, [{ pointer, code: 'unknown' }])
    : appealError('evidence-not-found', { id: seq })
}

/** The live review that came out of the same request as an order (hk-credit 13.6: retracting one must retract both). */
export async function reviewOfOrder(db: Reader, { evidence: t }: Tables, order: Piece): Promise<number | null> {
  if (order.kind !== 'order' || !order.request) return null
  const rows = await db
    .select()
    .from(t)
    .where(
      and(eq(t.provider, order.provider), eq(t.customer, order.customer), eq(t.kind, 'review'), isNull(t.retractedBy)),
    )
  return rows.map(toWeighed).find(review => review.request === order.request)?.seq ?? null
}

/** Pieces that an upheld appeal retracts: the piece, with an order its review; not what was retracted meanwhile. */
export async function toRetract({ db, tables }: Transaction, row: AppealRow): Promise<number[]> {
  const target = await evidenceOf(db, tables, row.provider, row.evidence)
  if (!target) throw new Error(`no evidence ${row.evidence} of ${row.provider}`)
  const review = target.kind === 'order' ? await reviewOfOrder(db, tables, target) : null
  return [...(target.retractedBy < 0 ? [target.seq] : []), ...(review === null ? [] : [review])]
}
