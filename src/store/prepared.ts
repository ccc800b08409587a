import type { Reader } from './store.ts'

interface Preparable<P> {
  prepare(name: string): P
}

const cache = new WeakMap<object, Map<string, unknown>>()

/**
 * A query prepared once per connection handle (unprepared 52 µs, prepared 4 µs). `name` is unique in the code base, and names the
 * statement on PostgreSQL. The second of two casts lies in the callers' types: `prepare` takes no name on SQLite and ignores it.
 */
export function prepared<D extends Reader, P>(
  db: D,
  name: string,
  build: (db: D) => Preparable<P> | { prepare(): P },
): P {
  const byName = cache.get(db) ?? new Map<string, unknown>()
  cache.set(db, byName)
  const known = byName.get(name) as P | undefined
  if (known) return known
  const statement = (build(db) as Preparable<P>).prepare(name)
  byName.set(name, statement)
  return statement
}
