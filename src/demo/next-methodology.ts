/** The last thing that happened in the demo city: 1.1 was filed as a draft and tried out over the whole ledger, ready to be scheduled. */
import { businessDay } from '../ledger/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { NEWEST_VERSION, readParameters } from '../ratings/rules/check-parameters.ts'
import type { Methodology } from '../ratings/rules/methodology.ts'
import { ImpactRuns } from '../ratings/versions/impact-runs.ts'
import { methodologyDraft } from '../ratings/versions/methodology-entries.ts'
import { waitingRun } from '../ratings/versions/rows-impact.ts'

/** @param inForce the version that the city is rated with */
export async function fileNextMethodology(ledger: Ledger, inForce: Methodology, actor: string): Promise<void> {
  const version = NEWEST_VERSION
  const { seq } = await ledger.write(actor, tx => tx.append(methodologyDraft(readParameters(version))))
  const now = ledger.clock.now()
  const base = inForce.parameters.version
  const row = waitingRun({ id: ledger.newId(), version, base, seq, day: businessDay(now) }, now)
  await ledger.store.write(async db => void (await db.insert(ledger.store.tables.impactRuns).values(row)))
  const runs = new ImpactRuns(ledger)
  runs.begin(row)
  await runs.idle()
}
