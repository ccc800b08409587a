import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Entry } from './entry.ts'

declare module '../api/operations.ts' {
  interface Services {
    /** Of these entries the seqs of those that name facts which must not be published on that day. By the room that knows the facts. */
    withheldEntries(db: Reader, tables: Tables, entries: readonly Entry[], day: number): Promise<ReadonlySet<number>>
  }
}

/** In the place of what must not be named. */
export const WITHHELD = 'withheld'

/**
 * An entry without what it is about. Its commitments are left out too: with all the rest known, somebody could try the hash against
 * every provider.
 */
export function withheld({ seq, at, day, type, actor, prev, hash }: Entry) {
  return { seq, at, day, type, subject: WITHHELD, actor, payload: {}, withheld: true, prev, hash }
}
