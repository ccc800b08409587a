/** The thread that reads or writes one file. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadAnswer, ThreadTask } from './in-thread.ts'
import { Refusal } from './refusal.ts'
import { readTableFile } from './table-file.ts'
import { writeTable } from './write-table.ts'

const task = workerData as ThreadTask
const tell = (answer: ThreadAnswer) => parentPort!.postMessage(answer)

try {
  if ('write' in task) tell({ bytes: await writeTable(task.write.file, task.write.rows) })
  else tell({ table: await readTableFile(task.read.bytes, task.read.words, task.read.sheet) })
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  tell({ refused: { code: error.code, params: error.params } })
}
