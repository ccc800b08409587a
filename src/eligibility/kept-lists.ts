import { bound } from '../store/bounds.ts'
import { servesArea } from './by-service.ts'
import type { IndexedProvider } from './indexed.ts'
import type { RankedList } from './ranked-list.ts'
import { offers } from './rules-gate.ts'

/** Changes remembered for the lists; one that was not asked for in so many is made anew. */
const LOG = bound('lists-log', 16_384)
/** Places in all lists together, at most 180 bytes each with their rotations; beyond, the lists that were made first go. */
const MAX_PLACES = bound('lists-places', 3_000_000)

interface Kept {
  list: RankedList
  service: string
  area: string
  /** Changes that the list has taken in. */
  seen: number
}

/** Lists of one day by item and area: a change costs the writer one note in a log; a list takes in the notes when it is asked for. */
export class KeptLists {
  readonly #make: (service: string, area: string) => RankedList
  readonly #lists = new Map<string, Kept>()
  /** The last changes, in a ring, and whether what the provider offers or serves has changed. */
  readonly #log = new Array<{ provider: IndexedProvider; moved: boolean }>(LOG)
  #changes = 0
  /** Places in all lists. */
  places = 0

  constructor(make: (service: string, area: string) => RankedList) {
    this.#make = make
  }

  note(provider: IndexedProvider, moved: boolean): void {
    this.#log[this.#changes++ % LOG] = { provider, moved }
  }

  /** The list for a service item and an area; it is up to date until the next await. */
  get(service: string, area: string): RankedList {
    const key = `${service} ${area}`
    const kept = this.#lists.get(key)
    if (kept && this.#changes - kept.seen <= LOG) this.#takeIn(kept)
    else this.#keep(key, service, area)
    return this.#lists.get(key)!.list
  }

  drop(): void {
    this.#lists.clear()
    this.places = 0
  }

  #takeIn(kept: Kept): void {
    const { list, service, area } = kept
    while (kept.seen < this.#changes) {
      const { provider, moved } = this.#log[kept.seen++ % LOG]!
      if (!moved && !(offers(provider.offerings, service) && servesArea(provider, area))) continue
      this.places -= list.size
      list.update(provider)
      this.places += list.size
    }
  }

  #keep(key: string, service: string, area: string): void {
    const seen = this.#changes
    const list = this.#make(service, area)
    this.places += list.size - (this.#lists.get(key)?.list.size ?? 0)
    this.#lists.delete(key)
    for (const [other, { list: old }] of this.#lists) {
      if (this.places <= MAX_PLACES) break
      this.#lists.delete(other)
      this.places -= old.size
    }
    this.#lists.set(key, { list, service, area, seen })
  }
}
