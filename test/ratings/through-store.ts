import type { Ledger } from '../../src/ledger/ledger.ts'
import { traceOf } from '../../src/ratings/engine/decide.ts'
import type { ProviderRecord } from '../../src/ratings/engine/records.ts'
import { reportOf } from '../../src/ratings/engine/report.ts'
import {
  alarmSums,
  historyLine,
  mergeEntries,
  oddsAnswer,
  type Question,
  type Vector,
  type Weight,
  weightRow,
  weightsHash,
} from '../../src/ratings/engine/vectors.ts'
import { goneSanctions, replayTo, rewind } from '../../src/ratings/live/rewind.ts'
import { liveEvidenceOf, ratingRow, toRecord, toWeighed } from '../../src/ratings/live/rows.ts'
import type { RatingEntry } from '../../src/ratings/rules/evidence.ts'
import { reviewPieces } from '../../src/ratings/rules/explanation.ts'
import { emptyFold, type Fold } from '../../src/ratings/rules/fold.ts'
import { newHeld } from '../../src/ratings/rules/grade.ts'
import { createMethodology, type Methodology } from '../../src/ratings/rules/methodology.ts'
import { outlook } from '../../src/ratings/rules/outlook.ts'
import type { Parameters } from '../../src/ratings/rules/parameters.ts'
import { scoreAt } from '../../src/ratings/rules/score.ts'
import { clearOf } from '../../src/ratings/rules/without.ts'
import { runImpact } from '../../src/ratings/versions/impact.ts'
import { methodologyDraft, type Schedule } from '../../src/ratings/versions/methodology-entries.ts'
import { openLedger } from '../../src/service.ts'
import { DomainError } from '../../src/store/domain-error.ts'
import { eq } from '../../src/store/drizzle.ts'
import type { Store } from '../../src/store/store.ts'

const DAY_MS = 86_400_000
const DAY_ZERO = Date.parse('2020-01-01T12:00:00+08:00')
const TYPES = {
  alarmCleared: 'action.alarm-cleared',
  retraction: 'action.retraction',
  repair: 'action.repair',
  link: 'action.link',
}

/** A vector played through a real ledger. Its seqs become those of the ledger; reports are translated back. */
export class StoredVector {
  readonly ledger: Ledger
  readonly #clock: { ms: number }
  readonly #m: Methodology
  /** Ledger seq -> vector seq, and back. */
  readonly #outer = new Map<number, number>()
  readonly #inner = new Map<number, number>()
  readonly #weights: Weight[] = []
  readonly refused: number[] = []
  #day = 0

  private constructor(ledger: Ledger, clock: { ms: number }, m: Methodology) {
    this.ledger = ledger
    this.#clock = clock
    this.#m = m
  }

  static async open(store: Store, methodology: Methodology): Promise<StoredVector> {
    const clock = { ms: DAY_ZERO }
    const { ledger, ratings } = await openLedger(store, { now: () => clock.ms }, undefined, methodology)
    return new StoredVector(ledger, clock, ratings.methodology)
  }

  /** Plays the vector and gives its answers, in the shape of `expect`. */
  async play(v: Vector) {
    const entries = mergeEntries(v)
    const reports: Record<string, unknown>[] = []
    let fed = 0
    for (const q of v.ask) {
      while (fed < entries.length && entries[fed]!.ledgerDay <= q.day) await this.#feed(entries[fed++]!)
      this.#to(q.day)
      await this.ledger.settle(q.day)
      reports.push(await this.#answer(q))
    }
    while (fed < entries.length) await this.#feed(entries[fed++]!)
    return { refused: this.refused, weightsSha256: weightsHash(this.#weights), weights: this.#weights, reports }
  }

  #to(day: number): void {
    this.#day = day
    this.#clock.ms = DAY_ZERO + day * DAY_MS
  }

  async #feed(x: RatingEntry): Promise<void> {
    // What a ledger cannot even record: its own day and seq never go back.
    const unrecordable =
      x.ledgerDay < this.#day || !Number.isInteger(x.ledgerDay) || x.ledgerDay > 65_535 || this.#inner.has(x.seq)
    if (unrecordable) return void this.refused.push(x.seq)
    const before = this.#day
    this.#to(x.ledgerDay)
    const { kind, seq, ledgerDay: _, ...fields } = x as RatingEntry & Record<string, unknown>
    const payload: Record<string, unknown> = { ...fields }
    for (const key of ['target', 'inspection'])
      if (key in payload) payload[key] = this.#inner.get(payload[key] as number) ?? 999_999_999
    const type = TYPES[kind as keyof typeof TYPES] ?? `evidence.${kind}`
    try {
      const entry = await this.ledger.write('vector', tx => tx.append({ type, subject: subjectOf(payload), payload }))
      this.#outer.set(entry.seq, seq as number)
      this.#inner.set(seq as number, entry.seq)
      if (type.startsWith('evidence.')) await this.#weigh(entry.seq)
    } catch (error) {
      if (!(error instanceof DomainError || /payload|entry type/.test(String(error)))) throw error
      this.refused.push(seq as number)
      this.#to(before)
    }
  }

  async #weigh(seq: number): Promise<void> {
    const { evidence } = this.ledger.store.tables
    const [row] = await this.ledger.read(db => db.select().from(evidence).where(eq(evidence.seq, seq)))
    this.#weights.push(weightRow(this.#m, { ...toWeighed(row!), seq: this.#outer.get(seq)! }))
  }

