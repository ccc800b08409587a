// npm run test:clients: makes the Python client of the contract in a temporary folder, checks its types and runs docs/examples/main_flow.py with it
// against a service that it starts. Needs python3 with venv, and a registry of Python packages that pip reaches.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadContract } from '../src/api/contract.ts'
import { CITY } from '../src/city/city.ts'
import { FIRST_KEYS_FILE } from '../src/commands/first-keys.ts'
import { Command } from '../test/support/running-command.ts'

const TOOLS = ['openapi-python-client==0.29.1', 'mypy==2.4.1']
const EXAMPLE = 'docs/examples/main_flow.py'
/** The generator takes one of the four kinds of body of an import, the last, and warns of the others. */
const KNOWN_WARNING = 'WARNING parsing POST /v1/provider-imports within providers.'
const COMPLAINT = /^(?:WARNING|ERROR|Unable to process|Cannot|Error).*$/gm
/** The last line of the example. */
const END = /^refused provider-not-found 404/m
const GREETING = /^信桥 Xinqiao +(http:\S+)$/m
const ROOT = fileURLToPath(new URL('..', import.meta.url))

class Missing extends Error {}

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-python-'))
const bin = join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin')

/** What a program printed. @throws Error with it, if the program fails */
function run(program: string, args: string[], cwd = folder): string {
  // The generator formats with the ruff that comes with it.
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(error?.message ?? `${program} ${args.join(' ')}\n${stdout}${stderr}`)
  return `${stdout}${stderr}`
}
const tool = (name: string, ...args: string[]) => run(join(bin, name), args)

/** Runs what a machine may be unable to run. */
function need(what: string, action: () => void): void {
  try {
    action()
  } catch (error) {
    throw new Missing(`${what}\n${(error as Error).message}`)
  }
}

function install(): void {
  need('python3 is not here', () => run('python3', ['--version']))
  need('python3 has no venv (Debian: apt-get install python3-venv)', () => run('python3', ['-m', 'venv', 'venv']))
  need(`pip does not get ${TOOLS.join(', ')} from a registry`, () => tool('pip', 'install', '--quiet', ...TOOLS))
}

function generate(): void {
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(loadContract().bundled))
  const said = tool('openapi-python-client', 'generate', '--path', 'openapi.json')
  const complaints = said.match(COMPLAINT)?.filter(line => line !== KNOWN_WARNING) ?? []
  if (complaints.length > 0) throw new Error(`openapi-python-client leaves something out:\n${said}`)
}

function checkTypes(): void {
  need('pip does not get what the client depends on', () => tool('pip', 'install', '--quiet', './xinqiao-client'))
  tool('mypy', '--strict', 'xinqiao-client/xinqiao_client')
  tool('mypy', '--strict', join(ROOT, EXAMPLE))
}

async function runExample(): Promise<void> {
  const env = { PORT: '0', XINQIAO_DATA: folder, XINQIAO_DEMO_FIRMS: '500', DATABASE_URL: '' }
  const service = new Command(['serve'], env)
  try {
    await service.says(GREETING)
    const [, address] = GREETING.exec(service.said)!
    const keys = readFileSync(join(folder, FIRST_KEYS_FILE), 'utf8')
    const keyOf = (role: string) => new RegExp(`^${role} +(xq_\\S+)$`, 'm').exec(keys)![1]!
    const { service: item, area } = CITY.example!
    for (const role of ['dispatcher', 'firm', 'regulator']) process.env[role.toUpperCase()] = keyOf(role)
    const said = tool('python', join(ROOT, EXAMPLE), address!, item, area)
    if (!END.test(said)) throw new Error(`${EXAMPLE} does not come to its end:\n${said}`)
    console.log(said)
  } finally {
    await service.kill()
  }
}

const STEPS: [name: string, step: () => void | Promise<void>][] = [
  [`install ${TOOLS.join(', ')}`, install],
  ['generate the client', generate],
  ['mypy --strict', checkTypes],
  [EXAMPLE, runExample],
]

try {
  for (const [name, step] of STEPS) {
    await step()
    console.log(`ok   ${name}`)
  }
} catch (error) {
  console.error(error instanceof Missing ? `MISSING ${error.message}` : `FAIL ${(error as Error).message}`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
