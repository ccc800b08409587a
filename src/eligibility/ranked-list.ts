/**
 * The providers that may be sent for an item and an area on a day, best first. Kept sorted by state and score; the order among equals,
 * which costs a hash each, is made for those that a page shows.
 */
import { createHash } from 'node:crypto'
import type { IndexedProvider } from './indexed.ts'
import type { GateQuestion, GateReason } from './rules-gate.ts'

/** A place in a list; `key` orders it: state, then score, then the day's rotation, then id. */
export interface Listed {
  provider: IndexedProvider
  state: 'full' | 'probation'
  grade: string
  point: number
  assured: number
  reasons: GateReason[]
  key: ListKey
}

/** full = 0, probation = 1; minus assured; rotation; id: ascending is best first. */
export type ListKey = [state: number, minusAssured: number, rotation: string, id: string]

/** The gate's answer about a provider that it lets in. */
export type Placed = Omit<Listed, 'provider' | 'key'>
export type Place = (provider: IndexedProvider) => Placed | null

export interface Cut {
  state?: 'full' | 'probation'
  after: ListKey | null
  limit: number
}

const MAX_SCORE = 1_000_000
/** Ranks of providers on probation begin here. */
const PROBATION = 2 ** 20
/** More than there are providers: a rank and a position in one exact number. */
const POSITIONS = 2 ** 30

const rankOf = (state: number, assured: number) => state * PROBATION + (MAX_SCORE - assured)
const rankOfPlaced = ({ state, assured }: Placed) => rankOf(state === 'full' ? 0 : 1, assured)

let made = 0

export class RankedList {
  /** Of all lists ever made. */
  readonly id = ++made
  /** Changes whenever a page may. */
  version = 0
  readonly #question: GateQuestion
  readonly #place: Place
  #members: IndexedProvider[] = []
  /** Of the members, ascending. */
  #ranks: number[] = []
  /** Ranks whose members stand in the order of the day, and these members' rotations. */
  readonly #ordered = new Set<number>()
  readonly #rotations = new Map<IndexedProvider, string>()

  constructor(question: GateQuestion, place: Place, candidates: Iterable<IndexedProvider>) {
    this.#question = question
    this.#place = place
    const found: IndexedProvider[] = []
    const keys: number[] = []
    for (const provider of candidates) {
      const placed = place(provider)
      if (placed) keys.push(rankOfPlaced(placed) * POSITIONS + found.push(provider) - 1)
    }
    for (const key of Float64Array.from(keys).sort()) {
      this.#members.push(found[key % POSITIONS]!)
      this.#ranks.push(Math.floor(key / POSITIONS))
    }
  }

  get size(): number {
    return this.#members.length
  }

  /** Takes in a provider that has changed: it comes, goes, or moves. */
  update(provider: IndexedProvider): void {
    const was = this.#members.indexOf(provider)
    const placed = this.#place(provider)
    if (was < 0 && !placed) return
    this.version++
    if (was >= 0) {
      this.#members.splice(was, 1)
      this.#ranks.splice(was, 1)
    }
    if (placed) this.#insert(provider, rankOfPlaced(placed))
  }

  #insert(provider: IndexedProvider, rank: number): void {
    const end = this.#from(rank + 1)
    const at = this.#ordered.has(rank)
      ? this.#after(this.#from(rank), end, this.#rotationOf(provider), provider.id)
      : end
    this.#members.splice(at, 0, provider)
    this.#ranks.splice(at, 0, rank)
  }

  /** Some members in order, and whether there are more. */
  page({ state, after, limit }: Cut): { items: Listed[]; more: boolean } {
    const last = state === 'full' ? this.#from(PROBATION) : this.size
    const first = state === 'probation' ? this.#from(PROBATION) : 0
    const start = Math.max(first, after ? this.#behind(after) : 0)
    const end = Math.min(start + limit, last)
    for (let i = start; i < end; i++)
      if (i === start || this.#ranks[i] !== this.#ranks[i - 1]) this.#order(this.#ranks[i]!)
    const items = this.#members.slice(start, Math.max(start, end)).map(provider => this.#listed(provider))
    return { items, more: last > end }
  }

  #listed(provider: IndexedProvider): Listed {
    const placed = this.#place(provider)!
    const key: ListKey = [placed.state === 'full' ? 0 : 1, -placed.assured, this.#rotationOf(provider), provider.id]
    return { provider, ...placed, key }
  }

  /** The first position whose rank is not below. */
  #from(rank: number): number {
    let [low, high] = [0, this.#ranks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#ranks[middle]! < rank) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The first position behind a key, which need not be in the list. */
  #behind([state, minusAssured, rotation, id]: ListKey): number {
    const rank = rankOf(state, -minusAssured)
    this.#order(rank)
    return this.#after(this.#from(rank), this.#from(rank + 1), rotation, id)
  }

  #after(from: number, end: number, rotation: string, id: string): number {
    let [low, high] = [from, end]
    while (low < high) {
      const middle = (low + high) >> 1
      const member = this.#members[middle]!
      const other = this.#rotationOf(member)
      if (other < rotation || (other === rotation && member.id <= id)) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Puts the members of a rank in the order of the day. */
  #order(rank: number): void {
    if (this.#ordered.has(rank)) return
    const [from, end] = [this.#from(rank), this.#from(rank + 1)]
    // Ranks that nobody has are not remembered: a cursor may name any.
    if (end - from < 2) return
    this.#ordered.add(rank)
    const equals = this.#members.slice(from, end).map(member => ({ member, rotation: this.#rotationOf(member) }))
    equals.sort((a, b) => compareText(a.rotation, b.rotation) || compareText(a.member.id, b.member.id))
    for (const [i, { member }] of equals.entries()) this.#members[from + i] = member
  }

  #rotationOf(provider: IndexedProvider): string {
    let known = this.#rotations.get(provider)
    if (known === undefined) {
      known = rotation(this.#question, provider.id)
      this.#rotations.set(provider, known)
    }
    return known
  }
}

/**
 * Order among equals on a day: SHA-256 of `date|service|area|provider`, hex, ascending. Anyone can compute it, nobody can choose it,
 * and it changes daily.
 */
export function rotation(
  { date, service, area }: Pick<GateQuestion, 'date' | 'service' | 'area'>,
  provider: string,
): string {
  return createHash('sha256').update(`${date}|${service}|${area}|${provider}`).digest('hex')
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
