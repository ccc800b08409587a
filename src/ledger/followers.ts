import { bound } from '../store/bounds.ts'
import type { Entry } from './entry.ts'
import type { Unreadables } from './unreadable.ts'

/** A part in memory that follows the ledger: an index, the keys, a cache. */
export interface Follower {
  name: string
  /** Takes committed entries in, in order. `foreignThrough`: entries up to this seq were written by another process. */
  follow(entries: readonly Entry[], foreignThrough: number): void | Promise<void>
  /** The entry cannot be taken in although the database answers: shuts off what it touches. Must not throw. */
  giveUp?(entry: Entry, error: unknown): void
}

/** The database as followers need it. */
export interface FollowedDatabase {
  entriesAfter(seq: number, limit: number): Promise<Entry[]>
  /** Resolves if the database answers. */
  probe(): Promise<unknown>
}

interface Following {
  follower: Follower
  /** Seq of the newest entry that it has taken in or given up. */
  seen: number
}

/** Entries read at once for a follower that is behind. */
const PAGE = bound('follower-page', 1_000)

/**
 * Tells followers of commits. A fault of a follower reaches neither the write that caused it nor the other followers:
 * - while the database does not answer, the follower stays behind, and `catchUp` goes on from there;
 * - otherwise the entries are told one by one, and the one that fails is given up.
 */
export class Followers {
  /** Seq of the newest entry that was told. */
  seq: number
  readonly #all: Following[] = []
  readonly #unreadable: Unreadables
  readonly #database: FollowedDatabase
  #telling: Promise<void> = Promise.resolve()

  constructor(seq: number, unreadable: Unreadables, database: FollowedDatabase) {
    this.seq = seq
    this.#unreadable = unreadable
    this.#database = database
  }

  add(follower: Follower): void {
    this.#all.push({ follower, seen: this.seq })
  }

  /** True if a follower has not taken in yet what was told. */
  get isBehind(): boolean {
    return this.#all.some(({ seen }) => seen < this.seq)
  }

  /** One telling after another, in order, nothing twice: own commits and catching up may overlap. No fault of a follower comes out. */
  tell(entries: readonly Entry[], foreignThrough: number): Promise<void> {
    return this.#inTurn(async () => {
      const fresh = entries.filter(entry => entry.seq > this.seq)
      for (const following of this.#all)
        if (following.seen === this.seq) await this.#feed(following, fresh, foreignThrough)
      // Only now: what is in memory is at least as new as the version that answers bear, or `isBehind`.
      const last = fresh.at(-1)
      if (last) this.seq = last.seq
    })
  }

  /** Tells those who are behind what they have missed. @throws the database's error if it does not answer */
  catchUp(): Promise<void> {
    return this.#inTurn(async () => {
      for (const following of this.#all) {
        while (following.seen < this.seq) {
          const missed = await this.#database.entriesAfter(following.seen, Math.min(PAGE, this.seq - following.seen))
          await this.#feed(following, missed, this.seq)
          // A database that did not answer to the follower answers here, or tells why it does not.
          if (following.seen < missed.at(-1)!.seq) await this.#database.probe()
        }
      }
    })
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#telling.then(work)
    this.#telling = done.catch(() => {})
    return done
  }

  async #feed(following: Following, entries: readonly Entry[], foreignThrough: number): Promise<void> {
    const last = entries.at(-1)
    if (!last) return
    const { follower } = following
    try {
      await follower.follow(entries, foreignThrough)
      following.seen = last.seq
    } catch (error) {
      if (entries.length > 1) {
        for (const entry of entries) {
          await this.#feed(following, [entry], foreignThrough)
          if (following.seen < entry.seq) return
        }
      } else if (await this.#answers()) this.#giveUp(following, last, error)
    }
  }

  #giveUp(following: Following, entry: Entry, error: unknown): void {
    const { follower } = following
    following.seen = entry.seq
    follower.giveUp?.(entry, error)
    const { seq, type, subject } = entry
    this.#unreadable.note({ part: follower.name, subject, entry: { seq, type }, error })
  }

  async #answers(): Promise<boolean> {
    return this.#database.probe().then(
      () => true,
      () => false,
    )
  }
}
