import { parse } from 'yaml'
import { readCityFile } from '../city/folder.ts'
import { businessDay } from '../ledger/clock.ts'
import type { Draft, Ledger, Transaction } from '../ledger/ledger.ts'
import { reviewOfOrder, toRetract } from '../ratings/evidence/contestable.ts'
import { requireAppeal } from '../ratings/evidence/rows-appeals.ts'
import type { AppealState } from '../ratings/evidence/rules-appeals.ts'
import { toWeighed } from '../ratings/live/rows.ts'
import type { Weighed } from '../ratings/rules/evidence.ts'
import { allClocks } from '../registry/rows-clocks.ts'
import { endOf } from '../registry/rules-clocks.ts'
import { and, asc, gt, inArray, isNull } from '../store/drizzle.ts'
import type { Random } from './random.ts'

type Contested = 'review' | 'complaint' | 'inspection' | 'order' | 'sanction'
interface Settings {
  weeks: number
  appealsPerWeek: number
  repliesPerWeek: number
  outcomes: AppealState[]
  grounds: Record<Contested, string[]>
  reasons: Record<'upheld' | 'rejected', string>
  replies: string[]
}
interface Pending {
  id: string
  provider: string
  outcome: AppealState
  /** Weeks until the next step. */
  wait: number
  examined: boolean
}
type Piece = Weighed & { request?: string }

const FIRM = 'demo-firm'
/** Not who records the evidence: the recorder may not decide. */
const REGULATOR = 'demo-regulator'
const KINDS: Contested[] = ['review', 'complaint', 'inspection', 'order', 'sanction']

/** True if a firm would rather not have this on record. */
function hurts(x: Piece): boolean {
  if (x.kind === 'review') return x.stars <= 2
  if (x.kind === 'complaint') return x.upheld
  if (x.kind === 'inspection') return x.score < 60
  if (x.kind === 'sanction') return x.repairedDay < 0
  return x.kind === 'order' && !x.completed
}

/** The demo city's appeals and replies: some of each state, some overdue, in the last weeks of its history. */
export class DemoAppeals {
  readonly #ledger: Ledger
  readonly #random: Random
  readonly #settings: Settings
  readonly #firstDay: number
  readonly #pending: Pending[] = []
  #filed = 0

  constructor(ledger: Ledger, random: Random, until: number) {
    this.#ledger = ledger
    this.#random = random
    this.#settings = parse(readCityFile('demo/appeals.yaml'))
    this.#firstDay = businessDay(until) - 7 * this.#settings.weeks
  }

  /** The events after a week of history. */
  async week(): Promise<void> {
    const day = businessDay(this.#ledger.clock.now())
    if (day < this.#firstDay) return
    for (const pending of this.#pending.splice(0)) await this.#move(pending)
    const fresh = await this.#freshPieces(day - 7)
    const contested = this.#some(fresh.filter(hurts), this.#settings.appealsPerWeek)
    const reviewed = fresh.filter(x => x.kind === 'review' && x.stars <= 3)
    const answered = this.#some(reviewed, this.#settings.repliesPerWeek)
    await this.#ledger.write(FIRM, async tx => {
      for (const target of contested) await this.#file(tx, target)
      for (const target of answered) await this.#reply(tx, target)
    })
  }

  /** A few of them, each once. */
  #some(pieces: Piece[], count: number): Piece[] {
    const left = [...pieces]
    const most = Math.min(count, left.length)
    return Array.from({ length: most }, () => left.splice(this.#random.between(0, left.length - 1), 1)[0]!)
  }

  /** Live evidence that was recorded after a day, by seq. */
  async #freshPieces(after: number): Promise<Piece[]> {
    const { evidence: t } = this.#ledger.store.tables
    const rows = await this.#ledger.read(db =>
      db
        .select()
        .from(t)
        .where(and(gt(t.ledgerDay, after), isNull(t.retractedBy), inArray(t.kind, KINDS)))
        .orderBy(asc(t.seq)),
    )
    return rows.map(toWeighed)
  }

  async #file(tx: Transaction, target: Piece): Promise<void> {
    const { outcomes, grounds } = this.#settings
    const id = this.#random.id(this.#ledger.clock.now())
    const outcome = outcomes[this.#filed++ % outcomes.length]!
    const said = this.#random.pick(grounds[target.kind as Contested])
    const { provider, seq, kind } = target
    const also = await reviewOfOrder(tx.db, tx.tables, target)
    const decideBy = endOf(await allClocks(tx.db, tx.tables), 'appeal.deciding', tx.day) - 1
    const facts = { evidence: seq, also, kind, follows: null, decideBy }
    const payload = { appeal: id, provider, appellant: provider, ...facts }
    await tx.append({ type: 'appeal.filed', subject: id, payload, sealed: { grounds: said } })
    if (outcome !== 'filed')
      this.#pending.push({ id, provider, outcome, wait: this.#random.between(0, 1), examined: false })
  }

  async #move(pending: Pending): Promise<void> {
    const { id, outcome, wait, examined } = pending
    if (wait > 0) return void this.#pending.push({ ...pending, wait: wait - 1 })
    const payload = { appeal: id }
    if (outcome === 'withdrawn')
      return void (await this.#append(FIRM, { type: 'appeal.withdrawn', subject: id, payload }))
    if (!examined) {
      await this.#append(REGULATOR, { type: 'appeal.examined', subject: id, payload })
      if (outcome !== 'under-review')
        this.#pending.push({ ...pending, wait: this.#random.between(0, 1), examined: true })
      return
    }
    await this.#decide(pending, outcome as 'upheld' | 'rejected')
  }

  async #decide({ id, provider }: Pending, decision: 'upheld' | 'rejected'): Promise<void> {
    const reason = this.#settings.reasons[decision]
    await this.#ledger.write(REGULATOR, async tx => {
      const row = await requireAppeal(tx.db, tx.tables, id)
      const retracts = decision === 'upheld' ? await toRetract(tx, row) : []
      const payload = { appeal: id, evidence: row.evidence, decision, retracts }
      await tx.append({ type: 'appeal.decided', subject: id, payload, sealed: { reason } })
      for (const target of retracts)
        await tx.append({ type: 'action.retraction', subject: provider, payload: { target }, sealed: { reason } })
    })
  }

  async #reply(tx: Transaction, { provider, seq: review }: Piece): Promise<void> {
    const sealed = { text: this.#random.pick(this.#settings.replies) }
    const payload = { provider, review, by: provider }
    await tx.append({ type: 'review.replied', subject: provider, payload, sealed })
  }

  #append(actor: string, draft: Draft) {
    return this.#ledger.write(actor, tx => tx.append(draft))
  }
}
