import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'
import { City } from '../support/city.ts'

/** Entries of a ledger from before the two facts were told apart -> what a replay makes of them. */
const LIVES: [entries: string[], registration: string, standing: string, before: string][] = [
  [[], 'operating', 'active', 'active'],
  [['suspended'], 'operating', 'suspended', 'suspended'],
  [['suspended', 'reinstated'], 'operating', 'active', 'active'],
  [['deactivated'], 'deregistered', 'active', 'inactive'],
  [['deactivated', 'reactivated'], 'operating', 'active', 'active'],
  [['suspended', 'deactivated'], 'deregistered', 'suspended', 'inactive'],
  // The fault of that time: a register that said 存续 again ended a suspension.
  [['suspended', 'deactivated', 'reactivated'], 'operating', 'suspended', 'active'],
  [['deactivated', 'withdrawn'], 'deregistered', 'withdrawn', 'withdrawn'],
  [['suspended', 'withdrawn'], 'operating', 'withdrawn', 'withdrawn'],
]

let city: City
const ids: string[] = []
beforeAll(async () => {
  city = await City.open()
  const { ledger } = city.service
  for (const [entries] of LIVES) {
    const provider = await city.register()
    ids.push(provider)
    for (const type of entries)
      await ledger.write('old', tx =>
        tx.append({ type: `provider.${type}`, subject: provider, payload: { provider }, ...sealed(type) }),
      )
  }
})
afterAll(() => city.close())

const sealed = (type: string) => (type.endsWith('activated') ? {} : { sealed: { reason: '旧账' } })
const rows = async () => {
  const { providers } = city.service.ledger.store.tables
  const found = await city.service.ledger.read(db => db.select().from(providers))
  return ids.map(id => found.find(row => row.id === id)!)
}

describe('a ledger from before registration status and standing were two facts', () => {
  it.each(LIVES.map(([entries, ...expected], n) => [entries.join(', ') || 'registered', n, ...expected] as const))(
    'is replayed by the rule: %s',
    async (_, n, registration, standing) => expect((await rows())[n]).toMatchObject({ registration, standing }),
  )

  it('has the same rows after the migration as after a replay', async () => {
    const before = await rows()
    const migration = readFileSync(new URL('../../migrations/0024-registers-two-facts.sql', import.meta.url), 'utf8')
    const database = new Database(join(city.folder, SQLITE_FILE))
    try {
      database.exec(
        'begin; drop index providers_registration; drop index providers_standing; alter table providers drop column registration; alter table providers rename column standing to status',
      )
      for (const [n, [, , , status]] of LIVES.entries())
        database.prepare('update providers set status = ? where id = ?').run(status, ids[n])
      database.exec(migration.replaceAll('{{text}}', 'text'))
      const migrated = database.prepare('select id, registration, standing from providers').all() as { id: string }[]
      database.exec('rollback')
      expect(ids.map(id => migrated.find(row => row.id === id))).toEqual(
        before.map(({ id, registration, standing }) => ({ id, registration, standing })),
      )
    } finally {
      database.close()
    }
  })

  it('is rebuilt to the same bytes', async () => {
    expect(await city.differences()).toEqual([])
  })
})
