import { decideGate } from '../eligibility/rules-gate.ts'
import { businessDay, dayToDate, timestamp } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { reportOf } from '../ratings/engine/report.ts'
import type { Ratings } from '../ratings/entries.ts'
import { type Closing, close } from '../requests/closing.ts'
import type { PlannedEvent, PlannedMove, PlannedRequest } from './plan-history.ts'
import type { PlannedProvider } from './plan-providers.ts'
import type { Random } from './random.ts'

type Step = (tx: Transaction) => Promise<unknown>
interface Move {
  at: number
  run: Step
}

/** As clocks.yaml of the city has them for the years that are told; read once instead of at every assignment. */
const ANSWER_MS = 5 * 60_000
const FOLLOW_UP_MS = 24 * 3_600_000

interface ReplayOptions {
  random: Random
  ratings: Ratings
  until: number
  /** Requests to departments and volunteer organisations; `claimer` names who claims a wish at that moment. */
  others: (claimer: (area: string) => string | null) => Move[]
}

/** Words about suspensions, withdrawals, complaints and inspections of the demo city. */
const SAID = {
  suspension: '多次未按约定上门且拒不整改，暂停派单',
  reinstatement: '整改验收合格，恢复派单',
  withdrawal: '机构申请退出信桥平台',
  upheld: '经核查，投诉属实，已责令整改',
  rejected: '经核查，投诉不属实',
  inspection: '现场检查：证照公示、服务档案、收费公示与投诉处理',
} as const

/**
 * Plays the planned history, move by move, in the order of time. A request goes to its provider only if the gate lets it at that
 * moment; otherwise it went to somebody else and is no part of this history. Moves that lie after `until` have not happened yet.
 */
export class Replay {
  /** Moves that were played. */
  done = 0
  readonly total: number
  readonly #moves: Move[]
  readonly #providers: readonly PlannedProvider[]
  readonly #offerings: readonly ReadonlySet<string>[]
  readonly #standing: ('active' | 'suspended' | 'withdrawn')[]
  readonly #open: number[]
  readonly #ratings: Ratings
  readonly #random: Random
  readonly #claimed = new Set<number>()

  constructor(
    providers: readonly PlannedProvider[],
    events: readonly PlannedEvent[],
    { random, ratings, until, others }: ReplayOptions,
  ) {
    this.#providers = providers
    this.#offerings = providers.map(provider => new Set(provider.offerings))
    this.#standing = providers.map(() => 'active')
    this.#open = providers.map(() => 0)
    this.#ratings = ratings
    this.#random = random
    this.#moves = events.flatMap(event => this.#plan(event)).filter(move => move.at < until)
    this.#moves.push(...others(area => this.#claimer(area)))
    this.#moves.sort((a, b) => a.at - b.at)
    this.total = this.#moves.length
  }

  get finished(): boolean {
    return this.done === this.#moves.length
  }

  get nextAt(): number {
    return this.#moves[this.done]!.at
  }

  async step(tx: Transaction): Promise<void> {
    const move = this.#moves[this.done]!
    this.done += 1
    await move.run(tx)
  }

