import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { stringify } from 'csv-stringify/sync'
import { readConfig } from '../config.ts'
import type { LineFault } from '../ratings/evidence/evidence-lines.ts'
import { type EvidenceImport, importEvidence } from '../ratings/evidence/import-evidence.ts'
import type { Encoding } from '../registry/files/encodings.ts'
import { linesOf } from '../registry/files/lines.ts'
import { inert } from '../registry/import/report.ts'
import { openCity } from './open.ts'
import { progress } from './progress.ts'
import { onTerminal } from './terminal.ts'
import { openTrustedLedger } from './trusted-clock.ts'

export const USAGE = 'import -- evidence FILE.ndjson|- [--source NAME] [--report FILE.csv]'
/** Refused lines that the terminal shows; all of them stand in the saved report. */
const SHOWN = 20

/** `import evidence FILE`: takes a file, or with `-` and a name the standard input, of JSON lines in. */
export async function importEvidenceFile(args: string[]): Promise<number> {
  const options = { source: { type: 'string' }, report: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
  const [file] = positionals
  if (!file || (file === '-' && !values.source)) throw new Error(`usage: npm run ${USAGE}`)
  const source = values.source ?? `sha256:${await hashOf(file)}`
  const store = await openCity(readConfig(process.env))
  const faults = faultReport(values.report)
  const started = performance.now()
  try {
    const ledger = await openTrustedLedger(store)
    const input = file === '-' ? process.stdin : createReadStream(file)
    const bar = progress('导入 import', '字节 bytes')
    const total = file === '-' ? 0 : statSync(file).size
    const onProgress = () => bar.at(input === process.stdin ? 0 : (input as { bytesRead: number }).bytesRead, total)
    const lines = linesOf(input)
    const result = await importEvidence(ledger, lines, { actor: 'import', source, onFault: faults.add, onProgress })
    bar.end()
    await faults.end()
    console.log(
      inWords(result, faults.shown, { encoding: lines.encoding, seconds: (performance.now() - started) / 1000 }),
    )
    return allRefused(result) ? 1 : 0
  } finally {
    await store.close()
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(file)) hash.update(bytes)
  return hash.digest('hex')
}

/** Refused lines, the first of them for the terminal, all for the report if one is wanted. */
function faultReport(path: string | undefined) {
  const out = path ? createWriteStream(path) : null
  out?.write(stringify([['文件行 line', '原因 code', '说明 detail']], { bom: true }))
  const shown: LineFault[] = []
  return {
    shown,
    add(fault: LineFault) {
      if (shown.length < SHOWN) shown.push(fault)
      out?.write(stringify([[String(fault.line), fault.code, inert(fault.detail)]]))
    },
    async end() {
      out?.end()
      if (out) await finished(out)
    },
  }
}

const allRefused = ({ admitted, refused, repeated }: EvidenceImport) => refused > 0 && admitted + repeated === 0

interface Circumstances {
  encoding: Encoding | null
  seconds: number
}

function inWords(result: EvidenceImport, shown: LineFault[], { encoding, seconds }: Circumstances): string {
  const { lines, admitted, refused, repeated } = result
  const count = (label: string, n: number) => `  ${label.padEnd(14)} ${String(n).padStart(9)}`
  return [
    `已导入 imported  ${encoding ?? ''}  ${lines} 行 lines  ${seconds.toFixed(1)} s  ${Math.round(admitted / seconds)}/s`,
    count('入账 admitted', admitted),
    count('拒绝 refused', refused),
    count('已有 repeated', repeated),
    ...shown.map(({ line, code, detail }) => `  行 line ${line}: ${code} ${onTerminal(detail)}`),
    ...(refused > shown.length ? [`  … ${refused - shown.length} more: --report FILE.csv`] : []),
    ...(allRefused(result) ? ['未导入任何数据：全部行被拒绝 nothing was imported: every line was refused'] : []),
  ].join('\n')
}
