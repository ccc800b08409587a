// npm run test:postgres: starts a PostgreSQL server of its own on a temporary folder, runs the tests against it that use one, stops it.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The variable that a test file reads to run on a server. */
const ON_SERVER = /\/databases\.ts'|XINQIAO_TEST_DATABASE_URL/
/** The whole way of a request, over a city on the server. */
const REQUESTS = 'test/requests/'
const DEBIAN = '/usr/lib/postgresql'

/** The folder of initdb and pg_ctl: Debian keeps its newest under a version, others have it on the PATH. */
function binaries(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const found = [...versions.map(v => join(DEBIAN, v, 'bin')), ...(process.env.PATH ?? '').split(':')]
  const folder = found.find(path => existsSync(join(path, 'initdb')))
  if (!folder) throw new Error('no PostgreSQL server here: install one (Debian: apt-get install postgresql)')
  return folder
}

/** PostgreSQL refuses to run as root: then the user `postgres` runs it. */
function run(command: string, args: string[]): void {
  const asRoot = process.getuid?.() === 0
  const [program, all] = asRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args]
  const { status, error } = spawnSync(program, all, { stdio: ['ignore', 'ignore', 'inherit'], cwd: '/' })
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? `exit ${status}`}`)
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Test files with cases for a server. */
const suites = (): string[] =>
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.test.ts'))
    .map(path => join('test', path))
    .filter(path => path.startsWith(REQUESTS) || ON_SERVER.test(readFileSync(path, 'utf8')))

/** Files that were asked for, instead of every suite. */
const files = process.argv.slice(2).filter(argument => !argument.startsWith('-'))
const bin = binaries()
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-postgres-'))
chmodSync(folder, 0o777)
const data = join(folder, 'data')
const port = await freePort()

run(join(bin, 'initdb'), ['-D', data, '-U', 'xinqiao', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-k'])
// Nothing here cuts the power, so the server need not wait for its disk.
run(join(bin, 'pg_ctl'), [
  '-D',
  data,
  '-w',
  '-l',
  join(folder, 'log'),
  '-o',
  `-p ${port} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=500 -k ${folder}`,
  'start',
])
try {
  const url = `postgres://xinqiao@127.0.0.1:${port}/postgres`
  const env = { ...process.env, XINQIAO_TEST_DATABASE_URL: url }
  const args = ['run', ...(files.length > 0 ? [] : suites()), ...process.argv.slice(2)]
  const { status } = spawnSync('vitest', args, { stdio: 'inherit', env })
  process.exitCode = status ?? 1
} finally {
  run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'])
  rmSync(folder, { recursive: true, force: true })
}
