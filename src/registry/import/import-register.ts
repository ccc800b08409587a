import { setImmediate as breathe } from 'node:timers/promises'
import { businessDay, dayToDate } from '../../ledger/clock.ts'
import type { Ledger, Transaction } from '../../ledger/ledger.ts'
import { bound } from '../../store/bounds.ts'
import type { Reader } from '../../store/store.ts'
import { readInThread } from '../files/in-thread.ts'
import type { TableRow } from '../files/rules-table.ts'
import type { TableFile } from '../files/table-file.ts'
import { allAreas, allServices } from '../reference-rows.ts'
import { nextNumber, type ProviderRow } from '../rows.ts'
import { AreaReader } from '../rules-area-words.ts'
import { nameKey } from '../rules-name.ts'
import { bearersOf } from '../same-name.ts'
import { codeFault, findKnown, heldOf, type Known, matchRow, type RowMatch, rowKey } from './match-rows.ts'
import type { RegisterFacts, RowReference } from './register-facts.ts'
import { type Column, registerWords } from './register-words.ts'
import { countRows, type ImportReport, type ReportRow, type RowResult, reportFile, reportRow } from './report.ts'
import {
  changesOf,
  differences,
  type EntryDraft,
  endOfRegistration,
  missingCells,
  registrationOf,
} from './rules-changes.ts'
import type { RowFault, RowNote } from './rules-faults.ts'
import { type ReadRow, readRow } from './rules-row.ts'

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
const ROWS_PER_WRITE = bound('register-rows', 250)

/** Imports a register file. Rows are independent; what is written is durable when the report is there. Throws a Refusal. */
export async function importRegister(ledger: Ledger, bytes: Uint8Array, options: ImportOptions): Promise<Imported> {
  const started = performance.now()
  const words = registerWords()
  const rowWords = { ...words, marks: ['uscc', 'kind', 'status'] as const }
  const table = await readInThread<Column>({ bytes, words: rowWords, sheet: options.sheet })
  const reference = { ...(await readReference(ledger, options)), words, places: table.header.places }
  const run: Run = { ledger, options, reference, table, lines: new Map(), names: new Map() }
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
  /** Code, number, or name and area -> the line that has it first. */
  lines: Map<string, number>
  /** Name and area -> the provider in operation that bears it, of those that were looked up or created. */
  names: Map<string, string>
}

async function importPart(part: readonly TableRow[], run: Run): Promise<ReportRow[]> {
  const { ledger, options, reference, table } = run
  const read = part.map(row => [row, readRow(row, reference)] as const)
  const titles = (column: Column | null) =>
    column ? (table.header.titles[table.header.places.get(column)!] ?? '') : ''
  const each = async (db: Reader, tx: Transaction | null) => {
    const known = await findKnown(
      db,
      ledger.store.tables,
      read.flatMap(([, { facts }]) => facts ?? []),
    )
    const names = read.flatMap(([, { facts }]) => facts?.name ?? [])
    for (const bearer of await bearersOf(db, ledger.store.tables, names))
      run.names.set(`${bearer.nameKey} ${bearer.area}`, bearer.uscc ?? bearer.number ?? bearer.id)
    const rows: ReportRow[] = []
    for (const [row, result] of read)
      rows.push(reportRow(row, await importRow(row, result, { run, known, tx }), titles))
    return rows
  }
  if (options.dryRun) return ledger.read(db => each(db, null))
  return ledger.write(options.actor, tx => each(tx.db, tx))
}

interface Step {
  run: Run
  known: Known
  /** Null on a dry run. */
  tx: Transaction | null
}

async function importRow(row: TableRow, { facts, faults, notes }: ReadRow, step: Step): Promise<RowResult> {
  if (!facts) return { provider: null, faults, notes, outcome: 'rejected' }
  const first = step.run.lines.get(rowKey(facts))
  if (first !== undefined) {
    const repeated = codeFault(facts, 'uscc-repeated', String(first))
    return { provider: null, faults: [repeated], notes, outcome: 'repeated' }
  }
  const result = await importMatched(facts, notes, step)
  // A row that was rejected does not stand in the way of a better one.
  if (result.outcome !== 'rejected') step.run.lines.set(rowKey(facts), row.line)
  return result
}

async function importMatched(facts: RegisterFacts, notes: RowNote[], step: Step): Promise<RowResult> {
  const match = matchRow(facts, step.known)
  switch (match.kind) {
    case 'unknown-number':
      return { provider: null, faults: [match.fault], notes, outcome: 'rejected' }
    case 'same':
      return update(match.provider, facts, notes, step)
    case 'other':
      return waiting(match, facts, notes, step)
    case 'new':
      return create(facts, notes, step)
  }
}

async function update(row: ProviderRow, facts: RegisterFacts, notes: RowNote[], step: Step): Promise<RowResult> {
  const held = heldOf(row)
  const changed = await write(step, row.id, changesOf(held, facts))
  const outcome = changed ? 'updated' : 'unchanged'
  return { provider: row.id, outcome, faults: [], notes: [...notes, ...differences(held, facts)] }
}

/** The code is the same and the name is not: an end of the registration acts at once, the rest waits for a person. */
async function waiting(
  { provider, fault }: Extract<RowMatch, { kind: 'other' }>,
  facts: RegisterFacts,
  notes: RowNote[],
  step: Step,
): Promise<RowResult> {
  const drafts = fault.code === 'team-known' ? [] : endOfRegistration(heldOf(provider), facts)
  const applied: RowNote[] = (await write(step, provider.id, drafts))
    ? [{ column: 'status', value: '', code: 'status-applied', allowed: [] }]
    : []
  return { provider: provider.id, outcome: 'conflict', faults: [fault], notes: [...notes, ...applied] }
}

async function create(facts: RegisterFacts, notes: RowNote[], step: Step): Promise<RowResult> {
  const missing = missingCells(facts)
  if (missing.length > 0) return { provider: null, outcome: 'rejected', faults: missing, notes }
  const { tx, run } = step
  const bearer = bearerOf(facts, run)
  if (bearer !== null) {
    const fault: RowFault = { column: 'name', value: facts.name, code: 'same-name', allowed: [bearer] }
    return { provider: null, outcome: 'conflict', faults: [fault], notes }
  }
  if (!tx) return { provider: null, outcome: 'created', faults: [], notes }
  const number = facts.uscc === null ? await nextNumber(tx.db, tx.tables) : null
  const id = run.ledger.newId()
  await write(step, id, registrationOf(facts, number))
  const given: RowNote[] = number ? [{ column: 'uscc', value: '', code: 'number-given', allowed: [number] }] : []
  return { provider: id, outcome: 'created', faults: [], notes: [...notes, ...given] }
}

/** The provider in operation that bears the name in the area, unless a person has confirmed that the row is another one. */
function bearerOf({ name, area, uscc, registration }: RegisterFacts, { names, reference }: Run): string | null {
  if (registration !== 'operating') return null
  const place = `${nameKey(name)} ${area}`
  const bearer = names.get(place)
  if (bearer !== undefined && !(uscc !== null && reference.overrides.has(uscc))) return bearer
  names.set(place, uscc ?? name)
  return null
}

/** True if there was something to write. */
async function write({ tx }: Step, provider: string, drafts: readonly EntryDraft[]): Promise<boolean> {
  if (tx)
    for (const { type, payload } of drafts)
      await tx.append({ type, subject: provider, payload: { provider, ...payload } })
  return drafts.length > 0
}
