/** A thread for heavy queries: the handlers over a connection that only reads. One query at a time. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FromThread, Query } from './api/queries.ts'
import type { ReadingService } from './reading-service.ts'
import { DomainError } from './store/domain-error.ts'
import { yieldToDispatch } from './store/priority.ts'
import type { StoreOptions } from './store/store.ts'

// Before the modules are loaded, which takes half a second.
yieldToDispatch()
const { openReadingService } = await import('./reading-service.ts')
const port = parentPort!
let opened: Promise<ReadingService> | null = null

/** A database that does not answer now may do so at the next query. */
async function open(): Promise<ReadingService> {
  opened ??= openReadingService(workerData as StoreOptions)
  try {
    return await opened
  } catch (error) {
    opened = null
    throw error
  }
}

port.postMessage({ ready: true } satisfies FromThread)

port.on('message', async (query: Query) => {
  const tell = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  try {
    const service = await open()
    const answer = await service.answer(query)
    tell({ answer }, answer.json ? [answer.json.buffer as ArrayBuffer] : [])
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, problem, params, errors, extra } = error
      tell({ refused: { code, problem, params, errors, extra } })
    } else tell({ fault: String((error as Error)?.stack ?? error) })
  }
})
