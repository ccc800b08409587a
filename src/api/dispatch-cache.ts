/**
 * Questions of the dispatch query with the bytes of their answers. Bounded in bytes: what was not asked for longest goes first. A question is
 * known by what it asks, not by how its URL is spelled; spellings are remembered to save reading them again.
 */
import type { PageQuestion } from '../eligibility/pages.ts'

export interface CacheLimits {
  bytes: number
  spellings: number
}

/** Some tens of thousands of first pages: far above what a city asks in a day. */
export const CACHE_LIMITS: CacheLimits = { bytes: 64 * 2 ** 20, spellings: 8_192 }
/** Of a question beside its answer: the objects that hold it. */
const OWN_BYTES = 1_536

export interface Known {
  key: string
  question: PageQuestion
  /** Number and version of the list that the bytes were made of: the list itself is the index's to keep. */
  list: number
  listVersion: number
  /** The answer, and how much of it stands before its registryVersion. */
  bytes: Buffer
  headLength: number
  version: number
  tag: string
  /** The header with the address of the next page. */
  link: string | null
  isKept: boolean
  /** Asked since the cache last looked for what may go. */
  isUsed: boolean
}

const NOTHING = Buffer.alloc(0)

/** A spelling may hold on to the question. */
const forgetBytes = (known: Known) => Object.assign(known, { bytes: NOTHING, list: 0 })

const keyOf = ({ service, area, state, limit, cursor }: PageQuestion) =>
  `${service} ${area} ${state ?? ''} ${limit} ${cursor ?? ''}`

export class DispatchCache {
  /** Bytes held. */
  bytes = 0
  readonly #limits: CacheLimits
  /** By question, in the order in which they may go. */
  readonly #questions = new Map<string, Known>()
  readonly #spellings = new Map<string, Known>()

  constructor(limits: CacheLimits = CACHE_LIMITS) {
    this.#limits = limits
  }

  get questions(): number {
    return this.#questions.size
  }
  get spellings(): number {
    return this.#spellings.size
  }

  /** The known question of a URL; `read` finds the question of one that is spelled in a new way, or null. */
  find(url: string, read: (url: string) => PageQuestion | null): Known | undefined {
    const known = this.#spellings.get(url)
    if (known?.isKept) {
      known.isUsed = true
      return known
    }
    if (this.#questions.size === 0) return undefined
    const question = read(url)
    const same = question ? this.#questions.get(keyOf(question)) : undefined
    if (same) this.#spell(url, same)
    return same
  }

  /** Notes a question that the whole pipeline has answered. */
  learn(url: string, question: PageQuestion): void {
    const key = keyOf(question)
    let known = this.#questions.get(key)
    if (!known) {
      const made = { list: 0, listVersion: -1, bytes: NOTHING, headLength: 0, version: -1, tag: '', link: null }
      known = { key, question, ...made, isKept: true, isUsed: true }
      this.#questions.set(key, known)
      this.bytes += OWN_BYTES + 2 * key.length
      this.#makeRoom()
    }
    this.#spell(url, known)
  }

  /** Puts other bytes in the place of a question's. */
  keep(known: Known, bytes: Buffer): void {
    this.bytes += known.isKept ? bytes.length - known.bytes.length : 0
    known.bytes = bytes
    this.#makeRoom()
  }

  drop(known: Known): void {
    if (!known.isKept) return
    known.isKept = false
    this.#questions.delete(known.key)
    this.bytes -= OWN_BYTES + 2 * known.key.length + known.bytes.length
    forgetBytes(known)
  }

  /** After an answer: a question that was dropped meanwhile holds nothing. */
  release(known: Known): void {
    if (!known.isKept) forgetBytes(known)
  }

  clear(): void {
    for (const known of this.#questions.values()) known.isKept = false
    this.#questions.clear()
    this.#spellings.clear()
    this.bytes = 0
  }

  #spell(url: string, known: Known): void {
    known.isUsed = true
    this.#spellings.delete(url)
    this.#spellings.set(url, known)
    if (this.#spellings.size <= this.#limits.spellings) return
    const [oldest] = this.#spellings.keys()
    this.#spellings.delete(oldest!)
  }

  #makeRoom(): void {
    for (const [key, known] of this.#questions) {
      if (this.bytes <= this.#limits.bytes) return
      if (known.isUsed) {
        // A second chance, behind the others.
        known.isUsed = false
        this.#questions.delete(key)
        this.#questions.set(key, known)
      } else this.drop(known)
    }
  }
}
