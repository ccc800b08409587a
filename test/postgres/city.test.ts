import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_SAFEGUARDS } from '../../src/ratings/evidence/rules-safeguards.ts'
import { ServiceProcess } from '../machine/process.ts'
import { Command, run } from '../support/running-command.ts'

/** The demo city as a user has it on PostgreSQL, with fewer firms: each command in a process of its own, on a real server. */
const FIRMS = '500'
const server = process.env.XINQIAO_TEST_DATABASE_URL!
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-city-'))
const backup = join(folder, 'city.backup')
let admin: pg.Client
const made: string[] = []

beforeAll(async () => {
  admin = new pg.Client({ connectionString: server })
  await admin.connect()
})
afterAll(async () => {
  for (const name of made) await admin.query(`drop database ${name} with (force)`)
  await admin.end()
  rmSync(folder, { recursive: true, force: true })
})

/** Settings of a database of its own. */
async function newDatabase(): Promise<{ DATABASE_URL: string; XINQIAO_DATA: string }> {
  const name = `c${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name}`)
  made.push(name)
  const url = new URL(server)
  url.pathname = name
  return { DATABASE_URL: url.href, XINQIAO_DATA: join(folder, name) }
}

async function rowsOf<R extends pg.QueryResultRow>({ DATABASE_URL }: { DATABASE_URL: string }, query: string) {
  const client = new pg.Client({ connectionString: DATABASE_URL })
  await client.connect()
  const { rows } = await client.query<R>(query).finally(() => client.end())
  return rows
}

/** Kinds of entries that the whole demo city has; it has two more, which are too rare to count on. */
const KINDS =
  `action.alarm-cleared action.link action.repair action.retraction appeal.decided appeal.examined appeal.filed
  appeal.withdrawn area.defined clock.defined credential.recorded department.defined duty.defined evidence.complaint
  evidence.credential evidence.inspection evidence.order evidence.review evidence.sanction facts.declared gate.set
  methodology.activated provider.registered provider.reinstated provider.suspended provider.withdrawn request.answered
  request.assigned request.claimed request.closed request.completed request.followed-up request.received
  request.reopened request.reviewed request.visited review.replied service.defined standard.defined subscriber.placed
  text.erased`.split(/\s+/)

describe('the demo city on a PostgreSQL server', () => {
  let env: Record<string, string> & { DATABASE_URL: string }
  let service: ServiceProcess
  beforeAll(async () => {
    env = { ...(await newDatabase()), XINQIAO_DEMO: '1', XINQIAO_DEMO_FIRMS: FIRMS }
  })
  afterAll(() => service?.end('SIGKILL'))

  it('is refused by every command while it is half-made, which names the command to begin again', async () => {
    const first = new Command(['found'], env)
    await first.says(/10 %/)
    await first.kill()
    const commands = [['found'], ['verify'], ['rebuild'], ['backup', join(folder, 'half')], ['keys', 'list']]
    for (const args of commands) {
      const { code, said } = await run(args, env)
      expect([args, code, said]).toEqual([args, 1, expect.stringContaining('npm run found -- --again')])
    }
    await expect(ServiceProcess.start(env)).rejects.toThrow(/ended with 1: serve: .*npm run found -- --again/)
  })

  it('is made by that command, whole, and is not made twice', async () => {
    expect(await run(['found', '--again'], env)).toMatchObject({ code: 0 })
    const head = await rowsOf(env, 'select * from ledger_head')
    expect(await run(['found', '--again'], env)).toMatchObject({
      code: 0,
      said: expect.stringContaining('nothing was changed'),
    })
    expect(await rowsOf(env, 'select * from ledger_head')).toEqual(head)
  })

  it('has the shape of the whole one', async () => {
    const kinds = await rowsOf<{ type: string }>(env, 'select distinct type from ledger')
    expect(kinds.map(row => row.type)).toEqual(expect.arrayContaining(KINDS))
    const [{ firms }] = (await rowsOf<{ firms: string }>(
      env,
      "select count(*) firms from providers where kind = 'firm'",
    )) as [{ firms: string }]
    expect(firms).toBe(FIRMS)
  })

  it('serves firms and departments in turn, move by move, over the connections that it has', async () => {
    service = await ServiceProcess.start(env)
    const { body } = await service.send(
      'GET',
      '/v1/eligible-providers?service=05-001&area=330203&limit=5',
      'dispatcher',
    )
    const [{ provider }] = body.items as unknown as [{ provider: { id: string } }]
    // All moves in one breath.
    expect((await service.send('PUT', '/v1/safeguards', 'regulator', NO_SAFEGUARDS)).status).toBe(200)
    for (let turn = 0; turn < 2; turn++) {
      await walk({ service: '05-001' }, { provider: provider.id })
      await walk({ duty: 'discharge-of-sewage' }, { department: 'ecology' })
    }
    expect(service.said()).not.toMatch(/warning/i)
  })

  /** A request from the call to its closing, with a rework where a department has it. */
  async function walk(matter: object, to: object): Promise<void> {
    const call = { channel: 'phone', customer: `c-${randomUUID()}`, area: '330203', ...matter }
    const { body } = await service.send('POST', '/v1/requests', 'dispatcher', call)
    const move = async (name: string, sent: object) => {
      const answer = await service.send('POST', `/v1/requests/${body.id}/${name}`, 'dispatcher', sent)
      expect([name, answer.status, answer.body.code]).toEqual([name, 201, undefined])
    }
    await move('assignments', to)
    await move('answers', { words: '已联系' })
    await move('completions', { outcome: 'completed' })
    await move('follow-ups', { satisfied: true, stars: 5, words: '很好' })
    await move('closures', {})
  }

  it('is verified, rebuilt and backed up while the service writes', async () => {
    let writing = true
    const writer = (async () => {
      let written = 0
      for (; writing; written++) expect((await service.receive(`c-${written}`)).status).toBe(201)
      return written
    })()
    for (const args of [
      ['verify'],
      ['rebuild'],
      ['backup', backup],
      ['keys', 'issue', 'regulator', '--name', 'second'],
    ]) {
      const { code, said } = await run(args, env)
      expect([args, code, said]).toEqual([args, 0, expect.not.stringMatching(/DIFFERS|DAMAGED|warning/i)])
    }
    writing = false
    expect(await writer).toBeGreaterThan(0)
  })

  it('is restored into another database of that server, also after a restore that was killed', async () => {
    const other = await newDatabase()
    const first = new Command(['restore', backup], other)
    await first.says(/恢复 restore \d/)
    await first.kill()
    const refused = new RegExp(`npm run restore -- ${backup} --again`)
    expect(await run(['restore', backup], other)).toMatchObject({ code: 1, said: expect.stringMatching(refused) })
    await expect(ServiceProcess.start(other)).rejects.toThrow(refused)
    expect(await run(['restore', backup, '--again'], other)).toMatchObject({ code: 0 })
    expect(await run(['verify'], other)).toMatchObject({
      code: 0,
      said: expect.stringContaining('everything is sound'),
    })
    const restored = await ServiceProcess.start(other, { keys: service.keys })
    expect((await restored.receive()).status).toBe(201)
    await restored.end('SIGKILL')
  })
})
