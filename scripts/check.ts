// npm run check: everything that can be proven without running the service's tests, each step with its time.
import { spawnSync } from 'node:child_process'

const STEPS: [name: string, command: string, args: string[]][] = [
  ['types', 'tsc', ['-p', '.']],
  ['lint and format', 'biome', ['ci', '--error-on-warnings', '.']],
  ['contract for generators', 'node', ['scripts/lint-contract.ts']],
  ['contract lint', 'redocly', ['lint', '--max-problems', '50', 'openapi.yaml']],
  ['generated files are current', 'node', ['scripts/generate.ts', '--check']],
  ['migrations run twice', 'node', ['scripts/migrate-twice.ts']],
]

let failed = 0
for (const [name, command, args] of STEPS) {
  const started = performance.now()
  const run = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${run.status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (run.status === 0) continue
  failed++
  console.log(run.error?.message ?? `${run.stdout}${run.stderr}`)
}
process.exit(failed > 0 ? 1 : 0)
