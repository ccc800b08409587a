/** The last thing that happened in the demo city: 1.1 was filed as a draft and tried out over the whole ledger, ready to be scheduled. */
import { businessDay } from '../ledger/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { NEWEST_VERSION } from '../ratings/rules/check-parameters.ts'
import { loadMethodology, type Methodology } from '../ratings/rules/methodology.ts'
import { runImpact } from '../ratings/versions/impact.ts'
import { methodologyDraft } from '../ratings/versions/methodology-entries.ts'
import { waitingRun } from '../ratings/versions/rows-impact.ts'

/**
 * Over the connection that the city is made with: a thread of its own would hold the database open beside it.
 * @param base the version that the city is rated with
 */
export async function fileNextMethodology(ledger: Ledger, base: Methodology, actor: string): Promise<void> {
  const draft = loadMethodology(NEWEST_VERSION)
  const { version } = draft.parameters
  const { seq } = await ledger.write(actor, tx => tx.append(methodologyDraft(draft.parameters)))
  const { tables } = ledger.store
  const now = ledger.clock.now()
  const day = businessDay(now)
  const started = performance.now()
  const { impact, hash } = await runImpact(work => ledger.read(work), tables, { base, draft, seq, day })
  const milliseconds = Math.round(performance.now() - started)
  const waiting = waitingRun({ id: ledger.newId(), version, base: base.parameters.version, seq, day }, now)
  const { entries } = impact
  const row = { ...waiting, status: 'finished', done: entries, total: entries, milliseconds, hash }
  await ledger.store.write(
    async db => void (await db.insert(tables.impactRuns).values({ ...row, result: JSON.stringify(impact) })),
  )
}
