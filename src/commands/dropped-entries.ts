import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { textsOf } from '../ledger/append.ts'
import { recordedAfter } from '../ledger/rows.ts'
import { bound } from '../store/bounds.ts'
import { makeOwnFile, makeOwnFolder } from '../store/own-files.ts'
import type { Store } from '../store/store.ts'

const PAGE = bound('dropped-page', 1_000)

/** Writes the entries after `last`, with their texts, as JSON lines into a file that only its owner may read. */
export async function writeDropped(store: Store, last: number, folder: string): Promise<void> {
  const file = join(folder, `dropped-entries-after-${last}.ndjson`)
  makeOwnFolder(folder)
  makeOwnFile(file)
  const handle = openSync(file, 'w')
  const types = new Map<string, number>()
  try {
    for (let seq = last; ; ) {
      const page = await store.read(db => recordedAfter(db, store.tables, seq, PAGE))
      for (const { entry, seals } of page) {
        writeSync(handle, `${JSON.stringify({ ...entry, texts: textsOf(seals) })}\n`)
        types.set(entry.type, (types.get(entry.type) ?? 0) + 1)
        seq = entry.seq
      }
      if (page.length < PAGE) break
    }
  } finally {
    closeSync(handle)
  }
  console.log(`剔除的条目 entries left out  ${file}`)
  for (const [type, count] of types) console.log(`  ${type.padEnd(28)} ${count}`)
}
