import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Attempt, answerOnce, attemptOf, firstAnswer, once } from '../../src/api/idempotency.ts'
import { eraseTexts } from '../../src/ledger/erase.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { sealedText, sealsOf } from '../../src/ledger/rows.ts'
import { nothingSeen, watchTexts } from '../../src/ledger/texts-seen.ts'
import { openLedger } from '../../src/service.ts'
import { databases } from '../store/databases.ts'

const review = (text: string) => ({
  type: 'evidence.review',
  subject: 'p',
  payload: { provider: 'p', day: 2000, customer: 'c', stars: 1, verified: false },
  sealed: { text },
})

describe.each(databases)('the texts of a unit of work on $name', ({ open }) => {
  let ledger: Ledger
  beforeAll(async () => {
    ledger = (await openLedger(await open())).ledger
  })
  afterAll(() => ledger.store.close())

  const write = async (text: string) => (await ledger.write('test', tx => tx.append(review(text)))).seq
  const erase = (seq: number) => ledger.write('test', tx => eraseTexts(tx, seq))
  const attempt = (key: string) => attemptOf('test', 'createReview', key, '/', undefined)
  const kept = (asked: Attempt) =>
    ledger.read(db => firstAnswer(db, ledger.store.tables, asked)).catch(error => error.code)

  it('are those that it reads, one by one or together, and those that it writes', async () => {
    const [one, two, gone] = [await write('一'), await write('二'), await write('无')]
    await erase(gone)
    const seen = nothingSeen()
    const written = await ledger.write('test', tx =>
      watchTexts(seen, async () => {
        await sealedText(tx.db, tx.tables, one, 'text')
        await sealsOf(tx.db, tx.tables, [two, gone])
        return (await tx.append(review('三'))).seq
      }),
    )
    expect([[...seen.read], [...seen.written]]).toEqual([[one, two], [written]])
  })

  it('are not those of another one in the same transaction, whoever began it', async () => {
    const seen = nothingSeen()
    await Promise.all([watchTexts(seen, () => ledger.write('test', async () => {})), write('别人')])
    expect([...seen.read, ...seen.written]).toEqual([])
  })

  it('are not in its answer if they were erased after it had read them', async () => {
    const seq = await write('先读')
    const asked = attempt('inside')
    await ledger.write('test', tx =>
      once(tx, asked, async () => {
        const text = await sealedText(tx.db, tx.tables, seq, 'text')
        await eraseTexts(tx, seq)
        return { status: 201, body: text }
      }),
    )
    expect(await kept(asked)).toBe('answer-erased')
  })

  it('are not in its answer if they were read before it began, and erased meanwhile', async () => {
    const seq = await write('早读')
    const asked = attempt('before')
    await answerOnce(ledger, asked, async () => {
      const text = await ledger.read(db => sealedText(db, ledger.store.tables, seq, 'text'))
      await erase(seq)
      return ledger.write('test', tx => once(tx, asked, async () => ({ status: 201, body: text })))
    })
    expect(await kept(asked)).toBe('answer-erased')
  })

  it('may be erased by it before it answers: what it did not read is not in its answer', async () => {
    const seq = await write('未读')
    const asked = attempt('unread')
    await ledger.write('test', tx => once(tx, asked, async () => ({ status: 201, body: await eraseTexts(tx, seq) })))
    expect(await kept(asked)).toEqual({ status: 201, body: true })
  })
})
