/** A thread for heavy queries that does what its query says: answers, goes round in circles, or breaks. */
import { parentPort } from 'node:worker_threads'
import type { FromThread, Query } from '../../src/api/queries.ts'

const tell = (message: FromThread) => parentPort!.postMessage(message)

tell({ ready: true })
parentPort!.on('message', ({ input }: Query) => {
  if (input === 'break') throw new Error('broken')
  if (input === 'leave') process.exit(0)
  while (input === 'circle');
  tell(input === 'fault' ? { fault: 'Error: inside' } : { answer: { status: 200, cost: 7 } })
})
