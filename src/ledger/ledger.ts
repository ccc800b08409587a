import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BatchHooks, Reader, Store, Writer } from '../store/store.ts'
import {
  asPlaced,
  type Chained,
  chain,
  type Draft,
  insertEntries,
  type Placed,
  placed,
  type Recorded,
  textsOf,
} from './append.ts'
import { businessDay, type Clock, timestamp } from './clock.ts'
import type { Entry } from './entry.ts'
import { type Applying, type EntryType, EntryTypes } from './entry-types.ts'
import { type Follower, Followers } from './followers.ts'
import { type Head, lockHead, moveHead, readHead } from './head.ts'
import { entriesAfter } from './rows.ts'
import { holdsNul } from './rules-texts.ts'
import type { BatchParticipant, Transaction } from './transaction.ts'
import { Unreadables } from './unreadable.ts'

export type { Draft, Recorded } from './append.ts'
export type { Entry } from './entry.ts'
export type { Applying, EntryType } from './entry-types.ts'
export type { Head } from './head.ts'
export type { BatchParticipant, Transaction } from './transaction.ts'

export interface LedgerOptions {
  clock: Clock
  newId(): string
  types: readonly EntryType[]
  participants?: readonly BatchParticipant[]
}

/** The append-only ledger over a store. Every change of state is one entry, in the same transaction as the rows that it changes. */
export class Ledger {
  readonly store: Store
  readonly clock: Clock
  readonly newId: () => string
  #types: EntryTypes
  #participants: readonly BatchParticipant[]
  #head: Head
  #committedHead: Head
  /** Newest seq that this process has tried to commit. */
  #ownSeq = 0
  #unitHead: Head
  #entries: Entry[] = []
  #foreign: Entry[] = []
  #looking: Promise<number> | null = null
  #unitStart = 0
  readonly #followers: Followers
  /** Subjects that some part of the service cannot read: shut off, counted and logged. */
  readonly unreadable = new Unreadables()

