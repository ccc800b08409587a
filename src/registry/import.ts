import { setImmediate as breathe } from 'node:timers/promises'
import { businessDay, dayToDate } from '../ledger/clock.ts'
import type { Ledger, Transaction } from '../ledger/ledger.ts'
import { decodeRegister, type Encoding } from './decode.ts'
import { type Headers, type RegisterRow, readRegister } from './read-register.ts'
import { allAreas, allServices } from './reference-rows.ts'
import { findByUscc, type ProviderRow } from './rows.ts'
import { type ImportReference, type RegisterFacts, type RowFault, readRow } from './rules-import.ts'
import { nameKey } from './rules-name.ts'

export type ImportOutcome = 'created' | 'updated' | 'unchanged' | 'rejected' | 'conflict'

export interface ReportRow {
  row: number
  line: number
  outcome: ImportOutcome
  provider: string | null
  faults: { column: string; value: string; code: RowFault['code'] | 'uscc-conflict' }[]
}

export interface ImportReport {
  dryRun: boolean
  encoding: Encoding
  seconds: number
  counts: { created: number; updated: number; unchanged: number; rejected: number; conflicts: number }
  /** Every row that is not plainly created or unchanged. */
  rows: ReportRow[]
}

export interface ImportOptions {
  actor: string
  dryRun?: boolean
  overrides?: ReadonlyMap<string, string>
  onProgress?(done: number, total: number): void
}

/** Rows of one unit of work: each is durable before the next begins, and the service answers in between. */
const ROWS_PER_WRITE = 250
const VALUE_LIMIT = 200
const CREATED = '(new)'

type Known = Pick<ProviderRow, 'id' | 'name'>

/** Imports a register file. Rows are independent; what is written is durable when the report is there. */
export async function importRegister(ledger: Ledger, bytes: Uint8Array, options: ImportOptions): Promise<ImportReport> {
  const started = performance.now()
  const { text, encoding } = decodeRegister(bytes)
  const { headers, rows } = readRegister(text)
  const reference = await readReference(ledger, options.overrides ?? new Map())
  const results: ReportRow[] = []
  // A dry run writes nothing, so it remembers what the rows before would have registered.
  const seen = new Map<string, Known & RegisterFacts>()
  for (let i = 0; i < rows.length; i += ROWS_PER_WRITE) {
    const part = rows.slice(i, i + ROWS_PER_WRITE)
    results.push(...(await importPart(ledger, part, { headers, reference, seen, options })))
    options.onProgress?.(i + part.length, rows.length)
    await breathe()
  }
  const seconds = Math.round(performance.now() - started) / 1000
  return {
    dryRun: options.dryRun ?? false,
    encoding,
    seconds,
    counts: count(results),
    rows: results.filter(r => r.outcome !== 'created' && r.outcome !== 'unchanged'),
  }
}

async function readReference(ledger: Ledger, overrides: ReadonlyMap<string, string>): Promise<ImportReference> {
  const { tables } = ledger.store
  return ledger.read(async db => ({
    areas: await allAreas(db, tables),
    categories: new Map((await allServices(db, tables)).filter(s => s.code.length === 2).map(s => [s.name, s.code])),
    today: dayToDate(businessDay(ledger.clock.now())),
    overrides,
  }))
}

interface Run {
  headers: Headers
  reference: ImportReference
  seen: Map<string, Known & RegisterFacts>
  options: ImportOptions
}

async function importPart(ledger: Ledger, part: RegisterRow[], run: Run): Promise<ReportRow[]> {
  if (run.options.dryRun) {
    return ledger.read(db => eachRow(part, run, uscc => findByUscc(db, ledger.store.tables, uscc), null, ledger.newId))
  }
  return ledger.write(run.options.actor, tx =>
    eachRow(part, run, uscc => findByUscc(tx.db, tx.tables, uscc), tx, ledger.newId),
  )
}

async function eachRow(
  part: RegisterRow[],
  run: Run,
  find: (uscc: string) => Promise<ProviderRow[]>,
  tx: Transaction | null,
  newId: () => string,
): Promise<ReportRow[]> {
  const results: ReportRow[] = []
  for (const row of part) {
    const read = readRow(row, run.reference)
    if ('faults' in read) results.push(rejected(row, read.faults, run.headers))
    else results.push(await importRow(row, read.facts, run, await find(read.facts.uscc), tx, newId))
  }
  return results
}

