/** Files are read and written in a thread of their own: the service answers meanwhile, and a file that breaks the reader breaks nothing else. */
import { Worker } from 'node:worker_threads'
import { decodeText, encodingOf } from './encodings.ts'
import { Refusal, type RefusalCode } from './refusal.ts'
import type { RowWords } from './rules-table.ts'
import { isMarkup, workbookForm } from './spreadsheet-form.ts'
import { type FileForm, readTableFile, type TableFile } from './table-file.ts'
import { writeTable } from './write-table.ts'

/** A text up to this size is read, or so many rows are written, sooner than a thread starts. */
const SMALL_BYTES = 64 * 1024
const SMALL_ROWS = 500
const MEMORY_MB = 1_024
/** A register of a province takes seconds; what takes longer was made to. */
const LONGEST_MS = 120_000

export interface Reading<C extends string> {
  bytes: Uint8Array
  words: RowWords<C>
  sheet: string | undefined
}

export interface Writing {
  file: FileForm
  rows: string[][]
}

export type ThreadTask = { read: Reading<string> } | { write: Writing }
export type ThreadAnswer =
  | { table: TableFile<string> }
  | { bytes: Uint8Array }
  | { refused: { code: RefusalCode; params: Refusal['params'] } }

/** The table of a file. Throws a Refusal. */
export async function readInThread<C extends string>(reading: Reading<C>): Promise<TableFile<C>> {
  const { bytes, words, sheet } = reading
  if (bytes.length <= SMALL_BYTES && !workbookForm(bytes) && !beginsAsMarkup(bytes))
    return readTableFile(bytes, words, sheet)
  const answer = await inThread<C>({ read: reading })
  if ('table' in answer) return answer.table
  throw new Error('the thread read no table')
}

const HEAD_BYTES = 512
const beginsAsMarkup = (bytes: Uint8Array) => {
  const head = bytes.subarray(0, HEAD_BYTES)
  return isMarkup(decodeText(head, encodingOf(head)))
}

/** The bytes of a file with these rows. */
export async function writeInThread(writing: Writing): Promise<Uint8Array> {
  if (writing.rows.length <= SMALL_ROWS) return writeTable(writing.file, writing.rows)
  const answer = await inThread({ write: writing })
  if ('bytes' in answer) return answer.bytes
  throw new Error('the thread wrote no file')
}

type Done<C extends string> = { table: TableFile<C> } | { bytes: Uint8Array }

function inThread<C extends string>(workerData: { read: Reading<C> } | { write: Writing }): Promise<Done<C>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./file-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    const late = setTimeout(() => {
      reject(new Refusal('import-too-large'))
      void worker.terminate()
    }, LONGEST_MS)
    worker.once('exit', () => clearTimeout(late))
    worker.once('message', (answer: Done<C> | Extract<ThreadAnswer, { refused: unknown }>) => {
      if ('refused' in answer) reject(new Refusal(answer.refused.code, answer.refused.params))
      else resolve(answer)
    })
    worker.once('error', error => {
      const full = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(full ? new Refusal('import-too-large') : error)
    })
    worker.once('exit', () => reject(new Error('the thread of a file was ended')))
  })
}
