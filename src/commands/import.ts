import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { readConfig } from '../config.ts'
import { type ImportReport, importRegister, type ReportRow } from '../registry/import.ts'
import { reportCsv } from '../registry/report-csv.ts'
import { USAGE as EVIDENCE_USAGE, importEvidenceFile } from './import-evidence.ts'
import { openCity } from './open.ts'
import { progress } from './progress.ts'
import { openTrustedLedger } from './trusted-clock.ts'

const PROVIDERS_USAGE = 'import -- providers FILE [--dry-run] [--overrides FILE] [--report FILE.csv]'
const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  overrides: { type: 'string' },
  report: { type: 'string' },
} as const
/** Rows of the report that the terminal shows; the rest stands in the saved report. */
const SHOWN = 20

/** `import providers FILE` or `import evidence FILE`. */
export async function importFile([what, ...args]: string[]): Promise<number> {
  if (what === 'providers') return importProviders(args)
  if (what === 'evidence') return importEvidenceFile(args)
  throw new Error(`usage: npm run ${PROVIDERS_USAGE}\n       npm run ${EVIDENCE_USAGE}`)
}

/** Imports a register file and prints its report. */
async function importProviders(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [file] = positionals
  if (!file) throw new Error(`usage: npm run ${PROVIDERS_USAGE}`)
  const bytes = await readFile(file)
  const overrides = values.overrides
    ? readOverrides(await readFile(values.overrides, 'utf8'))
    : new Map<string, string>()
  const store = await openCity(readConfig(process.env))
  try {
    const ledger = await openTrustedLedger(store)
    const bar = progress('导入 import', '行 rows')
    const report = await importRegister(ledger, bytes, {
      actor: 'import',
      dryRun: values['dry-run'],
      overrides,
      onProgress: bar.at,
    })
    bar.end()
    if (values.report) await writeFile(values.report, reportCsv(report))
    console.log(inWords(report, values.report))
  } finally {
    await store.close()
  }
  return 0
}

/** Overrides: a CSV with the columns `uscc` and `reason`, for codes whose check character is wrong in the register itself. */
function readOverrides(text: string): Map<string, string> {
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true })
  return new Map(
    rows.map(({ uscc, reason }, i) => {
      if (!uscc || !reason) throw new Error(`overrides: row ${i + 1} needs a uscc and a reason`)
      return [uscc, reason] as const
    }),
  )
}

function inWords({ counts, dryRun, encoding, seconds, rows }: ImportReport, saved: string | undefined): string {
  const lines = [
    `${dryRun ? '试运行，未写入 dry run, nothing written' : '已导入 imported'}  ${encoding}  ${seconds} s`,
    ...Object.entries({
      '新增 created': counts.created,
      '更新 updated': counts.updated,
      '未变 unchanged': counts.unchanged,
      '拒绝 rejected': counts.rejected,
      '冲突 conflicts': counts.conflicts,
    }).map(([label, n]) => `  ${label.padEnd(14)} ${String(n).padStart(7)}`),
  ]
  const faulty = rows.filter(row => row.faults.length > 0)
  lines.push(...faulty.slice(0, SHOWN).map(faultLine))
  if (faulty.length > SHOWN && !saved) lines.push(`  … ${faulty.length - SHOWN} more: --report FILE.csv`)
  if (saved) lines.push(`  报告 report: ${saved}`)
  return lines.join('\n')
}

const faultLine = ({ row, faults }: ReportRow) =>
  `  行 row ${row}: ${faults.map(f => `${f.column} “${f.value}” ${f.code}`).join('; ')}`
