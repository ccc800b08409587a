import type { IndexedProvider } from './indexed.ts'

/** Offered code (item or category) -> who offers it. Holds the index's own objects. */
export class ByService {
  readonly #offering = new Map<string, IndexedProvider[]>()

  add(provider: IndexedProvider): void {
    for (const code of provider.offerings.codes()) {
      const offering = this.#offering.get(code)
      if (offering) offering.push(provider)
      else this.#offering.set(code, [provider])
    }
  }

  /** To be called before the provider's offerings change. */
  remove(provider: IndexedProvider): void {
    for (const code of provider.offerings.codes()) {
      const offering = this.#offering.get(code)!
      const last = offering.pop()!
      if (last !== provider) offering[offering.indexOf(provider)] = last
    }
  }

  /** Those who offer an item, or its category, in an area; each once. */
  *candidates(service: string, area: string): Iterable<IndexedProvider> {
    const category = service.slice(0, 2)
    for (const provider of this.#offering.get(service) ?? []) if (servesArea(provider, area)) yield provider
    if (service === category) return
    for (const provider of this.#offering.get(category) ?? [])
      if (servesArea(provider, area) && !provider.offerings.has(service)) yield provider
  }
}

export const servesArea = ({ areas }: IndexedProvider, area: string) => areas.some(served => area.startsWith(served))
