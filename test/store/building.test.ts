import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openLedger } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'

it('a file that was built is whole when it is closed: nothing of it is left in a log, and any store opens it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-building-'))
  const built = await openLedger(await openStore({ dataDir, building: true }))
  const placed = { type: 'subscriber.placed', subject: 's-1', payload: { id: 's-1', area: '330203', version: 1 } }
  await built.ledger.write('test', tx => tx.append(placed))
  const refused = built.ledger.write('test', async tx => {
    await tx.append(placed)
    throw new Error('refused')
  })
  await expect(refused).rejects.toThrow('refused')
  const head = await built.ledger.head()
  expect(head.seq).toBe(1)
  await built.ledger.store.close()
  expect(existsSync(join(dataDir, `${SQLITE_FILE}-wal`))).toBe(false)
  const plain = new Database(join(dataDir, SQLITE_FILE), { readonly: true })
  expect(plain.prepare('select seq, hash from ledger_head').get()).toEqual({ seq: head.seq, hash: head.hash })
  expect(plain.pragma('integrity_check', { simple: true })).toBe('ok')
  plain.close()
  const { ledger } = await openLedger(await openStore({ dataDir }))
  expect(await ledger.head()).toEqual(head)
  await ledger.store.close()
  rmSync(dataDir, { recursive: true, force: true })
})
