/** Values that exist in the city, by the name of the member or parameter that takes them: what is invented is refused at the first look. */
export class Pools {
  readonly #values = new Map<string, unknown[]>()
  /** The newest are the most interesting; old ones have been through everything. */
  static readonly SIZE = 60

  of(name: string): readonly unknown[] {
    return this.#values.get(name) ?? []
  }

  add(name: string, ...values: unknown[]): void {
    const known = this.#values.get(name) ?? []
    known.push(...values)
    this.#values.set(name, known.slice(-Pools.SIZE))
  }
}

/** The list that a path's `id` is of, by its first segment below the version: `providers` of `/v1/providers/{id}/rating`. */
export const collectionOf = (path: string): string => `ids of ${path.split('/')[2]}`

/** Ids of what an answer has made or shows, under the list that they are of. */
export function harvest(pools: Pools, method: string, path: string, body: unknown): void {
  if (body === null || typeof body !== 'object') return
  // The keys that the cases themselves are sent with are in that list.
  if (method === 'get' && path.startsWith('/v1/keys')) return
  const list = path.split('?')[0]!.split('/').at(-1)!
  const collection = `ids of ${list}`
  const shown = method === 'get' && 'items' in body ? (body.items as unknown[]) : method === 'post' ? [body] : []
  for (const item of shown.slice(0, 5)) {
    const id = (item as { id?: unknown } | null)?.id
    if (typeof id !== 'string' && typeof id !== 'number') continue
    pools.add(collection, id)
    for (const name of NAMED[list] ?? []) pools.add(name, id)
  }
}

const EVIDENCE = ['evidence', 'ids of evidence']
/** Under which other names an id of a list is asked for. */
const NAMED: Record<string, readonly string[]> = {
  requests: ['request', 'duplicateOf'],
  providers: ['provider', 'predecessor'],
  departments: ['department'],
  duties: ['duty'],
  standards: ['standard'],
  subscribers: ['subscriber'],
  keys: ['key'],
  reviews: EVIDENCE,
  complaints: EVIDENCE,
  inspections: [...EVIDENCE, 'inspection'],
  sanctions: EVIDENCE,
}
