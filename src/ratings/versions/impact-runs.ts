/** Impact runs of the service: one at a time, in a thread of its own, with their progress in rows. */
import { Worker } from 'node:worker_threads'
import type { Ledger } from '../../ledger/ledger.ts'
import { createMethodology } from '../rules/methodology.ts'
import { type Impact, type OnProgress, runImpact } from './impact.ts'
import type { WorkerMessage, WorkerQuestion } from './impact-worker.ts'
import { type ImpactRow, saveRun } from './rows-impact.ts'
import { methodologyRow } from './rows-methodologies.ts'

declare module '../../api/operations.ts' {
  interface Services {
    impactRuns: ImpactRuns
  }
}

type Outcome = { impact: Impact; hash: string }
type Job = Omit<WorkerQuestion, 'store'>

/** Interval at which a run records its progress, ms. */
const REPORT_MS = 500
const MOST_ERROR = 300

export class ImpactRuns {
  readonly #ledger: Ledger
  readonly #waiting = new Set<string>()
  #last: Promise<void> = Promise.resolve()
  #worker: Worker | null = null
  #isClosed = false

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** Takes a run whose row is written; it begins when those before it have ended. */
  begin(row: ImpactRow): void {
    this.#waiting.add(row.id)
    this.#last = this.#last.then(() => this.#run(row)).catch(() => {})
  }

  /** Resolves when nothing is under way any more. */
  idle(): Promise<void> {
    return this.#last
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#worker?.terminate()
    await this.#last
  }

  async #run(row: ImpactRow): Promise<void> {
    if (this.#isClosed) return
    const started = performance.now()
    let reported = Number.NEGATIVE_INFINITY
    let saving: Promise<void> = Promise.resolve()
    const save = (values: Partial<ImpactRow>) => {
      const seenAt = this.#ledger.clock.now()
      saving = saving.then(() => this.#save([...this.#waiting], { seenAt }, row.id, values)).catch(() => {})
      return saving
    }
    try {
      const { impact, hash } = await this.#outcome(await this.#job(row), (done, total) => {
        if (performance.now() - reported < REPORT_MS) return
        reported = performance.now()
        void save({ status: 'running', done, total })
      })
      const milliseconds = Math.round(performance.now() - started)
      const { entries } = impact
      const result = JSON.stringify(impact)
      await save({ status: 'finished', done: entries, total: entries, milliseconds, result, hash })
    } catch (error) {
      await save({ status: 'failed', error: String((error as Error)?.message ?? error).slice(0, MOST_ERROR) })
    } finally {
      this.#waiting.delete(row.id)
    }
  }

  #save(waiting: string[], seen: Partial<ImpactRow>, id: string, values: Partial<ImpactRow>): Promise<void> {
    const { tables } = this.#ledger.store
    return this.#ledger.store.write(async db => {
      await saveRun(db, tables, waiting, seen)
      await saveRun(db, tables, [id], values)
    })
  }

  async #job({ base, version, seq, day }: ImpactRow): Promise<Job> {
    const { tables } = this.#ledger.store
    const [before, draft] = await this.#ledger.read(async db => [
      await methodologyRow(db, tables, base),
      await methodologyRow(db, tables, version),
    ])
    return { base: JSON.parse(before!.parameters), draft: JSON.parse(draft!.parameters), seq, day }
  }

  #outcome(job: Job, onProgress: OnProgress): Promise<Outcome> {
    const { reopen, tables } = this.#ledger.store
    if (reopen) return this.#inThread({ ...job, store: reopen }, onProgress)
    // A database inside this process has no second door; the replay gives others their turn between pages.
    const { base, draft, seq, day } = job
    const question = { base: createMethodology(base), draft: createMethodology(draft), seq, day }
    return runImpact(work => this.#ledger.read(work), tables, question, onProgress)
  }

  #inThread(workerData: WorkerQuestion, onProgress: OnProgress): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./impact-worker.ts', import.meta.url), { workerData })
      this.#worker = worker
      worker.on('message', (message: WorkerMessage) => {
        if ('impact' in message) resolve(message)
        else onProgress(message.done, message.total)
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the run was ended')))
    })
  }
}