function rejected(row: RegisterRow, faults: RowFault[], headers: Headers): ReportRow {
  const shown = faults.map(f => ({
    column: f.column ? headers[f.column] : '',
    value: f.value.slice(0, VALUE_LIMIT),
    code: f.code,
  }))
  return { row: row.row, line: row.line, outcome: 'rejected', provider: null, faults: shown }
}

async function importRow(
  row: RegisterRow,
  facts: RegisterFacts,
  run: Run,
  found: ProviderRow[],
  tx: Transaction | null,
  newId: () => string,
): Promise<ReportRow> {
  const at = { row: row.row, line: row.line, faults: [] }
  const earlier = run.seen.get(facts.uscc)
  const same = found.find(p => nameKey(p.name) === nameKey(facts.name))
  const other = found[0] ?? earlier
  if (!same && other && (!earlier || nameKey(earlier.name) !== nameKey(facts.name)))
    return {
      ...at,
      outcome: 'conflict',
      provider: other.id === CREATED ? null : other.id,
      faults: [{ column: run.headers.uscc, value: `${facts.uscc} ${other.name}`, code: 'uscc-conflict' }],
    }
  if (same) {
    const changes = changesOf(same, earlier ?? null, facts)
    if (tx)
      for (const draft of changes)
        await tx.append({ ...draft, subject: same.id, payload: { provider: same.id, ...draft.payload } })
    else run.seen.set(facts.uscc, { ...facts, id: same.id })
    return { ...at, outcome: changes.length > 0 ? 'updated' : 'unchanged', provider: same.id }
  }
  if (earlier) {
    const unchanged = JSON.stringify({ ...earlier, id: '' }) === JSON.stringify({ ...facts, id: '' })
    run.seen.set(facts.uscc, { ...facts, id: CREATED })
    return { ...at, outcome: unchanged ? 'unchanged' : 'updated', provider: null }
  }
  if (!tx) {
    run.seen.set(facts.uscc, { ...facts, id: CREATED })
    return { ...at, outcome: 'created', provider: null }
  }
  return { ...at, outcome: 'created', provider: await register(tx, facts, newId()) }
}

async function register(tx: Transaction, { inactive, ...facts }: RegisterFacts, id: string): Promise<string> {
  await tx.append({ type: 'provider.registered', subject: id, payload: { provider: id, ...facts } })
  if (inactive) await tx.append({ type: 'provider.deactivated', subject: id, payload: { provider: id } })
  return id
}

/** The entries that bring a provider to what the register says; none if it is that already. `earlier`: an earlier row of a dry run. */
function changesOf(row: ProviderRow, earlier: RegisterFacts | null, facts: RegisterFacts) {
  const drafts: { type: string; payload: Record<string, unknown> }[] = []
  const held = earlier ?? {
    ...row,
    areas: JSON.parse(row.areas) as string[],
    offerings: JSON.parse(row.offerings) as string[],
    inactive: row.status === 'inactive',
  }
  const changed: Record<string, unknown> = {}
  for (const key of ['phone', 'address', 'area', 'founded', 'validUntil'] as const)
    if (held[key] !== facts[key]) changed[key] = facts[key]
  if (String(held.areas) !== String(facts.areas)) changed.areas = facts.areas
  if (Object.keys(changed).length > 0) drafts.push({ type: 'provider.changed', payload: changed })
  if (String(held.offerings) !== String(facts.offerings))
    drafts.push({ type: 'provider.offerings-set', payload: { offerings: facts.offerings } })
  // A provider that has left the centre stays so whatever the register says; a suspension outlives a register that says it exists.
  if (row.status !== 'withdrawn' && facts.inactive !== held.inactive)
    drafts.push({ type: facts.inactive ? 'provider.deactivated' : 'provider.reactivated', payload: {} })
  return drafts
}

function count(results: readonly ReportRow[]): ImportReport['counts'] {
  const of = (outcome: ImportOutcome) => results.filter(result => result.outcome === outcome).length
  return {
    created: of('created'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    rejected: of('rejected'),
    conflicts: of('conflict'),
  }
}
