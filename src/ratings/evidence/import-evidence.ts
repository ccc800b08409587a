/** Bulk intake of evidence: a file or stream of JSON lines into the ledger, durable and rated. */

import { businessDay } from '../../ledger/clock.ts'
import type { Draft, EntryType, Ledger } from '../../ledger/ledger.ts'
import { bound } from '../../store/bounds.ts'
import { eq } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { type LineFault, LineReader } from './evidence-lines.ts'

/** Lines of one transaction: durable before the next are read. Larger ones gain little and keep other writers waiting. */
export const LINES_PER_WRITE = bound('evidence-lines', 20_000)

export interface EvidenceImport {
  /** Lines that were read, blank ones too. */
  lines: number
  admitted: number
  refused: number
  /** Lines that an earlier run had taken in already. */
  repeated: number
}

export interface EvidenceImportOptions {
  actor: string
  /** Name of the source of the lines, so that none is taken in twice. */
  source: string
  onFault(fault: LineFault): void
  onProgress?(lines: number): void
}

export const evidenceImportEntries: EntryType[] = [
  {
    type: 'evidence.import-advanced',
    async apply({ db, tables: { evidenceImports: t } }, { payload: { source, line } }) {
      await db.insert(t).values({ source, line }).onConflictDoUpdate({ target: t.source, set: { line } })
    },
  },
]

/**
 * Takes lines in, in order. What was taken in is durable with the line behind it, so a run that was interrupted goes on where it
 * stopped, and the same source again adds nothing. A line that cannot be read is reported and passed over.
 */
export async function importEvidence(
  ledger: Ledger,
  lines: AsyncIterable<string>,
  options: EvidenceImportOptions,
): Promise<EvidenceImport> {
  const { tables } = ledger.store
  const done = await ledger.read(db => lineOf(db, tables, options.source))
  const reader = new LineReader(await ledger.read(db => providerNames(db, tables)))
  const result: EvidenceImport = { lines: 0, admitted: 0, refused: 0, repeated: 0 }
  let drafts: Draft[] = []
  const write = async () => {
    const { source, actor } = options
    await ledger.write(actor, async tx => {
      await tx.appendAll(drafts)
      await tx.append({ type: 'evidence.import-advanced', subject: source, payload: { source, line: result.lines } })
    })
    result.admitted += drafts.length
    drafts = []
    options.onProgress?.(result.lines)
  }
  for await (const text of lines) {
    result.lines++
    if (result.lines <= done) result.repeated++
    else if (text.trim() !== '') {
      const read = reader.read(text, result.lines, businessDay(ledger.clock.now()))
      if ('type' in read) drafts.push(read)
      else {
        result.refused++
        options.onFault(read)
      }
    }
    if (result.lines > done && result.lines % LINES_PER_WRITE === 0) await write()
  }
  if (result.lines > done && result.lines % LINES_PER_WRITE !== 0) await write()
  return result
}

async function lineOf(db: Reader, { evidenceImports: t }: Tables, source: string): Promise<number> {
  const [row] = await db.select().from(t).where(eq(t.source, source))
  return row?.line ?? 0
}

/** Id, unified social credit code or centre number -> id; a code that two providers bear names neither. */
async function providerNames(db: Reader, { providers: t }: Tables): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const twice = new Set<string>()
  for (const { id, uscc, number } of await db.select({ id: t.id, uscc: t.uscc, number: t.number }).from(t)) {
    names.set(id, id)
    if (number !== null) names.set(number, id)
    if (uscc === null) continue
    if (names.has(uscc)) twice.add(uscc)
    else names.set(uscc, id)
  }
  for (const uscc of twice) names.delete(uscc)
  return names
}
