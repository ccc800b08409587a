import { afterEach, describe, expect, it } from 'vitest'
import { contestedOf, listAppealRows, repliesTo, requireAppeal } from '../../src/ratings/evidence/rows-appeals.ts'
import { openLedger } from '../../src/service.ts'
import type { Store } from '../../src/store/store.ts'
import { databases } from '../store/databases.ts'

const PROVIDER = 'firm-1'
const APPEAL = 'appeal-1'

describe.each(databases)('appeals and replies on $name', ({ open }) => {
  let store: Store
  afterEach(() => store.close())

  it('are found by state, by day and by evidence; a reply takes the place of the one before', async () => {
    store = await open()
    const { ledger } = await openLedger(store)
    const write = (type: string, subject: string, payload: object, sealed?: Record<string, string>) =>
      ledger.write('test', tx => tx.append({ type, subject, payload: { ...payload }, ...(sealed ? { sealed } : {}) }))
    const facts = { provider: PROVIDER, day: 2000, customer: 'c-1', stars: 1, verified: true }
    const { seq, day } = await write('evidence.review', PROVIDER, facts)
    const place = { provider: PROVIDER, appellant: PROVIDER, evidence: seq, also: null, kind: 'review', follows: null }
    await write('appeal.filed', APPEAL, { appeal: APPEAL, ...place, decideBy: day + 19 }, { grounds: '误评' })
    const list = (overdue: boolean, today: number) =>
      ledger.read(db =>
        listAppealRows(db, store.tables, { overdue, provider: PROVIDER }, { before: null, limit: 9, today }),
      )
    expect((await list(true, day + 19)).length).toBe(0)
    expect((await list(false, day + 19)).length).toBe(1)
    expect((await list(true, day + 20)).length).toBe(1)
    const contested = () => ledger.read(db => contestedOf(db, store.tables, [PROVIDER]))
    expect([...(await contested())]).toEqual([seq])
    await write('appeal.examined', APPEAL, { appeal: APPEAL })
    expect([...(await contested())]).toEqual([seq])
    const decision = { appeal: APPEAL, evidence: seq, decision: 'upheld', retracts: [seq] }
    await write('appeal.decided', APPEAL, decision, { reason: '属实' })
    await write('action.retraction', PROVIDER, { target: seq }, { reason: '属实' })
    expect((await contested()).size).toBe(0)
    expect((await list(true, day + 99)).length).toBe(0)
    const row = await ledger.read(db => requireAppeal(db, store.tables, APPEAL))
    expect(row).toMatchObject({ state: 'upheld', retracted: `[${seq}]`, version: 3, filedDay: day, closedDay: day })
    for (const text of ['第一', '第二']) {
      await write('review.replied', PROVIDER, { provider: PROVIDER, review: seq, by: PROVIDER }, { text })
      const replies = await ledger.read(db => repliesTo(db, store.tables, [PROVIDER], [seq]))
      expect(replies.get(seq)).toMatchObject({ text, replaced: text === '第二' })
    }
  })
})
