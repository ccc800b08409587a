import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { bound } from './bounds.ts'
import type { BatchHooks, Writer } from './store.ts'

/** The one connection that writes. */
export interface WriterConnection {
  /** Ready for a transaction; reconnects if it was lost. */
  open(): Promise<Writer>
  run(statement: string): Promise<void>
  /** Errors of the driver become the errors that callers know. */
  translate(error: unknown): unknown
}

interface Job {
  work(db: Writer): Promise<unknown>
  resolve(value: unknown): void
  reject(reason: unknown): void
}

/** Writes of one transaction at the most: bounds how long the first of them waits for its answer. */
const MAX_BATCH = bound('commit-batch', 256)

/** Work on a transaction after which reads get their turn. */
const SLICE_MS = 1

const inWrite = new AsyncLocalStorage<GroupCommit>()

/** Refuses a read or a write inside a write: it would wait for itself, or not see what the write has done. */
export function refuseInsideWrite(what: string): void {
  if (inWrite.getStore()) throw new Error(`${what} inside a write: use the transaction that the write was given`)
}

/** Runs waiting writes one after another in one transaction, each in its own savepoint; answers after the commit. */
export class GroupCommit {
  #connection: WriterConnection
  #begin: string
  #hooks: BatchHooks | null = null
  #waiting: Job[] = []
  #running: Promise<void> | null = null
  #closed = false
  /** Waiting writes share a transaction: it runs in the context of none of their callers. */
  readonly #apart = AsyncLocalStorage.snapshot()
  readonly #maxBatch: number

  constructor(connection: WriterConnection, begin: string, maxBatch = MAX_BATCH) {
    this.#connection = connection
    this.#begin = begin
    this.#maxBatch = maxBatch
  }

  hook(hooks: BatchHooks): void {
    this.#hooks = hooks
  }

  write<T>(work: (db: Writer) => Promise<T>): Promise<T> {
    refuseInsideWrite('write')
    if (this.#closed) return Promise.reject(new Error('the store is closed'))
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#running ??= this.#apart(() => this.#drain())
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // One turn of the event loop lets requests that have arrived join this transaction.
      await nextTurn()
      const jobs = this.#waiting.splice(0, this.#maxBatch)
      // A fault of a hook is answered like any other: the writes that come after must find the store at work.
      await this.#transaction(jobs).catch(error => {
        for (const job of jobs) job.reject(error)
      })
    }
    this.#running = null
  }

  async #transaction(jobs: Job[]): Promise<void> {
    const answers: (() => void)[] = []
    try {
      const db = await this.#connection.open()
      await this.#connection.run(this.#begin)
      await this.#hooks?.begin(db)
      let slice = performance.now()
      for (const job of jobs) {
        answers.push(await this.#unit(db, job))
        if (performance.now() - slice < SLICE_MS) continue
        // On an embedded database nothing else would have its turn until the whole transaction is done.
        await nextTurn()
        slice = performance.now()
      }
      await this.#hooks?.beforeCommit(db)
      await this.#connection.run('commit')
    } catch (error) {
      await this.#connection.run('rollback').catch(() => {})
      this.#hooks?.aborted()
      const reason = this.#connection.translate(error)
      for (const job of jobs) job.reject(reason)
      return
    }
    try {
      await this.#hooks?.committed()
      for (const answer of answers) answer()
    } catch (error) {
      // Durable, but what follows the ledger may not show it yet: nobody may be told that it is done.
      for (const job of jobs) job.reject(error)
    }
  }

  /** One write in its savepoint. Returns how to answer it once the transaction is durable. Throws only if the transaction is lost. */
  async #unit(db: Writer, job: Job): Promise<() => void> {
    await this.#connection.run('savepoint unit')
    this.#hooks?.unit()
    try {
      const value = await inWrite.run(this, () => job.work(db))
      await this.#hooks?.beforeRelease(db)
      await this.#connection.run('release savepoint unit')
      return () => job.resolve(value)
    } catch (error) {
      // A full disk or a lost connection takes the whole transaction with it: then there is no savepoint to go back to.
      await this.#connection.run('rollback to savepoint unit').catch(() => Promise.reject(error))
      await this.#connection.run('release savepoint unit')
      this.#hooks?.rolledBack()
      return () => job.reject(this.#connection.translate(error))
    }
  }
}
