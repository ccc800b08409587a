import { ByService } from './by-service.ts'
import type { IndexedProvider } from './indexed.ts'

/** The providers of the index, by id and by service. Each is one object for as long as it is held: lists hold it too. */
export class IndexedProviders {
  readonly #byId = new Map<string, IndexedProvider>()
  readonly #byService = new ByService()

  get size(): number {
    return this.#byId.size
  }

  get(id: string): IndexedProvider | undefined {
    return this.#byId.get(id)
  }

  all(): Iterable<IndexedProvider> {
    return this.#byId.values()
  }

  /** Those who offer an item, or its category, in an area; each once. */
  candidates(service: string, area: string): Iterable<IndexedProvider> {
    return this.#byService.candidates(service, area)
  }

  /** Takes in what was read. @returns the object that is held, and whether it offers or serves something else than before */
  put(read: IndexedProvider, keepRating: boolean): { held: IndexedProvider; moved: boolean } {
    const held = this.#byId.get(read.id)
    if (!held) {
      this.#byService.add(read)
      this.#byId.set(read.id, read)
      return { held: read, moved: true }
    }
    const moved = held.offerings.text !== read.offerings.text || held.areas !== read.areas
    if (moved) this.#byService.remove(held)
    if (held.fault !== undefined) held.fault = undefined
    Object.assign(held, read, keepRating ? { rating: held.rating } : {}, { credit: null })
    if (moved) this.#byService.add(held)
    return { held, moved }
  }
}
