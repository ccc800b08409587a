import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ServiceProcess } from '../machine/process.ts'
import { runCommand, WrongClock } from '../support/command-process.ts'

const DAY = 86_400_000
const PATIENCE = { timeout: 180_000 }
const server = process.env.XINQIAO_TEST_DATABASE_URL!
/** A database of its own: a recovery refuses one that anybody uses. */
const name = `clock_${randomUUID().replaceAll('-', '')}`
const url = new URL(server)
url.pathname = `/${name}`
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-clock-'))
const clock = new WrongClock()
const env = { DATABASE_URL: url.href, XINQIAO_DATA: folder, ...clock.env }
let keys: Record<string, string> = {}

async function query<T extends pg.QueryResultRow>(database: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

const start = (...args: string[]) => ServiceProcess.start(env, { keys, args })
async function visit(...args: string[]): Promise<void> {
  const service = await start(...args)
  keys = service.keys
  expect(await service.end('SIGTERM')).toBe(0)
}
const evaluated = async () =>
  Number((await query<{ at: string }>(url.href, 'select evaluated_through as at from rating_clock'))[0]!.at)
const run = (...args: string[]) => runCommand(args, env)

beforeAll(async () => {
  await query(server, `create database ${name}`)
  await visit()
}, PATIENCE.timeout)
afterAll(async () => {
  await query(server, `drop database ${name} with (force)`)
  rmSync(folder, { recursive: true, force: true })
})

describe('the clock beside a PostgreSQL server', () => {
  it('must be that of the server to five minutes, or a person confirms it', PATIENCE, async () => {
    clock.shift(-6 * 60_000)
    await expect(start()).rejects.toThrow(/ended with 3: [\s\S]*earlier than the database's clock by 6 分钟 minutes/)
    clock.shift(6 * 60_000)
    expect(run('keys', 'issue', 'admin', '--name', 'night')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('later'),
    })
    await visit('--clock-is-right')
    clock.shift(0)
    await visit()
  })

  it('that was ten days ahead is recovered from', PATIENCE, async () => {
    const before = await evaluated()
    clock.shift(10 * DAY)
    await expect(start()).rejects.toThrow(/ended with 3: [\s\S]*later than the last known time/)
    expect(await evaluated()).toBe(before)
    await visit('--clock-is-right')
    expect(await evaluated()).toBeGreaterThan(before)
    clock.shift(0)
    await expect(start()).rejects.toThrow(/ended with 3: [\s\S]*clock-behind/)
    const { status, stdout } = run('clock', 'recover', '--clock-is-right')
    expect(status).toBe(0)
    expect(stdout).toMatch(/the old database is kept as {2}xinqiao_before_recovery_\w+/)
    expect(await evaluated()).toBe(before)
    await visit()
    expect(run('rebuild').status).toBe(0)
  })

  it('is not recovered from beside a running service', PATIENCE, async () => {
    const service = await start()
    expect(run('clock', 'recover', '--clock-is-right')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('stop the service first'),
    })
    await service.end('SIGTERM')
  })

  it('that has written entries ahead is recovered from without them', PATIENCE, async () => {
    const [head] = await query<{ seq: string }>(url.href, 'select seq from ledger_head')
    clock.shift(10 * DAY)
    const service = await start('--clock-is-right')
    expect((await service.receive()).status).toBe(201)
    await service.end('SIGTERM')
    clock.shift(0)
    expect(run('clock', 'recover', '--clock-is-right')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(`--drop-after ${head!.seq}`),
    })
    expect(run('clock', 'recover', '--clock-is-right', '--drop-after', head!.seq).status).toBe(0)
    expect(await query(url.href, 'select seq from ledger_head')).toEqual([head])
    await visit()
  })
})
