import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { Refusal } from '../registry/files/refusal.ts'
import { importRegister } from '../registry/import/import-register.ts'
import { readOverrides } from '../registry/import/overrides.ts'
import { refusedFile } from '../registry/import/refused-file.ts'
import { rejectsOf } from '../registry/import/rejects.ts'
import { reportCsv } from '../registry/import/report.ts'
import { USAGE as EVIDENCE_USAGE, importEvidenceFile } from './import-evidence.ts'
import { allRejected, type Saved, summary } from './import-summary.ts'
import { openCity } from './open.ts'
import { progress } from './progress.ts'
import { bilingual } from './terminal.ts'
import { openTrustedLedger } from './trusted-clock.ts'

export const PROVIDERS_USAGE =
  'import -- providers FILE [--sheet NAME] [--dry-run] [--empty clears] [--overrides FILE] [--rejects FILE] [--report FILE.csv]'
const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  sheet: { type: 'string' },
  empty: { type: 'string', default: 'keeps' },
  overrides: { type: 'string' },
  rejects: { type: 'string' },
  report: { type: 'string' },
} as const

/** `import providers FILE` or `import evidence FILE`. */
export async function importFile([what, ...args]: string[]): Promise<number> {
  if (what === 'providers') return importProviders(args)
  if (what === 'evidence') return importEvidenceFile(args)
  throw new Error(`usage: npm run ${PROVIDERS_USAGE}\n       npm run ${EVIDENCE_USAGE}`)
}

/** Imports a register file and prints its report. 1 if the file was refused, or every row. */
async function importProviders(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const { empty, sheet } = values
  const [file] = positionals
  if (!file || (empty !== 'keeps' && empty !== 'clears')) throw new Error(`usage: npm run ${PROVIDERS_USAGE}`)
  const bytes = await readFile(file)
  const store = await openCity(readConfig(process.env))
  const bar = progress('导入 import', '行 rows')
  try {
    const ledger = await openTrustedLedger(store)
    const overrides = values.overrides ? await readOverrides(await readFile(values.overrides)) : new Map()
    const options = { actor: 'import', dryRun: values['dry-run'], sheet, empty, overrides, onProgress: bar.at } as const
    const imported = await importRegister(ledger, bytes, options)
    const rejects = await rejectsOf(imported)
    const saved: Saved = { report: values.report, rejects: rejects ? values.rejects : undefined }
    if (saved.report) await writeFile(saved.report, reportCsv(imported.report))
    if (saved.rejects) await writeFile(saved.rejects, rejects!.bytes)
    bar.end()
    console.log(summary(imported.report, saved))
    return allRejected(imported.report) ? 1 : 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.log(`未导入，文件被拒绝 nothing was imported, the file was refused\n${bilingual(refusedFile(error))}`)
    return 1
  } finally {
    await store.close()
  }
}