  /** The report of a day that is past, from what the ledger held then. */
  async rewound(q: Question): Promise<Record<string, unknown>> {
    const { tables } = this.ledger.store
    const record = await this.ledger.read(db => rewind(db, tables, this.#m, q.provider, { day: q.day }))
    return this.#shown(q, reportOf(this.#m, record, q.day), record.fold)
  }

  /** What a draft would change at the end of the vector. */
  async impact(parameters: Parameters) {
    const { seq, day } = await this.ledger.head()
    const question = { base: this.#m, draft: createMethodology(parameters), seq, day: Math.max(this.#day, day) }
    return runImpact(work => this.ledger.read(work), this.ledger.store.tables, question)
  }

  /** Another version comes into force on the day after the vector ends. @returns that day */
  async succeed(parameters: Parameters): Promise<number> {
    const from = Math.max(this.#day, (await this.ledger.head()).day) + 1
    const run = { id: 'run', seq: (await this.ledger.head()).seq, day: from - 1, hash: '0'.repeat(64) }
    const payload: Schedule = { version: parameters.version, from, run }
    await this.ledger.write('vector', async tx => {
      await tx.append(methodologyDraft(parameters))
      await tx.append({ type: 'methodology.scheduled', subject: parameters.version, payload: { ...payload } })
    })
    await this.ledger.settle(from)
    return from
  }

  #shown(q: Question, { reasons, alarms, ...rest }: ReturnType<typeof reportOf>, fold: Fold) {
    return {
      provider: q.provider,
      day: q.day,
      ...rest,
      reasons: reasons.map(r => r.dimension),
      alarms: alarms.map(seq => this.#outer.get(seq)),
      ...(this.#m.odds ? { alarmSums: alarmSums(fold) } : {}),
    }
  }

  async #answer(q: Question): Promise<Record<string, unknown>> {
    const { tables } = this.ledger.store
    const m = this.#m
    const row = await this.ledger.read(db => ratingRow(db, tables, q.provider))
    const record = row && toRecord(m, row)
    const fold = record?.fold ?? emptyFold()
    const result: Record<string, unknown> = this.#shown(q, reportOf(m, record, q.day), fold)
    if (q.outlook) result.outlook = outlook(m, fold, record?.held ?? newHeld(), q.day)
    if (q.pieces) {
      const { lineage, live } = await this.#live(q.provider)
      const clearings = lineage.flatMap(one => one?.clearings ?? [])
      const trace = traceOf(m, live, clearOf(clearings, live))
      const pieces = reviewPieces(m, fold, scoreAt(m, fold, q.day), live, q.day, trace.replaced)
      const outer = (steps: readonly (readonly [number, number])[]) =>
        steps.map(([seq, n]) => [this.#outer.get(seq), n])
      result.reviewPieces = { ...pieces, pieces: outer(pieces.pieces) }
      result.history = await this.#history(q.provider)
      if (m.odds) {
        const { replaced, alarmRuns } = oddsAnswer(fold, trace)
        const both = replaced.map(([seq, by]) => [this.#outer.get(seq), this.#outer.get(by)])
        result.reviewPieces = { ...pieces, pieces: outer(pieces.pieces), replaced: both }
        result.alarmRuns = alarmRuns.map(({ seq, reviews, records, ...rest }) => {
          return { ...rest, seq: this.#outer.get(seq), reviews: outer(reviews), records: outer(records) }
        })
        result.publicHistory = await this.#publicHistory(q)
      }
    }
    return result
  }

  async #live(provider: string) {
    const { tables } = this.ledger.store
    return this.ledger.read(async db => {
      const lineage: (ProviderRecord | undefined)[] = []
      const providers: string[] = []
      for (let next: string | null = provider; next; ) {
        const row = await ratingRow(db, tables, next)
        providers.push(next)
        lineage.push(row && toRecord(this.#m, row))
        next = row?.predecessor ?? null
      }
      return { lineage, live: await liveEvidenceOf(db, tables, providers) }
    })
  }

  /** What somebody who never knew of the sanctions that are gone would have recorded (8.5). */
  async #publicHistory({ provider, day }: Question) {
    const { tables } = this.ledger.store
    const gone = await this.ledger.read(db => goneSanctions(db, tables, this.#m, provider, day))
    const { history } = await this.ledger.read(db => replayTo(db, tables, this.#m, provider, { day }, gone))
    return history.map(change => historyLine(this.#m, change))
  }

  async #history(provider: string) {
    const { gradeHistory: t } = this.ledger.store.tables
    const rows = await this.ledger.read(db => db.select().from(t).where(eq(t.provider, provider)).orderBy(t.seq))
    return rows.map(row => [row.day, row.mode, row.grade, row.state])
  }
}

const subjectOf = (payload: Record<string, unknown>) => String(payload.provider ?? 'action')