  #plan(event: PlannedEvent): Move[] {
    if (event.kind === 'request') return this.#planRequest(event)
    if (event.kind === 'move') {
      const { id } = this.#providers[event.provider]!
      return [{ at: event.at, run: tx => event.run(tx, id, this.#ratings) }]
    }
    return [{ at: event.at, run: tx => this.#happen(tx, event) }]
  }

  async #happen(tx: Transaction, event: Exclude<PlannedEvent, PlannedRequest | PlannedMove>): Promise<void> {
    const { id: provider } = this.#providers[event.provider]!
    const evidence = (kind: string, facts: object, text?: string) =>
      tx.append({
        type: `evidence.${kind}`,
        subject: provider,
        payload: { provider, day: tx.day, ...facts },
        ...(text ? { sealed: { text } } : {}),
      })
    switch (event.kind) {
      case 'review':
        await evidence('review', { customer: event.customer, stars: event.stars, verified: false })
        return
      case 'complaint':
        await evidence(
          'complaint',
          { customer: event.customer, upheld: event.upheld },
          event.upheld ? SAID.upheld : SAID.rejected,
        )
        return
      case 'inspection':
        await evidence('inspection', { score: event.score }, SAID.inspection)
        return
      default:
        return this.#changeStatus(tx, event, provider)
    }
  }

  async #changeStatus(
    tx: Transaction,
    { kind, provider: index }: { kind: keyof typeof SAID; provider: number },
    provider: string,
  ): Promise<void> {
    const status = this.#standing[index]
    const record = (type: string) =>
      tx.append({ type, subject: provider, payload: { provider }, sealed: { reason: SAID[kind] } })
    if (kind === 'suspension' && status === 'active') {
      this.#standing[index] = 'suspended'
      await record('provider.suspended')
    } else if (kind === 'reinstatement' && status === 'suspended') {
      this.#standing[index] = 'active'
      await record('provider.reinstated')
    } else if (kind === 'withdrawal' && status !== 'withdrawn') {
      this.#standing[index] = 'withdrawn'
      await record('provider.withdrawn')
    }
  }

  /** The steps of one request; what the gate says at its assignment decides whether the later ones take place. */
  #planRequest(event: PlannedRequest): Move[] {
    const { at, provider: index, customer, service, area, channel, outcome, stars } = event
    const { id: provider, kind: responder } = this.#providers[index]!
    const request = this.#random.id(at)
    let going = false
    const row: Closing = {
      id: request,
      provider,
      customer,
      outcome,
      assignedAt: null,
      answeredAt: null,
      stars,
      followUpSeq: 0,
      department: null,
      round: 1,
      satisfied: (stars ?? 3) >= 3 ? 1 : 0,
      state: 'followed-up',
    }
    const append = (tx: Transaction, type: string, payload: object) =>
      tx.append({ type: `request.${type}`, subject: request, payload: { request, ...payload } })
    const step = (after: number, run: Step): Move => ({
      at: at + after,
      run: async tx => void (going && (await run(tx))),
    })
    const received: Move = {
      at,
      run: async tx => {
        going = this.#gate(index, service, area, tx.now).eligible
        if (going) await append(tx, 'received', { channel, customer, service, area })
      },
    }
    const assigned = step(event.assigned, async tx => {
      const { eligible, state, grade } = this.#gate(index, service, area, tx.now)
      going = eligible
      if (!going) return
      this.#open[index]! += 1
      row.assignedAt = timestamp(tx.now)
      await append(tx, 'assigned', { provider, responder, state, grade, answerBy: timestamp(tx.now + ANSWER_MS) })
    })
    const answered = step(event.answered ?? 0, async tx => {
      row.answeredAt = timestamp(tx.now)
      await append(tx, 'answered', { provider })
    })
    const completed = step(event.completed, async tx => {
      this.#open[index]! -= 1
      await append(tx, 'completed', { provider, outcome, followUpBy: timestamp(tx.now + FOLLOW_UP_MS) })
    })
    const followedUp = step(event.followedUp, tx =>
      append(tx, 'followed-up', { provider, satisfied: row.satisfied === 1, stars }),
    )
    const closed = step(event.closed, tx => close(tx, row))
    return [received, assigned, ...(event.answered === null ? [] : [answered]), completed, followedUp, closed]
  }

  /** The next volunteer organisation without orders that may claim in an area; each claims once. */
  #claimer(area: string): string | null {
    const found = this.#providers.findIndex(
      ({ kind, profile, areas }, index) =>
        kind === 'volunteer' &&
        profile === null &&
        this.#standing[index] === 'active' &&
        !this.#claimed.has(index) &&
        areas.some(served => area.startsWith(served)),
    )
    if (found < 0) return null
    this.#claimed.add(found)
    return this.#providers[found]!.id
  }

  #gate(index: number, service: string, area: string, now: number) {
    const { parameters } = this.#ratings.methodology
    const day = businessDay(now)
    const { id, areas } = this.#providers[index]!
    const { state, grade, watch } = reportOf(this.#ratings.methodology, this.#ratings.inFlight(id), day)
    const facts = {
      registration: 'operating' as const,
      standing: this.#standing[index]!,
      admitted: true,
      credentials: [],
      validUntil: null,
      offerings: this.#offerings[index]!,
      areas,
      openOrders: this.#open[index]!,
      state,
      grade,
      watch,
    }
    return decideGate(facts, {
      service,
      area,
      date: dayToDate(day),
      probationOpenOrders: parameters.gate.probationOpenOrders,
      // The gates of the demo city come into force when its history has been told.
      conditions: [],
    })
  }
}
