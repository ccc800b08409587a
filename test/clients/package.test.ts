import { execFile, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientTables, clientTypes } from '../../scripts/typescript-client.ts'
import { loadContract } from '../../src/api/contract.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { addressOf } from './city-clients.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PACKAGE = join(ROOT, 'clients/typescript')
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')
/** Options of the strictest common setting. */
const STRICTEST = {
  noEmit: true,
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
}

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const run = (args: string[], cwd: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}
const DONE = { status: 0, said: '' }

/** A folder in which somebody has installed the package. */
let home: string
let installed: string
const modules = (name: string) => join(home, 'node_modules', name)

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'xinqiao-client-'))
  installed = modules('@xinqiao/client')
  mkdirSync(installed, { recursive: true })
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers', '@types', 'undici-types'])
    symlinkSync(join(ROOT, 'node_modules', name), modules(name), 'junction')
  for (const name of ['package.json', 'tsconfig.json', 'src'])
    cpSync(join(PACKAGE, name), join(installed, name), { recursive: true })
  const contract = loadContract()
  writeFileSync(join(installed, 'src/types.gen.ts'), await clientTypes(contract))
  writeFileSync(join(installed, 'src/tables.gen.ts'), clientTables(contract))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** The result of tsc on programs that use the package. */
function check(platform: object, ...sources: string[]) {
  const files = sources.map((source, n) => {
    writeFileSync(join(home, `program${n}.ts`), source)
    return `program${n}.ts`
  })
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...STRICTEST, ...platform }, files }))
  return run([TSC, '-p', '.'], home)
}

const EXAMPLE = readFileSync(join(PACKAGE, 'examples/main-flow.ts'), 'utf8')
const [, OF_README] = /```ts\n([\s\S]+?)```/.exec(readFileSync(join(PACKAGE, 'README.md'), 'utf8'))!
const NODE = { lib: ['es2022'], types: ['node'] }
const BROWSER = { lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [] }

describe('the package @xinqiao/client', () => {
  it('has the version of the service', () => {
    const { version, license } = json(join(ROOT, 'package.json'))
    const own = json(join(PACKAGE, 'package.json'))
    expect([own.version, own.license]).toEqual([version, license])
    expect(loadContract().document.info.version).toBe(version)
  })

  it('depends on the openapi-fetch that is tested here, and runs nothing when it is installed', () => {
    const { dependencies, scripts } = json(join(PACKAGE, 'package.json'))
    const { devDependencies } = json(join(ROOT, 'package.json'))
    expect(dependencies).toEqual({ 'openapi-fetch': devDependencies['openapi-fetch'] })
    expect(Object.keys(scripts)).toEqual(['build'])
  })

  it('builds with types that are made afresh from the contract', () => {
    expect(run([TSC, '-p', '.'], installed)).toEqual(DONE)
  })

  it('has tests whose types are right', () => {
    expect(run([TSC, '-p', 'test/clients'], ROOT)).toEqual(DONE)
  })
})

describe('a program that uses the package, in the strictest common setting', () => {
  it('compiles on Node', () => expect(check(NODE, EXAMPLE, OF_README!)).toEqual(DONE))

  it('compiles for a browser', () => {
    const argv = 'declare const process: { argv: string[]; env: { [name: string]: string | undefined } }\n'
    expect(check(BROWSER, argv + EXAMPLE)).toEqual(DONE)
  })

  it('is refused what the contract does not have', () => {
    const wrong = [
      `answerOf(client.GET('/v1/nothing'))`,
      `answerOf(client.POST('/v1/appeals', { body: { evidence: 1 } }))`,
      `answerOf(client.POST('/v1/appeals', { body: { evidence: '1', grounds: '' } }))`,
      `answerOf(client.GET('/v1/providers', { params: { query: { grade: 'Z' } } }))`,
      `answerOf(client.GET('/v1/requests/{id}'))`,
      `new ProblemError(404, null).code === 'provider-not-fond'`,
      `itemsOf(client, '/v1/catalogue', {})`,
      `itemsOf(client, '/v1/eligible-providers', {})`,
      `(await answerOf(client.GET('/v1/catalogue'))).services`,
      `createXinqiaoClient({ address: '', language: 'zh' })`,
    ]
    const head = [
      `import { answerOf, createXinqiaoClient, itemsOf, ProblemError } from '@xinqiao/client'`,
      `const client = createXinqiaoClient({ address: '' })`,
    ]
    const lines = [...head, ...wrong.map((expression, n) => `export const wrong${n} = ${expression}`)]
    const { said } = check(NODE, lines.join('\n'))
    const refused = new Set([...said.matchAll(/^program0\.ts\((\d+),/gm)].map(([, line]) => lines[Number(line) - 1]))
    expect([...refused]).toEqual(lines.slice(head.length))
  })

  it('runs the main flow', async () => {
    const city = await City.open()
    try {
      const example = join(home, 'main-flow.ts')
      writeFileSync(example, EXAMPLE)
      const { dispatcher, firm, regulator } = city.keys
      const env = { DISPATCHER: dispatcher, FIRM: firm, REGULATOR: regulator }
      // This process answers meanwhile.
      const { stdout } = await promisify(execFile)(process.execPath, [example, addressOf(city), SERVICE, AREA], { env })
      expect(stdout.split('\n')).toEqual([
        expect.stringMatching(/^categories \d+$/),
        'eligible 2',
        'decision true',
        'request completed',
        'rating NR probation of 1 pieces of evidence',
        'complaint explained true',
        'appeal filed',
        'appeal withdrawn',
        expect.stringMatching(/^refused provider-not-found 404 provider-not-found: /),
        '',
      ])
    } finally {
      await city.close()
    }
  })
})
