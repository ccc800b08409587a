import { bound } from '../store/bounds.ts'
import type { Entry } from './entry.ts'

/** A subject that some part of the service cannot read, and the entry at which that showed. */
export interface Unreadable {
  /** The part: `eligibility`, `duties`, `keys`, `ratings`. */
  part: string
  /** Id of a provider, or `gate:…`, `standard:…`, `duty:…`. */
  subject: string
  entry: Pick<Entry, 'seq' | 'type'> | null
  error: unknown
}

/** Subjects that could not be read, with the reason: what a reading of many rows collects instead of failing. */
export type Unread = Map<string, unknown>

/** Runs a reading of one subject; a fault is noted, and the subject has no value. */
export function tryRead<T>(unread: Unread, subject: string, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    unread.set(subject, error)
    return undefined
  }
}

/** Kept at the most: the count goes on. */
const MAX_KEPT = bound('unreadable-kept', 10_000)

/** Subjects that are unreadable now, for the metrics, the log and the commands. */
export class Unreadables {
  readonly #known = new Map<string, Unreadable>()
  #listener: (found: Unreadable) => void = () => {}
  /** Faults since the start, also of subjects that are readable again. */
  faults = 0

  /** One listener hears of each fault. */
  onFound(listener: (found: Unreadable) => void): void {
    this.#listener = listener
  }

  note(found: Unreadable): void {
    this.faults++
    if (this.#known.size < MAX_KEPT) this.#known.set(`${found.part} ${found.subject}`, found)
    this.#listener(found)
  }

  /** The part has read the subject. */
  clear(part: string, subject: string): void {
    if (this.#known.size > 0) this.#known.delete(`${part} ${subject}`)
  }

  /** The part begins to read all subjects of a kind again. */
  clearKind(part: string, prefix: string): void {
    for (const key of this.#known.keys()) if (key.startsWith(`${part} ${prefix}`)) this.#known.delete(key)
  }

  get size(): number {
    return this.#known.size
  }

  list(): Unreadable[] {
    return [...this.#known.values()]
  }
}