  constructor(store: Store, options: LedgerOptions, head: Head) {
    this.store = store
    this.clock = options.clock
    this.newId = options.newId
    this.#types = new EntryTypes(options.types)
    this.#participants = options.participants ?? []
    this.#head = this.#committedHead = this.#unitHead = head
    this.#followers = new Followers(head.seq, this.unreadable, {
      entriesAfter: (seq, limit) => this.#entriesAfter(seq, limit),
      probe: () => this.head(),
    })
    store.hook(this.#hooks())
  }

  /** Followers are told, in order, after the commit and before its writes are answered. */
  onCommit(follower: Follower): void {
    this.#followers.add(follower)
  }

  /** Seq of the newest entry that this process has seen committed. */
  get committedSeq(): number {
    return this.#followers.seq
  }

  /** True if something in memory has not taken in yet what is committed, because the database did not answer: `catchUp` makes it do so. */
  get isBehind(): boolean {
    return this.#followers.isBehind
  }

  read<T>(work: (db: Reader) => Promise<T>): Promise<T> {
    return this.store.read(work)
  }

  head(): Promise<Head> {
    return this.store.read(db => readHead(db, this.store.tables))
  }

  /** One unit of work: all its entries and rows, or none. Resolves after the durable commit and its listeners. */
  write<T>(actor: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.store.write(db => work(this.#transaction(db, actor)))
  }

  /** Appends entries that another ledger has recorded, in order; throws if a hash does not come out the same. */
  replay(recorded: readonly Recorded[]): Promise<void> {
    return this.store.write(async db => {
      const entries = await this.#record(db, recorded.map(asPlaced))
      const differs = entries.findIndex(({ hash }, i) => hash !== recorded[i]!.entry.hash)
      if (differs < 0) return
      const { seq, hash } = recorded[differs]!.entry
      throw new Error(`entry ${seq}: replay gives the hash ${entries[differs]!.hash}, the ledger says ${hash}`)
    })
  }

  /** A unit of work without an entry, for what the calendar alone implies (weekly evaluations up to `day`). */
  settle(day: number): Promise<void> {
    return this.store.write(async db => {
      for (const participant of this.#participants) await participant.beforeEntry?.(this.#applying(db), day)
    })
  }

  /**
   * Tells the listeners what other processes have written to the same database; to be awaited before an answer that must not be older than
   * the database. @returns whether there was anything
   */
  async catchUp(): Promise<boolean> {
    const seq = await this.#look()
    // A commit of our own whose listeners are still at work shows here too: waiting for them is all that it needs.
    while (this.committedSeq < seq && seq <= this.#ownSeq) await nextTurn()
    const missed = seq - this.committedSeq
    if (missed > 0) await this.#followers.tell(await this.#entriesAfter(seq - missed, missed), seq)
    if (this.isBehind) await this.#followers.catchUp()
    return missed > 0
  }

  /** The newest committed seq, by one look at the database for all who ask in the same turn of the event loop: it begins when all have. */
  #look(): Promise<number> {
    this.#looking ??= nextTurn().then(() => {
      this.#looking = null
      return this.store.headSeq()
    })
    return this.#looking
  }

  #entriesAfter(seq: number, limit: number): Promise<Entry[]> {
    return this.store.read(db => entriesAfter(db, this.store.tables, seq, limit))
  }

  #applying(db: Writer): Applying {
    return { db, tables: this.store.tables }
  }

  #transaction(db: Writer, actor: string): Transaction {
    const ledger = this
    let fixed: number | null = null
    return {
      db,
      tables: this.store.tables,
      operational: db,
      get now() {
        return ledger.clock.now()
      },
      get at() {
        fixed ??= Math.max(ledger.clock.now(), ledger.#head.at)
        return fixed
      },
      get day() {
        return Math.max(businessDay(fixed ?? ledger.clock.now()), ledger.#head.day)
      },
      append: async draft => (await this.#append(db, actor, fixed, [draft]))[0]!,
      appendAll: drafts => this.#append(db, actor, fixed, drafts),
    }
  }

  #append(db: Writer, actor: string, fixed: number | null, drafts: readonly Draft[]): Promise<Entry[]> {
    const at = Math.max(fixed ?? this.clock.now(), this.#head.at)
    const when = { at: timestamp(at), day: Math.max(businessDay(at), this.#head.day) }
    const { seq } = this.#head
    return this.#record(
      db,
      drafts.map((draft, i) => {
        this.#types.check(draft.type, draft.payload)
        if (holdsNul([draft.subject, draft.payload, draft.sealed]))
          throw new Error(`entry ${draft.type}: a text with NUL`)
        return placed(draft, { seq: seq + 1 + i, ...when, actor })
      }),
    )
  }

  /** Gives entries their hashes, writes them and applies them: together where their type can and nothing lies between. */
  async #record(db: Writer, all: readonly Placed[]): Promise<Entry[]> {
    const tx = this.#applying(db)
    const recorded: Entry[] = []
    for (const run of this.#types.runs(all)) {
      for (const participant of this.#participants) await participant.beforeEntry?.(tx, run[0]!.place.day)
      const chained = run.map(next => this.#chain(next))
      await insertEntries(db, this.store.tables, chained)
      const entries = chained.map(({ entry }) => entry)
      this.#entries.push(...entries)
      recorded.push(...entries)
      const type = this.#types.get(entries[0]!.type)
      if (entries.length > 1) await type.applyAll!(tx, entries)
      else await type.apply(tx, entries[0]!, textsOf(chained[0]!.seals))
    }
    return recorded
  }

  #chain(next: Placed): Chained {
    const { seq } = next.place
    if (seq !== this.#head.seq + 1) throw new Error(`entry ${seq} does not follow ${this.#head.seq}`)
    const chained = chain(next, this.#head.hash)
    const { hash, day, at } = chained.entry
    this.#head = { seq, hash, day, at: Date.parse(at) }
    return chained
  }

  /** A participant's memory may be wrong after a fault: it reads all of it again. */
  #committedBy(participant: BatchParticipant): void {
    try {
      participant.committed?.()
    } catch (error) {
      const { seq } = this.#committedHead
      this.unreadable.note({ part: 'ratings', subject: `ledger:${seq}`, entry: null, error })
      participant.foreignHead?.()
    }
  }

  #hooks(): BatchHooks {
    return {
      begin: async db => {
        this.#head = await lockHead(db, this.store.tables)
        this.#entries = []
        if (this.#head.seq !== this.#committedHead.seq) for (const p of this.#participants) p.foreignHead?.()
        this.#committedHead = this.#head
        // Listeners hear the entries of other processes before those of this transaction.
        const { tables } = this.store
        const missed = this.#head.seq - this.committedSeq
        this.#foreign = missed > 0 ? await entriesAfter(db, tables, this.committedSeq, missed) : []
      },
      unit: () => {
        this.#unitHead = this.#head
        this.#unitStart = this.#entries.length
      },
      beforeRelease: async db => {
        for (const p of this.#participants) await p.beforeRelease?.(this.#applying(db))
      },
      rolledBack: () => {
        this.#head = this.#unitHead
        this.#entries.length = this.#unitStart
        for (const p of this.#participants) p.rolledBack?.()
      },
      beforeCommit: async db => {
        if (this.#head === this.#committedHead) return
        this.#ownSeq = this.#head.seq
        const { seq, hash, day, at } = this.#head
        await moveHead(db, this.store.tables, { seq, hash, day, at })
      },
      committed: async () => {
        this.#committedHead = this.#head
        for (const p of this.#participants) this.#committedBy(p)
        await this.#followers.tell([...this.#foreign, ...this.#entries], this.#foreign.at(-1)?.seq ?? 0)
      },
      aborted: () => {
        this.#ownSeq = 0
        this.#head = this.#committedHead
        for (const p of this.#participants) {
          p.rolledBack?.()
          p.aborted?.()
        }
      },
    }
  }
}

/** Opens the ledger of a store at its present head. */
export async function createLedger(store: Store, options: LedgerOptions): Promise<Ledger> {
  return new Ledger(store, options, await store.read(db => readHead(db, store.tables)))
}
