import type { BaseSQLiteDatabase, Table } from './drizzle.ts'
import type { Tables } from './tables.ts'

/** drizzle's database as the service uses it: the queries are written once, in SQLite's types, and run on both. */
export type Db = BaseSQLiteDatabase<'async', unknown>
/** Only selects. */
export type Reader = Pick<Db, 'select' | 'selectDistinct' | '$count'>
/** Also inserts, updates and deletes; only a ledger entry's `apply` and operational code get one. */
export type Writer = Reader & Pick<Db, 'insert' | 'update' | 'delete'>

/** Hooks of the ledger around the units of work of one transaction. */
export interface BatchHooks {
  /** After `begin`: locks the head. */
  begin(db: Writer): Promise<void>
  /** A unit of work starts, in its own savepoint. */
  unit(): void
  /** The unit's work is done; the last writes before its savepoint is released. */
  beforeRelease(db: Writer): Promise<void>
  /** The unit was rolled back alone. */
  rolledBack(): void
  beforeCommit(db: Writer): Promise<void>
  /** Durable; nobody has been answered yet. */
  committed(): Promise<void>
  /** The whole transaction failed. */
  aborted(): void
}

/** For Store.headSeq. */
export const HEAD_SEQ = 'select seq from ledger_head where id = 1'

export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  readonly tables: Tables
  /** Way for another thread to open the same database; undefined where there is none (PostgreSQL in process). */
  readonly reopen?: StoreOptions
  /** Reads what is committed. Throws if called inside a write: use the transaction's own reader there. */
  read<T>(work: (db: Reader) => Promise<T>): Promise<T>
  /** One state of the database, by a connection of its own; PostgreSQL in process has one, which nobody else uses until it is closed. */
  snapshot(): Promise<Snapshot>
  /** Seq of the newest committed ledger entry; without waiting where the database is in process. */
  headSeq(): number | Promise<number>
  /**
   * Runs `work` in its own savepoint of a transaction that it may share with other waiting writes (group commit). Resolves after the
   * durable commit; rejects with what `work` threw (it alone is rolled back) or with what the commit failed on (all are).
   */
  write<T>(work: (db: Writer) => Promise<T>): Promise<T>
  /** Bytes of the write-ahead log that this process can see; 0 where the database keeps it elsewhere. */
  walBytes(): number
  /**
   * Empties the write-ahead log, whose old pages may still hold what was deleted since.
   * @returns false if somebody was writing just then: to be tried again
   */
  emptyLog(): boolean
  /** One set of hooks, set by the ledger when it is created. */
  hook(hooks: BatchHooks): void
  /** Waits for running writes, then closes every connection. */
  close(): Promise<void>
}

export type Value = string | number | null
/** Values in the order of the table's columns. */
export type Row = readonly Value[]

/** The outcome of the database's own check. */
export interface Integrity {
  faults: string[]
  /** Parts that this database could not check, in words. */
  unchecked: string[]
}

/** One state of a database, whatever is written meanwhile: for tools that run beside a service. */
export interface Snapshot {
  readonly dialect: 'sqlite' | 'postgres'
  readonly tables: Tables
  read<T>(work: (db: Reader) => Promise<T>): Promise<T>
  /** Every row of a table, some at a time, in no order. They come from the table itself: no index is asked. */
  rows(table: Table): AsyncIterable<readonly Row[]>
  integrity(): Promise<Integrity>
  /** Definition of each table and index by its name; null where the server alone keeps them. */
  schema(): Promise<ReadonlyMap<string, string> | null>
  close(): Promise<void>
}

/** A database that another thread or process writes, for reading alone. */
export type Reading = Pick<Store, 'dialect' | 'tables' | 'read' | 'headSeq' | 'close'>

export interface StoreOptions {
  /** `postgres://…`; without it SQLite in `dataDir`. */
  databaseUrl?: string
  dataDir?: string
  /** PostgreSQL in process (PGlite), for tests: nothing is kept. A Blob is the dumped data folder that it starts from. */
  pglite?: true | Blob
  /** Schema of the tables on PostgreSQL; made if it is not there. */
  schema?: string
  /** Writes of one transaction at the most; 1 commits each by itself, which measurements compare with. */
  maxBatch?: number
  /** Nobody uses this SQLite file before it is complete: nothing is durable until `close`, which makes all of it durable. */
  building?: boolean
}
