import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { attemptOf, once } from '../../src/api/idempotency.ts'
import { eraseTexts } from '../../src/ledger/erase.ts'
import { openLedger } from '../../src/service.ts'
import { openStore } from '../../src/store/store.ts'

it('an erased text is in no page of the SQLite file any more, however long it was, nor the answers that were kept with it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-erased-'))
  const { ledger } = await openLedger(await openStore({ dataDir }))
  const text = (mark: string) => Array.from({ length: 900 }, (_, i) => mark + i).join('')
  const seqs: number[] = []
  for (const mark of ['惩', '戒']) {
    const sealed = { document: `${mark}0文号`, text: text(mark) }
    const attempt = attemptOf('test', 'recordSanction', mark, '/', undefined)
    await ledger.write('test', tx =>
      once(tx, attempt, async () => {
        const payload = { provider: 'p', day: tx.day, class: 'minor' }
        const { seq } = await tx.append({ type: 'evidence.sanction', subject: 'p', payload, sealed })
        seqs.push(seq)
        return { status: 201, body: { id: seq, ...sealed } }
      }),
    )
  }
  await ledger.write('test', tx => eraseTexts(tx, seqs[0]!))
  await ledger.store.close()
  const bytes = Buffer.concat(readdirSync(dataDir).map(file => readFileSync(join(dataDir, file))))
  for (const part of ['惩0文号', '惩1惩2', '惩500惩501', '惩898惩899'])
    expect([part, bytes.includes(part)]).toEqual([part, false])
  for (const part of ['戒0文号', '戒500戒501']) expect([part, bytes.includes(part)]).toEqual([part, true])
  rmSync(dataDir, { recursive: true, force: true })
})
