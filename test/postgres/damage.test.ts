import { randomUUID } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { found } from '../support/founded.ts'
import { run } from '../support/running-command.ts'

/** A city with a little of everything in a database of its own; each test damages a copy. */
const server = process.env.XINQIAO_TEST_DATABASE_URL!
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-damage-'))
const made: string[] = []
let admin: pg.Client
let sound: string
let dataDirectory: string

const newName = () => {
  const name = `d${randomUUID().replaceAll('-', '')}`
  made.push(name)
  return name
}
const urlOf = (name: string) => Object.assign(new URL(server), { pathname: name }).href

beforeAll(async () => {
  admin = new pg.Client({ connectionString: server })
  await admin.connect()
  dataDirectory = (await admin.query<{ at: string }>(`select current_setting('data_directory') at`)).rows[0]!.at
  sound = newName()
  await admin.query(`create database ${sound}`)
  await query(sound, 'create extension amcheck')
  const city = await City.open({ store: await found(await openStore({ databaseUrl: urlOf(sound) })) })
  for (let i = 0; i < 20; i++) {
    const call = { channel: 'phone', customer: `c-${i}`, service: SERVICE, area: AREA, words: '请尽快' }
    expect((await city.post('/v1/requests', 'dispatcher', call)).status).toBe(201)
  }
  await city.close()
})
afterAll(async () => {
  for (const name of made) await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
  rmSync(folder, { recursive: true, force: true })
})

async function query<R extends pg.QueryResultRow>(name: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: urlOf(name) })
  await client.connect()
  return client
    .query<R>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

/** A copy of the sound database, file by file: no page of it is in the server's memory yet. */
async function copy(): Promise<string> {
  const name = newName()
  await admin.query(`create database ${name} template ${sound} strategy file_copy`)
  return name
}

const verify = (name: string) => run(['verify'], { DATABASE_URL: urlOf(name), XINQIAO_DATA: folder })

async function expectDamage(name: string, named: RegExp): Promise<void> {
  const { code, said } = await verify(name)
  expect([code, said]).toEqual([1, expect.stringMatching(named)])
}

/** Turns one bit of a file around; `place` from 0 to 1. */
function flip(file: string, place: number, bit: number): void {
  const handle = openSync(file, 'r+')
  const byte = Buffer.alloc(1)
  const at = Math.floor(statSync(file).size * place)
  readSync(handle, byte, 0, 1, at)
  byte[0]! ^= 1 << bit
  writeSync(handle, byte, 0, 1, at)
  closeSync(handle)
}

describe('damage on a PostgreSQL server', () => {
  it('is not found where there is none', async () => {
    const { code, said } = await verify(await copy())
    expect([code, said]).toEqual([0, expect.not.stringMatching(/DAMAGED|DIFFERS/)])
  })

  it.each([
    ['a derived row', `update providers set name = name || '。'`, /providers/],
    [
      'a derived row that is gone',
      'delete from requests where ctid in (select ctid from requests limit 1)',
      /requests/,
    ],
    [
      'an entry of the ledger',
      `update ledger set payload = replace(payload, 'phone', 'other') where type = 'request.received'`,
      /DAMAGED/,
    ],
    ['sealed texts set to null', 'update sealed set text = null', /DAMAGED/],
  ])('is found in %s', async (_, text, named) => {
    const name = await copy()
    await query(name, text)
    await expectDamage(name, named)
  })

  it('is found as one bit of a page, in tables and in indexes', async () => {
    // `npm run test:postgres` makes its server with them; without, a bit of free space may change nothing that anybody can see.
    expect(await query(sound, 'show data_checksums')).toEqual([{ data_checksums: 'on' }])
    for (const relation of ['ledger', 'requests', 'providers', 'ledger_pkey']) {
      const name = await copy()
      const [{ path }] = (await query<{ path: string }>(sound, `select pg_relation_filepath('${relation}') path`)) as [
        { path: string },
      ]
      const [{ oid }] = (await admin.query<{ oid: number }>(`select oid from pg_database where datname = '${name}'`))
        .rows as [{ oid: number }]
      const file = join(dataDirectory, 'base', String(oid), path.split('/').at(-1)!)
      flip(file, 0.5, 3)
      const { code, said } = await verify(name)
      expect([relation, code, said]).toEqual([relation, 1, expect.stringMatching(/\S/)])
    }
  })
})
