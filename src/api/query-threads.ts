/** Threads that answer heavy queries, each with a connection of its own that only reads. A thread starts with its first query. */
import { Worker } from 'node:worker_threads'
import { revive } from '../store/domain-error.ts'
import type { StoreOptions } from '../store/store.ts'
import { serviceError } from './errors-service.ts'
import type { FromThread, Queries, Query, QueryAnswer } from './queries.ts'

/** A query that takes longer is given up, with its thread: a database in process cannot be interrupted otherwise. */
export const QUERY_MS = 20_000
/** Bounds what one query may hold in memory. */
const HEAP_MB = 512

type Answering = Exclude<FromThread, { ready: true }>

interface Thread {
  worker: Worker
  /** Resolves when its modules are loaded: that does not count as a query's time. */
  ready: Promise<void>
  /** The query under way. */
  running: { resolve(message: Answering): void; reject(error: unknown): void } | null
}

export interface ThreadOptions {
  store: StoreOptions
  count: number
  /** The module that each thread runs. */
  module: URL
  queryMs?: number
}

export class QueryThreads implements Queries {
  readonly count: number
  /** Queries answered, and threads given up, so far. */
  answered = 0
  lost = 0
  readonly #options: ThreadOptions
  readonly #threads = new Set<Thread>()
  #isClosed = false

  constructor(options: ThreadOptions) {
    this.count = options.count
    this.#options = options
  }

  /** Starts all threads, so that the first queries do not wait for it. */
  start(): void {
    while (this.#threads.size < this.count) this.#open()
  }

  /** Answers a query; no more than `count` at once. @throws DomainError as its handler did, query-too-long (503) */
  async run(query: Query): Promise<QueryAnswer> {
    if (this.#isClosed) throw serviceError('draining')
    const thread = [...this.#threads].find(({ running }) => running === null) ?? this.#open()
    const message = await this.#ask(thread, query)
    this.answered++
    if ('answer' in message) return message.answer
    if ('fault' in message) throw new Error(`in a thread: ${message.fault}`)
    throw revive(message.refused)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()))
  }

  async #ask(thread: Thread, query: Query): Promise<Answering> {
    const { promise, resolve, reject } = Promise.withResolvers<Answering>()
    thread.running = { resolve, reject }
    let timer: NodeJS.Timeout | undefined
    void thread.ready.then(() => {
      timer = setTimeout(() => this.#giveUp(thread, serviceError('query-too-long')), this.#options.queryMs ?? QUERY_MS)
      thread.worker.postMessage(query)
    })
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      thread.running = null
    }
  }

  #open(): Thread {
    const { module, store } = this.#options
    const worker = new Worker(module, { workerData: store, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } })
    const ready = Promise.withResolvers<void>()
    const thread: Thread = { worker, ready: ready.promise, running: null }
    worker.unref()
    worker.on('message', (message: FromThread) => {
      if ('ready' in message) ready.resolve()
      else thread.running?.resolve(message)
    })
    worker.once('error', error => this.#giveUp(thread, error))
    worker.once('exit', () => this.#giveUp(thread, serviceError('draining')))
    this.#threads.add(thread)
    return thread
  }

  #giveUp(thread: Thread, error: unknown): void {
    if (!this.#threads.delete(thread)) return
    if (!this.#isClosed) this.lost++
    thread.running?.reject(error)
    void thread.worker.terminate()
  }
}
