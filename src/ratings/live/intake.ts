/** Evidence accepted many pieces at once: what the entries do one by one, with one write for all their rows. */
import type { Applying, Entry } from '../../ledger/ledger.ts'
import { accept } from '../engine/engine.ts'
import type { Evidence } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { isAtHand, prefetch } from './prefetch.ts'
import { type EvidenceRow, toEvidenceRow } from './rows.ts'
import { plans, putRows } from './rows-write.ts'
import type { WorkingSet } from './working-set.ts'

/** Accepts evidence of one day in the order of the ledger. Throws Refusal at the first that is refused: the unit of work is lost then. */
export async function acceptAll(
  tx: Applying,
  m: Methodology,
  records: WorkingSet,
  entries: readonly Entry[],
  toEvidence: (entry: Entry) => Evidence,
): Promise<void> {
  const rows: EvidenceRow[] = []
  try {
    for (const entry of entries) {
      const x = toEvidence(entry)
      // Awaiting costs more than accepting: only where a row is missing.
      if (!isAtHand(m, records, x)) await prefetch(tx, m, records, x)
      const weighed = accept(m, records, x)
      if (weighed) rows.push(toEvidenceRow({ ...weighed, request: entry.payload.request }))
      records.endEntry()
    }
  } finally {
    records.endEntry()
  }
  await putRows(tx, plans.evidence, rows)
}
