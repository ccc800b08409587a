/** The thread of one impact run: opens the database for itself, for reading only, so that the service keeps answering. */
import { parentPort, workerData } from 'node:worker_threads'
import { yieldToDispatch } from '../../store/priority.ts'
import { openReading } from '../../store/reading.ts'
import type { StoreOptions } from '../../store/store.ts'
import { createMethodology } from '../rules/methodology.ts'
import type { Parameters } from '../rules/parameters.ts'
import { type Impact, runImpact } from './impact.ts'

export interface WorkerQuestion {
  store: StoreOptions
  base: Parameters
  draft: Parameters
  seq: number
  day: number
}
export type WorkerMessage = { done: number; total: number } | { impact: Impact; hash: string }

const { store, base, draft, seq, day } = workerData as WorkerQuestion
const tell = (message: WorkerMessage) => parentPort!.postMessage(message)
yieldToDispatch()
const reading = await openReading(store)
try {
  const question = { base: createMethodology(base), draft: createMethodology(draft), seq, day }
  tell(await runImpact(reading.read, reading.tables, question, (done, total) => tell({ done, total })))
} finally {
  await reading.close()
}
