/** Ratings as the public sees them: what they would be without the sanctions that must not be named. */

import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { bound } from '../../store/bounds.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import type { ProviderRecord } from '../engine/records.ts'
import { reportOf } from '../engine/report.ts'
import { sanctionedProviders, sanctionsOf } from '../evidence/rows-sanctions.ts'
import { isHidden, type Sight } from '../evidence/sight.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import { rewind } from '../live/rewind.ts'
import { ratingRow, toRecord } from '../live/rows.ts'
import { heirsOf } from '../live/rows-changed.ts'
import type { Methodology } from '../rules/methodology.ts'

/** Replayed records that are kept: more than a city has sanctioned firms, at a few kilobytes each. */
const MAX_KEPT = bound('public-records', 2_000)
/** Records between two turns of the event loop; a replay costs milliseconds. */
const TURN = bound('public-turn', 5)

/** Where answers about a day are read from. */
export interface Sources {
  db: Reader
  tables: Tables
  m: Methodology
  /** Today. */
  day: number
}

/** Seqs of the sanctions in a provider's lineage that must not show in what a caller is told today. */
export async function hiddenSanctions({ db, tables, m, day }: Sources, provider: string, sight: Sight) {
  if (sight === 'record') return new Set<number>()
  const found = await sanctionsOf(db, tables, m, await lineageOf(db, tables, provider), day)
  return new Set(found.filter(s => isHidden(sight, s, day)).map(s => s.seq))
}

/** Replays what has to be replayed, and keeps it for as long as it holds. */
export class PublicRatings {
  readonly #kept = new Map<string, { basis: string; record: ProviderRecord }>()
  /** Replays since the start. */
  replays = 0

  /** The record of a provider as the public sees it today; undefined if nothing is known of it. */
  async record(sources: Sources, provider: string): Promise<ProviderRecord | undefined> {
    const { db, tables, m, day } = sources
    const row = await ratingRow(db, tables, provider)
    if (!row) return undefined
    const hidden = await hiddenSanctions(sources, provider, 'public')
    if (hidden.size === 0) return toRecord(m, row)
    const { fold, clearings, predecessor } = row
    const basis = digest([m.parameters.version, day, fold, clearings, predecessor, ...hidden])
    const known = this.#kept.get(provider)
    if (known?.basis === basis) return known.record
    this.replays++
    const record = await rewind(db, tables, m, provider, { day }, hidden)
    this.#keep(provider, { basis, record })
    return record
  }

  /** Grades as shown of every provider with a sanction in its lineage; of all others the held grade is shown. */
  async gradesOfSanctioned(sources: Sources, sight: Sight): Promise<Map<string, string>> {
    const { db, tables, m, day } = sources
    const grades = new Map<string, string>()
    const providers = await heirsOf(db, tables, await sanctionedProviders(db, tables))
    for (const provider of providers) {
      if (grades.size % TURN === TURN - 1) await breathe()
      const row = sight === 'public' ? undefined : await ratingRow(db, tables, provider)
      const record = sight === 'public' ? await this.record(sources, provider) : row && toRecord(m, row)
      grades.set(provider, reportOf(m, record, day).grade)
    }
    return grades
  }

  /** Makes what the public will be told of every provider with a sanction in its lineage: the first of them, as many as are kept. */
  async makeAll(sources: Sources): Promise<void> {
    const { db, tables } = sources
    const providers = [...(await heirsOf(db, tables, await sanctionedProviders(db, tables)))].slice(0, MAX_KEPT)
    for (const [i, provider] of providers.entries()) {
      if (i % TURN === TURN - 1) await breathe()
      await this.record(sources, provider)
    }
  }

  #keep(provider: string, made: { basis: string; record: ProviderRecord }): void {
    this.#kept.delete(provider)
    this.#kept.set(provider, made)
    if (this.#kept.size <= MAX_KEPT) return
    const [oldest] = this.#kept.keys()
    this.#kept.delete(oldest!)
  }
}

const digest = (parts: readonly unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64')
