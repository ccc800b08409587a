/** The table that people read, and the JSON beside it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import type { Result, Summary, Target } from './measure.ts'

const RESULTS = new URL('../../var/bench/results/', import.meta.url)

const number = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : value >= 100 ? value.toFixed(0) : value.toPrecision(3)
const spread = ({ low, high }: Summary) => `${number(low)}–${number(high)}`
const targetText = ({ most, least }: Target) => (most === undefined ? `≥ ${least}` : `≤ ${most}`)

export function verdict({ reached, noisy }: Result): string {
  if (noisy) return reached ? 'reached, too noisy to tell' : 'missed, too noisy to tell'
  return reached ? 'reached' : 'MISSED'
}

/** A markdown table. */
export function table(results: readonly Result[]): string {
  const rows = results.map(r => [
    r.name,
    r.measurement,
    `${number(r.candidate.median)} ${r.unit}`,
    r.baseline ? `${number(r.baseline.median)} ${r.unit}` : '–',
    `**${number(r.figure.median)}** (${spread(r.figure)})`,
    targetText(r.target),
    verdict(r),
  ])
  const head = ['name', 'measurement', 'measured', 'baseline', 'figure: median (quartiles)', 'to reach', '']
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

export function machine() {
  const { model = '?' } = cpus()[0] ?? {}
  return {
    at: new Date().toISOString(),
    node: process.version,
    cpu: `${cpus().length} × ${model}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: loadavg().map(value => Number(value.toFixed(2))),
  }
}

/** True if others were at work before this run began. */
export const wasBusy = ({ load }: ReturnType<typeof machine>) => load[0]! > 0.5 * cpus().length

export function save(results: readonly Result[], before: ReturnType<typeof machine>): void {
  mkdirSync(RESULTS, { recursive: true })
  for (const result of results)
    writeFileSync(
      new URL(`${result.name}.json`, RESULTS),
      `${JSON.stringify({ ...result, machine: before }, null, 2)}\n`,
    )
}
