/** Rows that imports sent back: operational rows, of no ledger. */
import type { Ledger } from '../ledger/ledger.ts'
import { eq, lt } from '../store/drizzle.ts'

/** Long enough to correct a file in the next week. */
const KEEP_MS = 7 * 24 * 3_600_000

export interface RejectsFile {
  bytes: Uint8Array
  mediaType: string
  name: string
}

/** Keeps a file; returns its id. */
export async function keepRejects(ledger: Ledger, { bytes, mediaType, name }: RejectsFile): Promise<string> {
  const { importRejects } = ledger.store.tables
  const id = ledger.newId()
  const content = Buffer.from(bytes).toString('base64')
  const row = { id, mediaType, name, content, at: ledger.clock.now() }
  await ledger.store.write(db => db.insert(importRejects).values(row))
  return id
}

export async function keptRejects(ledger: Ledger, id: string): Promise<RejectsFile | null> {
  const { importRejects } = ledger.store.tables
  const [row] = await ledger.read(db => db.select().from(importRejects).where(eq(importRejects.id, id)))
  if (!row) return null
  return { bytes: Buffer.from(row.content, 'base64'), mediaType: row.mediaType, name: row.name }
}

/** Deletes files that are older than they are kept. */
export async function forgetOldRejects(ledger: Ledger): Promise<void> {
  const { importRejects } = ledger.store.tables
  const before = ledger.clock.now() - KEEP_MS
  await ledger.store.write(db => db.delete(importRejects).where(lt(importRejects.at, before)))
}
