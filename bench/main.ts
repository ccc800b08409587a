// npm run bench -- [NAME…] [--quick]: measures the service beside its baselines, prints a table, writes var/bench/results/.
import { parseArgs } from 'node:util'
import { BENCHES } from './all.ts'
import { scaleOf } from './harness/bench.ts'
import type { Result } from './harness/measure.ts'
import { machine, save, table, wasBusy } from './harness/report.ts'

const { positionals, values } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const unknown = positionals.filter(name => !BENCHES.some(bench => bench.name === name))
if (unknown.length > 0) {
  console.error(`no such measurement: ${unknown.join(', ')}; there are ${BENCHES.map(b => b.name).join(', ')}`)
  process.exit(2)
}

const before = machine()
console.log(`${before.cpu}, ${before.memoryGiB} GiB, Node ${before.node}, load ${before.load.join(' ')}`)
if (wasBusy(before))
  console.log('机器忙，数字仅供参考 the machine is busy with something else: take the spread seriously')
const results: Result[] = []
for (const bench of BENCHES) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue
  const started = performance.now()
  try {
    const measured = await bench.run(scaleOf(values.quick))
    results.push(...measured)
    // At once: a later one that fails or is stopped takes nothing with it.
    if (!values.quick) save(measured, before)
  } catch (error) {
    console.error(`${bench.name}:`, error)
    process.exitCode = 1
  }
  console.error(`${bench.name} took ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
console.log(`\n${table(results)}`)
for (const { name, notes } of results) for (const note of notes) console.log(`${name}: ${note}`)
process.exit()
