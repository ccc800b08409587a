/** What becomes of an inspection that a firm asked for, and how it is shown. */
import type { Context, Schemas } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { sealedText } from '../../ledger/rows.ts'
import { findProvider } from '../../registry/rows.ts'
import type { Reader } from '../../store/store.ts'
import { reportOf } from '../engine/report.ts'
import { ratingRow, toRecord } from '../live/rows.ts'
import { newestReinspection, type ReinspectionRow } from './rows-reinspections.ts'

/** The inspection that was just recorded is the one that the firm asked for, if it has asked. */
export async function endReinspection(tx: Transaction, provider: string, inspection: number): Promise<void> {
  const newest = await newestReinspection(tx.db, tx.tables, provider)
  if (newest?.outcome !== null) return
  const payload = { provider, reinspection: newest.seq, inspection }
  await tx.append({ type: 'reinspection.inspected', subject: provider, payload })
}

export async function toReinspection(
  db: Reader,
  { ledger, services, day: today }: Context,
  row: ReinspectionRow,
): Promise<Schemas['reinspection']> {
  const { tables } = ledger.store
  const { seq, outcome, endedSeq } = row
  const rating = await ratingRow(db, tables, row.provider)
  const { grade, state } = reportOf(services.methodology, rating && toRecord(services.methodology, rating), today)
  const { id, name, phone } = (await findProvider(db, tables, row.provider))!
  const reason = outcome === 'refused' ? await sealedText(db, tables, endedSeq!, 'reason') : null
  return {
    id: seq,
    provider: { id, name, phone },
    askedAt: row.askedAt,
    inspectBy: dayToDate(row.inspectBy),
    overdue: outcome === null && row.inspectBy < today,
    words: (await sealedText(db, tables, seq, 'words')) ?? null,
    grade: grade as 'NR',
    state,
    outcome: outcome as 'refused' | null,
    endedAt: row.endedAt,
    inspection: row.inspection,
    reason: reason ?? null,
  }
}
