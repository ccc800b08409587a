import { setImmediate as breathe } from 'node:timers/promises'
import { businessDay, dayToDate } from '../../ledger/clock.ts'
import type { Ledger, Transaction } from '../../ledger/ledger.ts'
import type { Reader } from '../../store/store.ts'
import { readInThread } from '../files/in-thread.ts'
import type { TableRow } from '../files/rules-table.ts'
import type { TableFile } from '../files/table-file.ts'
import { allAreas, allServices } from '../reference-rows.ts'
import { findByUsccs, type ProviderRow } from '../rows.ts'
import { AreaReader } from '../rules-area-words.ts'
import { nameKey } from '../rules-name.ts'
import { type Column, registerWords } from './register-words.ts'
import { countRows, type ImportReport, type ReportRow, type RowResult, reportFile, reportRow } from './report.ts'
import {
  changesOf,
  differences,
  type EntryDraft,
  endOfRegistration,
  type Held,
  missingCells,
  registrationOf,
} from './rules-changes.ts'
import type { RowFault } from './rules-faults.ts'
import { type ReadRow, type RegisterFacts, type RowReference, readRow } from './rules-row.ts'

export interface ImportOptions {
  actor: string
  dryRun?: boolean | undefined
  /** Of a workbook, by name or number. */
  sheet?: string | undefined
  /** Meaning of an empty cell: the held value stays, or goes. */
  empty?: 'keeps' | 'clears' | undefined
  overrides?: ReadonlyMap<string, string>
  onProgress?(done: number, total: number): void
}

export interface Imported {
  report: ImportReport
  /** The table as it was read, and what became of each of its rows. */
  table: TableFile<Column>
  rows: ReportRow[]
}

/** Rows of one unit of work: each is durable before the next begins, and the service answers in between. */
const ROWS_PER_WRITE = 250

/** Imports a register file. Rows are independent; what is written is durable when the report is there. Throws a Refusal. */
export async function importRegister(ledger: Ledger, bytes: Uint8Array, options: ImportOptions): Promise<Imported> {
  const started = performance.now()
  const words = registerWords()
  const rowWords = { ...words, marks: ['uscc', 'kind', 'status'] as const }
  const table = await readInThread<Column>({ bytes, words: rowWords, sheet: options.sheet })
  const reference = { ...(await readReference(ledger, options)), words, places: table.header.places }
  const run: Run = { ledger, options, reference, table, lines: new Map() }
  const rows: ReportRow[] = []
  for (let i = 0; i < table.rows.length; i += ROWS_PER_WRITE) {
    const part = table.rows.slice(i, i + ROWS_PER_WRITE)
    rows.push(...(await importPart(part, run)))
    options.onProgress?.(i + part.length, table.rows.length)
    await breathe()
  }
  const report = {
    dryRun: options.dryRun ?? false,
    file: reportFile(table),
    seconds: Math.round(performance.now() - started) / 1000,
    counts: countRows(rows),
    skipped: table.skipped,
    rows: rows.filter(({ outcome, notes }) => notes.length > 0 || (outcome !== 'created' && outcome !== 'unchanged')),
  }
  return { report, table, rows }
}

async function readReference(ledger: Ledger, { overrides, empty }: ImportOptions) {
  const { tables } = ledger.store
  const today = dayToDate(businessDay(ledger.clock.now()))
  return ledger.read(async db => {
    const categories = (await allServices(db, tables)).filter(service => service.code.length === 2)
    return {
      areas: new AreaReader(await allAreas(db, tables), today),
      categories: new Map(categories.flatMap(({ name, code }) => [[name, code] as const, [code, code] as const])),
      today,
      overrides: overrides ?? new Map<string, string>(),
      empty: empty ?? ('keeps' as const),
    }
  })
}

interface Run {
  ledger: Ledger
  options: ImportOptions
  reference: RowReference
  table: TableFile<Column>
  /** Code -> the line that has it first. */
  lines: Map<string, number>
}

async function importPart(part: readonly TableRow[], run: Run): Promise<ReportRow[]> {
  const { ledger, options, reference, table } = run
  const read = part.map(row => [row, readRow(row, reference)] as const)
  const titles = (column: Column | null) =>
    column ? (table.header.titles[table.header.places.get(column)!] ?? '') : ''
  const each = async (db: Reader, tx: Transaction | null) => {
    const codes = read.flatMap(([, { facts }]) => facts?.uscc ?? [])
    const found = await findByUsccs(db, ledger.store.tables, codes)
    const rows: ReportRow[] = []
    for (const [row, result] of read)
      rows.push(reportRow(row, await importRow(row, result, { run, found, tx }), titles))
    return rows
  }
  if (options.dryRun) return ledger.read(db => each(db, null))
  return ledger.write(options.actor, tx => each(tx.db, tx))
}

interface Step {
  run: Run
  found: ReadonlyMap<string, ProviderRow[]>
  /** Null on a dry run. */
  tx: Transaction | null
}

async function importRow(row: TableRow, { facts, faults, notes }: ReadRow, step: Step): Promise<RowResult> {
  const none = { provider: null, faults: [], notes }
  if (!facts) return { ...none, outcome: 'rejected', faults }
  const first = step.run.lines.get(facts.uscc)
  if (first !== undefined)
    return { ...none, outcome: 'repeated', faults: [codeFault(facts, 'uscc-repeated', String(first))] }
  step.run.lines.set(facts.uscc, row.line)
  const found = step.found.get(facts.uscc) ?? []
  const same = found.find(provider => nameKey(provider.name) === nameKey(facts.name))
  if (same) {
    const held = heldOf(same)
    const changed = await write(step, same.id, changesOf(held, facts))
    return {
      ...none,
      provider: same.id,
      outcome: changed ? 'updated' : 'unchanged',
      notes: [...notes, ...differences(held, facts)],
    }
  }
  const [other] = found
  if (other) {
    // The code is the same: an end acts at once, the name waits for a person.
    const ended = await write(step, other.id, endOfRegistration(heldOf(other), facts))
    return {
      provider: other.id,
      outcome: 'conflict',
      faults: [codeFault(facts, 'uscc-conflict', other.name)],
      notes: ended ? [...notes, { column: 'status', value: '', code: 'status-applied', allowed: [] }] : notes,
    }
  }
  const missing = missingCells(facts)
  if (missing.length > 0) return { ...none, outcome: 'rejected', faults: missing }
  const id = step.tx ? step.run.ledger.newId() : null
  await write(step, id, registrationOf(facts))
  return { ...none, provider: id, outcome: 'created' }
}

function codeFault(facts: RegisterFacts, code: 'uscc-repeated' | 'uscc-conflict', other: string): RowFault {
  return { column: 'uscc', value: facts.uscc, code, allowed: [other] }
}

/** True if there was something to write. */
async function write({ tx }: Step, provider: string | null, drafts: readonly EntryDraft[]): Promise<boolean> {
  if (tx && provider)
    for (const { type, payload } of drafts)
      await tx.append({ type, subject: provider, payload: { provider, ...payload } })
  return drafts.length > 0
}

function heldOf(row: ProviderRow): Held {
  return {
    ...row,
    kind: row.kind as Held['kind'],
    areas: JSON.parse(row.areas) as string[],
    offerings: JSON.parse(row.offerings) as string[],
  }
}
