import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attemptOf, once } from '../../src/api/idempotency.ts'
import { eraseTexts, logEmptier } from '../../src/ledger/erase.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'

let dataDir: string
let ledger: Ledger
const open = async () => {
  ledger = (await openLedger(await openStore({ dataDir }))).ledger
}
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-erased-'))
  await open()
})
afterAll(async () => {
  await ledger.store.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Records a sanction of 900 words that begin with the mark, and keeps an answer that says them. @returns its seq */
async function record(mark: string): Promise<number> {
  const text = Array.from({ length: 900 }, (_, i) => mark + i).join('')
  const sealed = { document: `${mark}0文号`, text }
  const attempt = attemptOf('test', 'recordSanction', mark, '/', undefined)
  const { body } = await ledger.write('test', tx =>
    once(tx, attempt, async () => {
      const payload = { provider: 'p', day: tx.day, class: 'minor' }
      const { seq } = await tx.append({ type: 'evidence.sanction', subject: 'p', payload, sealed })
      return { status: 201, body: { id: seq, ...sealed } }
    }),
  )
  return body.id
}
const erase = (seq: number) => ledger.write('test', tx => eraseTexts(tx, seq))

/** What the files of the database hold of a text. */
function found(mark: string): string[] {
  const bytes = Buffer.concat(readdirSync(dataDir).map(file => readFileSync(join(dataDir, file))))
  return [`${mark}0文号`, `${mark}1${mark}2`, `${mark}500${mark}501`, `${mark}898${mark}899`].filter(part =>
    bytes.includes(part),
  )
}

it('an erased text is in no page of the SQLite file, however long it was, nor the answers that were kept with it', async () => {
  const erased = await record('惩')
  await record('戒')
  await erase(erased)
  await ledger.store.close()
  expect(found('惩')).toEqual([])
  expect(found('戒')).toHaveLength(4)
  await open()
})

it('while the service runs it is in the write-ahead log until that is emptied, once after each erasure', async () => {
  const emptyLog = logEmptier(ledger)
  await emptyLog()
  const erased = await record('罚')
  await erase(erased)
  expect(found('罚')).toHaveLength(4)
  await emptyLog()
  expect(found('罚')).toEqual([])
  const other = await record('款')
  const written = ledger.store.walBytes()
  expect(written).toBeGreaterThan(0)
  await emptyLog()
  expect(ledger.store.walBytes()).toBe(written)
  await erase(other)
  await emptyLog()
  expect(found('款')).toEqual([])
})

it('an emptying that meets a write does not wait for it, and is made good later', async () => {
  const emptyLog = logEmptier(ledger)
  await erase(await record('告'))
  const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const writing = ledger.write('test', async () => {
    begun.resolve()
    await end.promise
  })
  await begun.promise
  await emptyLog()
  expect(found('告')).toHaveLength(4)
  end.resolve()
  await writing
  await emptyLog()
  expect(found('告')).toEqual([])
})
