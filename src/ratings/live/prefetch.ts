/** Brings the rows that one entry needs into the working set, before the engine runs. */
import type { Applying } from '../../ledger/ledger.ts'
import { eq, sql } from '../../store/drizzle.ts'
import { prepared } from '../../store/prepared.ts'
import { heirs, lineage, root } from '../engine/lineage.ts'
import { pairKey } from '../engine/records.ts'
import { type Action, type Evidence, isEvidence, type RatingEntry } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { usesPair } from '../rules/weighing.ts'
import { evidenceOf, isFoldCustomer, liveEvidenceOf, pairRow, raterRow, ratingRow, toRecord } from './rows.ts'
import { customerKey, type WorkingSet } from './working-set.ts'

/** Loads what accepting an entry will read: records of the lineage and its heirs, memories of weighing, evidence to fold anew. */
export async function prefetch(tx: Applying, m: Methodology, records: WorkingSet, x: RatingEntry): Promise<void> {
  const loader = new Loader(tx, m, records)
  await (isEvidence(x) ? loader.forEvidence(x) : loader.forAction(x))
}

/** Whether everything that accepting this evidence will read is in memory; true only for providers without links. */
export function isAtHand(records: WorkingSet, x: Evidence): boolean {
  const record = records.find(x.provider)
  if (record ? record.predecessor !== null || record.successors.length > 0 : !records.allProviders) return false
  if (records.allRows) return true
  if (usesPair(x) && !records.pairs.rows.has(pairKey(x.provider, x.kind, x.customer))) return false
  if (x.kind === 'review' && x.verified && !records.raters.rows.has(x.customer)) return false
  if (x.kind !== 'order') return true
  return records.recounted.rows.has(x.provider) || records.customers.rows.has(customerKey(x.provider, x.customer))
}

class Loader {
  readonly #tx: Applying
  readonly #m: Methodology
  readonly #records: WorkingSet

  constructor(tx: Applying, m: Methodology, records: WorkingSet) {
    this.#tx = tx
    this.#m = m
    this.#records = records
  }

  async forEvidence(x: Evidence): Promise<void> {
    await this.#family(x.provider)
    const records = this.#records
    if (records.allRows) return
    const { db, tables } = this.#tx
    if (usesPair(x)) {
      const key = root(records, x.provider)
      const { rows } = records.pairs
      const id = pairKey(key, x.kind, x.customer)
      if (!rows.has(id)) rows.set(id, await pairRow(db, tables, key, x.kind, x.customer))
    }
    if (x.kind === 'review' && x.verified && !records.raters.rows.has(x.customer))
      records.raters.rows.set(x.customer, await raterRow(db, tables, x.customer))
    if (x.kind === 'order') for (const heir of heirs(records, x.provider)) await this.#customer(heir, x.customer)
  }

  async forAction(x: Action): Promise<void> {
    const records = this.#records
    if (x.kind === 'link') {
      await this.#family(x.provider)
      await this.#family(x.predecessor)
      const families = heirs(records, x.provider).flatMap(p => lineage(records, p))
      return this.#evidence([...families, ...lineage(records, x.predecessor)])
    }
    const provider = x.kind === 'alarmCleared' ? x.provider : await this.#subject(x.target)
    if (provider === undefined) return
    await this.#family(provider)
    if (x.kind !== 'repair') await this.#evidence(heirs(records, provider).flatMap(p => lineage(records, p)))
    if (x.kind !== 'alarmCleared' && !records.needed.has(x.target)) {
      const target = await evidenceOf(this.#tx.db, this.#tx.tables, provider, x.target)
      if (target) records.needed.set(x.target, target)
    }
  }

  async #record(provider: string): Promise<void> {
    const { rows } = this.#records.providers
    if (this.#records.allProviders || rows.has(provider)) return
    const row = await ratingRow(this.#tx.db, this.#tx.tables, provider)
    rows.set(provider, row && toRecord(this.#m, row))
  }

  /** The provider's heirs, and the lineage of each. */
  async #family(provider: string): Promise<void> {
    const records = this.#records
    await this.#record(provider)
    const found = [provider]
    for (let i = 0; i < found.length; i += 1)
      for (const heir of records.find(found[i]!)?.successors ?? []) {
        await this.#record(heir)
        found.push(heir)
      }
    for (let p = records.find(provider)?.predecessor; p; p = records.find(p)?.predecessor) await this.#record(p)
  }

  async #customer(provider: string, customer: string): Promise<void> {
    const { rows } = this.#records.customers
    const key = customerKey(provider, customer)
    if (rows.has(key) || this.#records.recounted.rows.has(provider)) return
    const known = await isFoldCustomer(this.#tx.db, this.#tx.tables, provider, customer)
    rows.set(key, known ? true : undefined)
  }

  async #evidence(providers: readonly string[]): Promise<void> {
    const { needed, live } = this.#records
    const wanted = [...new Set(providers)]
    for (const provider of wanted) live.set(provider, [])
    for (const x of await liveEvidenceOf(this.#tx.db, this.#tx.tables, wanted)) {
      live.get(x.provider)!.push(x)
      needed.set(x.seq, x)
    }
  }

  /** Provider that a ledger entry is about. */
  async #subject(seq: number): Promise<string | undefined> {
    const { ledger } = this.#tx.tables
    const query = prepared(this.#tx.db, 'rating_subject', d =>
      d
        .select({ subject: ledger.subject })
        .from(ledger)
        .where(eq(ledger.seq, sql.placeholder('seq'))),
    )
    const rows: { subject: string }[] = await query.execute({ seq })
    return rows[0]?.subject
  }
}
