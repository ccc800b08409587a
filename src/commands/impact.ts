import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { businessDay, dateToDay, systemClock } from '../ledger/clock.ts'
import { ratingClockRow } from '../ratings/live/rows.ts'
import { createMethodology, loadMethodology, type Methodology } from '../ratings/rules/methodology.ts'
import type { Parameters } from '../ratings/rules/parameters.ts'
import { runImpact } from '../ratings/versions/impact.ts'
import { activated, methodologyRow } from '../ratings/versions/rows-methodologies.ts'
import { draftFaults } from '../ratings/versions/rules-drafts.ts'
import { openReading } from '../store/reading.ts'
import type { Reading } from '../store/store.ts'
import { impactTables } from './impact-tables.ts'
import { progress } from './progress.ts'

const USAGE = 'usage: npm run impact -- FILE [--json FILE] [--seq N --day YYYY-MM-DD --base VERSION]'
const OPTIONS = {
  json: { type: 'string' },
  seq: { type: 'string' },
  day: { type: 'string' },
  base: { type: 'string' },
} as const

/**
 * `impact FILE`: what a parameter document would change, over the whole ledger. Writes nothing to the database. With seq, day and base it repeats
 * an earlier run, whose hash an activation names.
 */
export async function impact(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [file] = positionals
  if (!file) throw new Error(USAGE)
  const document: unknown = JSON.parse(await readFile(file, 'utf8'))
  const { databaseUrl, dataDir } = readConfig(process.env)
  const reading = await openReading(databaseUrl ? { databaseUrl } : { dataDir })
  try {
    const state = await presentState(reading, document, values.base)
    const seq = values.seq === undefined ? state.seq : Number(values.seq)
    const day = values.day === undefined ? state.day : dateToDay(values.day)
    const { base, faults } = state
    if (!Number.isSafeInteger(seq)) throw new Error(USAGE)
    for (const { pointer, code, text } of faults) console.error(`${pointer || '/'}  ${code}  ${text.zh}\n  ${text.en}`)
    if (faults.length > 0) return 1
    const started = performance.now()
    const bar = progress('试算 impact', '条 entries')
    const draft = createMethodology(document as Parameters)
    const { impact, hash } = await runImpact(reading.read, reading.tables, { base, draft, seq, day }, bar.at)
    bar.end()
    const seconds = (performance.now() - started) / 1000
    if (values.json) await writeFile(values.json, `${JSON.stringify({ hash, ...impact }, null, 2)}\n`)
    console.log(impactTables(impact, hash, seconds))
  } finally {
    await reading.close()
  }
  return 0
}

/** The version in force, the newest entry, today, and what is wrong with the document beside the versions before it. */
async function presentState({ read, tables }: Reading, document: unknown, version?: string) {
  return read(async db => {
    const { ratedWith, evaluatedThrough } = await ratingClockRow(db, tables)
    const [head] = await db.select().from(tables.ledgerHead)
    const versions = await activated(db, tables)
    const base = await methodologyInForce({ read, tables }, version ?? ratedWith)
    const before = versions.length > 0 ? versions : [{ from: 0, parameters: base.parameters }]
    const day = Math.max(businessDay(systemClock.now()), head?.day ?? 0, evaluatedThrough)
    return { base, seq: head?.seq ?? 0, day, faults: draftFaults(document, before, day) }
  })
}

async function methodologyInForce(
  { read, tables }: Pick<Reading, 'read' | 'tables'>,
  version: string | null,
): Promise<Methodology> {
  const row = version === null ? undefined : await read(db => methodologyRow(db, tables, version))
  return row ? createMethodology(JSON.parse(row.parameters)) : loadMethodology()
}
