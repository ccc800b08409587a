/** Brings the rows that one entry needs into the working set, before the engine runs. */
import type { Applying } from '../../ledger/ledger.ts'
import { eq, sql } from '../../store/drizzle.ts'
import { prepared } from '../../store/prepared.ts'
import { heirs, lineage, root } from '../engine/lineage.ts'
import { pairKey } from '../engine/records.ts'
import { type Action, type Evidence, isEvidence, type RatingEntry } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { rulesOf } from '../rules/rule-sets.ts'
import { usesPair } from '../rules/weighing.ts'
import { evidenceOf, foldCustomer, liveEvidenceOf, memoryRow, pairRow, ratingRow, storiesOf, toRecord } from './rows.ts'
import { customerKey, type WorkingSet } from './working-set.ts'

/** Loads what accepting an entry will read: records of the lineage and its heirs, memories of weighing, evidence to fold anew. */
export async function prefetch(tx: Applying, m: Methodology, records: WorkingSet, x: RatingEntry): Promise<void> {
  const loader = new Loader(tx, m, records)
  await (isEvidence(x) ? loader.forEvidence(x) : loader.forAction(x))
}

/** True if everything that accepting this evidence will read is in memory; true only for providers without links. */
export function isAtHand(m: Methodology, records: WorkingSet, x: Evidence): boolean {
  const record = records.find(x.provider)
  if (record ? record.predecessor !== null || record.successors.length > 0 : !records.allProviders) return false
  if (x.kind === 'review' && x.replaces !== undefined) return false
  if (!usesPair(x)) return true
  if (!records.allRows) {
    if (!records.pairs.rows.has(pairKey(x.provider, x.kind, x.customer))) return false
    if (rulesOf(m).usesCustomer(x) && !records.memories.rows.has(x.customer)) return false
    const isKnown =
      records.recounted.rows.has(x.provider) || records.customers.rows.has(customerKey(x.provider, x.customer))
    if (asksForCustomer(m, x) && !isKnown) return false
  }
  // The root of the first provider must be known: a link of it would lead on to a record that may not be here.
  const first = rulesOf(m).usesCustomer(x) ? records.memory(x.customer)?.first : null
  return first == null || records.allProviders || records.find(first)?.predecessor === null
}

/** True if the fold is asked what it knows of the customer: of orders always, of verified reviews where voices count. */
const asksForCustomer = (m: Methodology, x: Evidence): boolean =>
  x.kind === 'order' || (m.odds !== null && x.kind === 'review' && x.verified)

export class Loader {
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
    if (x.kind === 'review' && x.replaces !== undefined) await this.#retracted(x.replaces)
    const records = this.#records
    if (!usesPair(x)) return
    const { db, tables } = this.#tx
    const usesCustomer = rulesOf(this.#m).usesCustomer(x)
    if (!records.allRows) {
      const key = root(records, x.provider)
      const { rows } = records.pairs
      const id = pairKey(key, x.kind, x.customer)
      if (!rows.has(id)) rows.set(id, await pairRow(db, tables, key, x.kind, x.customer))
    }
    if (usesCustomer && !records.allRows && !records.memories.rows.has(x.customer))
      records.memories.rows.set(x.customer, await memoryRow(db, tables, x.customer))
    const first = usesCustomer ? records.memory(x.customer)?.first : null
    if (first) await this.#ancestors(first)
    if (records.allRows || !asksForCustomer(this.#m, x)) return
    for (const heir of heirs(records, x.provider)) await this.#customer(heir, x.customer)
  }

  async forAction(x: Action): Promise<void> {
    const records = this.#records
    if (x.kind === 'link') {
      await this.#family(x.provider)
      await this.#family(x.predecessor)
      const families = heirs(records, x.provider).flatMap(p => lineage(records, p))
      return this.#evidence([...families, ...lineage(records, x.predecessor)])
    }
    if (x.kind === 'retractions') {
      for (const target of x.targets) await this.#retracted(target)
      return
    }
    const provider = x.kind === 'alarmCleared' ? x.provider : await this.#subject(x.target)
    if (provider === undefined) return
    await this.#family(provider)
    const isRedecided = rulesOf(this.#m).sanctionEnd === 'redecide'
    if (x.kind !== 'repair' || isRedecided)
      await this.#evidence(heirs(records, provider).flatMap(p => lineage(records, p)))
    if (x.kind !== 'alarmCleared') await this.#target(provider, x.target)
  }

  /** Loads the rows that correcting the provider of a piece reads, and the piece. */
  async #retracted(target: number): Promise<void> {
    const provider = await this.#subject(target)
    if (provider === undefined) return
    await this.#family(provider)
    await this.#evidence(heirs(this.#records, provider).flatMap(p => lineage(this.#records, p)))
    await this.#target(provider, target)
  }

  async #target(provider: string, seq: number): Promise<void> {
    const { needed } = this.#records
    if (needed.has(seq)) return
    const target = await evidenceOf(this.#tx.db, this.#tx.tables, provider, seq)
    if (target) needed.set(seq, target)
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
    await this.#ancestors(provider)
  }

  async #ancestors(provider: string): Promise<void> {
    const records = this.#records
    await this.#record(provider)
    for (let p = records.find(provider)?.predecessor; p; p = records.find(p)?.predecessor) await this.#record(p)
  }

  /** Loads the stories that a re-decision reads after the end of a sanction: those of the heirs and their lineages. @returns the heirs */
  async forEnd(provider: string): Promise<string[]> {
    await this.#family(provider)
    const found = heirs(this.#records, provider)
    await this.#evidence(found.flatMap(p => lineage(this.#records, p)))
    return found
  }

  async #customer(provider: string, customer: string): Promise<void> {
    const { rows } = this.#records.customers
    const key = customerKey(provider, customer)
    if (rows.has(key) || this.#records.recounted.rows.has(provider)) return
    rows.set(key, await foldCustomer(this.#tx.db, this.#tx.tables, provider, customer))
  }

  async #evidence(providers: readonly string[]): Promise<void> {
    const { needed, live } = this.#records
    const wanted = [...new Set(providers)].filter(provider => !live.has(provider))
    const of = rulesOf(this.#m).sanctionEnd === 'redecide' ? storiesOf : liveEvidenceOf
    for (const provider of wanted) live.set(provider, [])
    for (const x of await of(this.#tx.db, this.#tx.tables, wanted)) {
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
