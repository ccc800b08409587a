import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { businessDay, dayToDate, systemClock } from '../ledger/clock.ts'
import { type ConformanceRun, runConformance } from '../standards/conformance-run.ts'
import { openCity } from './open.ts'
import { progress } from './progress.ts'

const OPTIONS = { on: { type: 'string' } } as const

/** `conformance`: every standard against every firm, with a table by category. */
export async function conformance(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const date = values.on ?? dayToDate(businessDay(systemClock.now()))
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error('usage: npm run conformance -- [--on YYYY-MM-DD]')
  const store = await openCity(readConfig(process.env))
  try {
    const bar = progress('核对 conformance', '标准×机构 pairs')
    const run = await store.read(db => runConformance(db, store.tables, date, bar.at))
    bar.end()
    console.log(inWords(run, date))
  } finally {
    await store.close()
  }
  return 0
}

const cell = (n: number) => String(n).padStart(9)
const thousands = (n: number) => Math.round(n).toLocaleString('en')

function inWords(run: ConformanceRun, date: string): string {
  const rows = run.categories.map(
    ({ category, standards, firms, outcomes: o }) =>
      `${category.padEnd(8)}${[standards, firms, o.met, o['not-met'], o['not-assessable'], o['not-checked']].map(cell).join('')}`,
  )
  return [
    `${date}：现行标准，已提供该类服务的机构 editions that count, firms that serve the category`,
    `${'category'.padEnd(8)}${['standards', 'firms', 'met', 'not met', 'no facts', 'unchecked'].map(s => s.padStart(9)).join('')}`,
    ...rows,
    '',
    `标准×机构 pairs        ${run.standards} × ${run.firms} = ${thousands(run.pairs)}`,
    `条款判定 evaluations   ${thousands(run.evaluations)}`,
    `读取 reading           ${run.readSeconds.toFixed(2)} s`,
    `判定 evaluating        ${run.seconds.toFixed(2)} s; 处理器 processor ${run.processorSeconds.toFixed(2)} s, ${thousands(run.evaluations / run.processorSeconds)} /s`,
    `最慢 slowest           ${run.slowest.map(s => `${s.standard} ${s.milliseconds.toFixed(1)} ms`).join(', ')}`,
  ].join('\n')
}
