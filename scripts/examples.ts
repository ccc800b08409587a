// node scripts/examples.ts: writes schemas/examples/ anew from answers of two small cities (test/support/examples.ts).
import { spawnSync } from 'node:child_process'

const env = { ...process.env, XINQIAO_EXAMPLES: 'write' }
const run = (command: string, args: string[]) => spawnSync(command, args, { env, stdio: 'inherit' }).status ?? 1
process.exit(
  run('vitest', ['run', 'test/api/examples.test.ts']) || run('biome', ['check', '--write', 'schemas/examples']),
)
