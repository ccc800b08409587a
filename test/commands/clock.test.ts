import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { proveLedger } from '../../src/ledger/copy.ts'
import { openLedger } from '../../src/service.ts'
import { asc, getTableColumns } from '../../src/store/drizzle.ts'
import { openStore } from '../../src/store/open.ts'
import type { Reader } from '../../src/store/store.ts'
import { OPERATIONAL_TABLES, type Tables } from '../../src/store/tables.ts'
import { ServiceProcess } from '../machine/process.ts'
import { runCommand, WrongClock } from '../support/command-process.ts'

const DAY = 86_400_000
/** Several processes one after another, on a machine that may be busy. */
const PATIENCE = { timeout: 180_000 }
const parent = mkdtempSync(join(tmpdir(), 'xinqiao-clock-'))
const city = join(parent, 'city')
let keys: Record<string, string>

/** A city with a firm that the next Mondays rate. */
beforeAll(async () => {
  const service = await ServiceProcess.start({ XINQIAO_DATA: city })
  keys = service.keys
  await service.end('SIGTERM')
  const store = await openStore({ dataDir: city })
  const { ledger } = await openLedger(store)
  const order = { provider: 'p', day: 0, customer: 'c', completed: true, answeredWithin300s: true }
  await ledger.write('test', async tx => {
    for (let n = 0; n < 40; n++)
      await tx.append({
        type: 'evidence.order',
        subject: 'p',
        payload: { ...order, day: tx.day, customer: `c-${n}` },
      })
  })
  await store.close()
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

const running: ServiceProcess[] = []
afterEach(async () => {
  for (const service of running.splice(0)) await service.end('SIGKILL')
})

/** A copy of the city, the machine that runs it, and its clock. */
function place() {
  const data = join(parent, randomUUID())
  cpSync(city, data, { recursive: true })
  const clock = new WrongClock()
  const env = { XINQIAO_DATA: data, ...clock.env }
  const start = async (...args: string[]) => {
    const service = await ServiceProcess.start(env, { keys, args })
    running.push(service)
    return service
  }
  return {
    data,
    clock,
    run: (...args: string[]) => runCommand(args, env),
    start,
    /** Starts and stops. */
    async visit(...args: string[]) {
      const service = await start(...args)
      expect(await service.end('SIGTERM')).toBe(0)
    },
    /** Everything that is history, by table. */
    async rows() {
      const store = await openStore({ dataDir: data })
      const found: Record<string, unknown[]> = {}
      for (const name of Object.keys(store.tables) as (keyof Tables)[]) {
        if (OPERATIONAL_TABLES.includes(name)) continue
        const table = store.tables[name] as Tables['ledger']
        const order = Object.values(getTableColumns(table)).map(column => asc(column))
        found[name] = await store.read((db: Reader) =>
          db
            .select()
            .from(table)
            .orderBy(...order),
        )
      }
      await proveLedger(store, null)
      await store.close()
      return found
    },
  }
}

describe('a start with the clock ten days ahead', () => {
  it('ends with what to do, evaluates and erases nothing, and costs nothing afterwards', PATIENCE, async () => {
    const { clock, rows, start, visit } = place()
    const before = await rows()
    clock.shift(10 * DAY)
    await expect(start()).rejects.toThrow(
      /ended with 3: [\s\S]*later than the last known time by 10 天 days; [\s\S]*nothing was evaluated or erased[\s\S]*--clock-is-right/,
    )
    expect(await rows()).toEqual(before)
    clock.shift(0)
    await visit()
    expect(await rows()).toEqual(before)
  })

  it('goes on when a person confirms it, and asks nobody again', PATIENCE, async () => {
    const { clock, rows, visit } = place()
    const before = await rows()
    clock.shift(10 * DAY)
    await visit('--clock-is-right')
    await visit()
    expect((await rows()).ratingClock).not.toEqual(before.ratingClock)
  })

  it('stops every other command that writes', PATIENCE, async () => {
    const { clock, data, rows, run } = place()
    const before = await rows()
    clock.shift(10 * DAY)
    const register = join(data, 'register.csv')
    writeFileSync(register, '统一社会信用代码\n')
    const evidence = join(data, 'evidence.ndjson')
    writeFileSync(evidence, '')
    for (const args of [
      ['keys', 'issue', 'admin', '--name', 'night'],
      ['import', 'providers', register],
      ['import', 'evidence', evidence],
    ]) {
      const { status, stderr } = run(...args)
      expect([args, status]).toEqual([args, 3])
      expect(stderr).toContain('npm run clock -- confirm')
    }
    expect(await rows()).toEqual(before)
    expect(run('clock', 'confirm').status).toBe(0)
    expect(run('keys', 'issue', 'admin', '--name', 'night').status).toBe(0)
  })
})

describe('every command', () => {
  it('is known to write under a trusted clock, or not to write history at all', () => {
    const { stdout } = runCommand(['--help'], {})
    const commands = [...new Set([...stdout.matchAll(/^ {2}npm (?:run )?(\w+)/gm)].map(([, name]) => name))]
    const trusted = ['start', 'found', 'import', 'keys', 'clock']
    const readers = ['rebuild', 'verify', 'backup', 'restore', 'conformance', 'impact', 'vectors', 'city']
    expect(commands.sort()).toEqual([...trusted, ...readers].sort())
  })
})

describe('a clock that was ahead', () => {
  it('is shown with everything that knows the time', () => {
    const { clock, run } = place()
    expect(run('clock')).toMatchObject({ status: 0, stdout: expect.stringContaining('newest entry') })
    clock.shift(-10 * DAY)
    expect(run('clock')).toMatchObject({ status: 3, stdout: expect.stringContaining('clock-behind') })
  })

  it('without an entry is recovered from: the database is what it would have been', PATIENCE, async () => {
    const { clock, data, rows, run, start, visit } = place()
    const before = await rows()
    clock.shift(10 * DAY)
    await visit('--clock-is-right')
    clock.shift(0)
    await expect(start()).rejects.toThrow(/ended with 3: [\s\S]*clock-behind[\s\S]*npm run clock -- recover/)
    await expect(start('--clock-is-right')).rejects.toThrow(/ended with 3: [\s\S]*clock-behind/)
    expect(run('clock', 'recover')).toMatchObject({ status: 3, stderr: expect.stringContaining('--clock-is-right') })
    expect(run('clock', 'recover', '--clock-is-right')).toMatchObject({ status: 0, stderr: expect.any(String) })
    expect(await rows()).toEqual(before)
    await visit()
    expect(run('rebuild').status).toBe(0)
    const kept = readdirSync(data).filter(name => name.includes('before_recovery'))
    expect(kept).toHaveLength(1)
    expect(statSync(join(data, kept[0]!)).mode & 0o777).toBe(0o600)
    expect(run('clock', 'recover', '--clock-is-right').stdout).toContain('nothing to recover')
  })

  it(
    'with entries is recovered from without them, when a person says so; they are written to a file',
    PATIENCE,
    async () => {
      const { clock, data, rows, run, start, visit } = place()
      const before = await rows()
      const last = before.ledger!.length
      clock.shift(10 * DAY)
      const service = await start('--clock-is-right')
      const { body } = await service.receive('c-ahead')
      await service.end('SIGTERM')
      clock.shift(0)
      await expect(start()).rejects.toThrow(/clock-behind/)
      const refused = run('clock', 'recover', '--clock-is-right')
      expect(refused.status).toBe(3)
      expect(refused.stderr).toContain(`--drop-after ${last}`)
      expect(run('clock', 'recover', '--clock-is-right', '--drop-after', String(last - 1)).status).toBe(3)
      const dropping = ['clock', 'recover', '--drop-after', String(last)]
      expect(run(...dropping).status).toBe(3)
      expect(run(...dropping, '--clock-is-right').status).toBe(0)
      expect(await rows()).toEqual(before)
      const file = join(data, `dropped-entries-after-${last}.ndjson`)
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ type: 'request.received', subject: body.id })
      expect(statSync(file).mode & 0o777).toBe(0o600)
      await visit()
    },
  )

  it('is not recovered from beside a running service', PATIENCE, async () => {
    const { run, start } = place()
    await start()
    expect(run('clock', 'recover', '--clock-is-right')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('stop the service first'),
    })
  })

  it('from the first entry on cannot be recovered from', PATIENCE, async () => {
    const { clock, data, run } = place()
    clock.shift(-100 * DAY)
    const { status, stderr } = run('clock', 'recover', '--clock-is-right')
    expect([status, existsSync(join(data, 'recovering'))]).toEqual([1, false])
    expect(stderr).toContain('every entry lies ahead')
  })
})

describe('a running service whose clock jumps ten days', () => {
  it('goes on with its own time, says so, and has evaluated nothing when it is stopped', PATIENCE, async () => {
    const { clock, rows, start, visit } = place()
    const before = await rows()
    const service = await start()
    const readiness = async () => (await service.send('GET', '/readyz', 'admin')).body.clock
    expect(await readiness()).toBe('trusted')
    clock.shift(10 * DAY)
    const { status, body } = await service.receive()
    expect([status, body.receivedAt!.slice(0, 10)]).toEqual([
      201,
      new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    ])
    expect(await readiness()).toBe('ahead')
    clock.shift(-10 * DAY)
    expect((await service.receive()).status).toBe(201)
    expect(await readiness()).toBe('behind')
    await service.end('SIGTERM')
    clock.shift(0)
    expect((await rows()).ratingClock).toEqual(before.ratingClock)
    await visit()
  })
})
