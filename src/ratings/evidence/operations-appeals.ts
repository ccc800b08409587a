import type { Caller, Context, Handler } from '../../api/operations.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import { etagOf } from '../../ledger/etag.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { sealedText } from '../../ledger/rows.ts'
import { allClocks } from '../../registry/rows-clocks.ts'
import { endOf } from '../../registry/rules-clocks.ts'
import { eq } from '../../store/drizzle.ts'
import { evidenceOf } from '../live/rows.ts'
import { requireOwnEvidence, reviewOfOrder, toRetract } from './contestable.ts'
import { eraseEvidence } from './erasure.ts'
import { appealError } from './errors-appeals.ts'
import { showEvidence } from './evidence.ts'
import {
  type AppealRow,
  earlierAppeals,
  listAppealRows,
  requireAppeal,
  toAppeal,
  withoutLapsed,
} from './rows-appeals.ts'
import {
  type AppealMove,
  type AppealState,
  checkAppealMove,
  checkFiling,
  decisionMove,
  MOVES,
} from './rules-appeals.ts'

export const fileAppeal: Handler<'fileAppeal'> = async ({ body }, context) =>
  context.write(async tx => {
    const { grounds, newGrounds } = body
    const appellant = context.caller.provider!
    const target = await requireOwnEvidence(tx, context.services.methodology, appellant, body.evidence, '#/evidence')
    const clocks = await allClocks(tx.db, tx.tables)
    const follows = checkFiling({
      kind: target.kind,
      retracted: target.retractedBy >= 0,
      recordedDay: target.ledgerDay,
      today: tx.day,
      grounds,
      newGrounds,
      earlier: await earlierAppeals(tx.db, tx.tables, target.provider, target.seq),
      lateFrom: day => endOf(clocks, 'appeal.filing', day),
    })
    const appeal = context.newId()
    const also = target.kind === 'order' ? await reviewOfOrder(tx.db, tx.tables, target) : null
    const decideBy = endOf(clocks, 'appeal.deciding', tx.day) - 1
    await tx.append({
      type: 'appeal.filed',
      subject: appeal,
      payload: {
        appeal,
        provider: target.provider,
        appellant,
        evidence: target.seq,
        also,
        kind: target.kind,
        follows,
        decideBy,
      },
      sealed: { grounds, ...(newGrounds === undefined ? {} : { newGrounds }) },
    })
    return { status: 201, location: `/v1/appeals/${appeal}`, ...(await shown(tx, appeal, tx.day)) }
  })

/** One appeal with what was said in it, and the evidence as it stands now. */
async function shown({ db, tables }: Pick<Transaction, 'db' | 'tables'>, id: string, today: number) {
  const row = await requireAppeal(db, tables, id)
  const said = async (seq: number | null, field: string) =>
    (seq === null ? null : await sealedText(db, tables, seq, field)) ?? null
  const target = await evidenceOf(db, tables, row.provider, row.evidence)
  const [piece] = await showEvidence(db, tables, target ? [target] : [])
  return {
    body: {
      ...toAppeal(row, today),
      grounds: await said(row.filedSeq, 'grounds'),
      newGrounds: await said(row.filedSeq, 'newGrounds'),
      reason: await said(row.closedSeq, 'reason'),
      piece: piece!,
    },
    etag: etagOf(row.version),
  }
}

/**
 * The appeal, if this caller may see it now: a firm sees its own only, and about a lapsed sanction nobody hears any more.
 * A forbidden appeal is answered like an unknown one: `appeal-not-found` (404).
 */
async function requireVisible(
  { db, tables }: Pick<Transaction, 'db' | 'tables'>,
  { caller: { role, provider }, services, day }: Context,
  id: string,
): Promise<AppealRow> {
  const row = await requireAppeal(db, tables, id)
  const [visible] = await withoutLapsed(db, tables, services.methodology, [row], day)
  if (!visible || (role === 'firm' && row.appellant !== provider)) throw appealError('appeal-not-found', { id })
  return row
}

export const getAppeal: Handler<'getAppeal'> = async ({ path: { id } }, context) =>
  context.ledger.read(async db => {
    const { tables } = context.ledger.store
    await requireVisible({ db, tables }, context, id)
    return { status: 200, ...(await shown({ db, tables }, id, context.day)) }
  })

export const listAppeals: Handler<'listAppeals'> = async ({ query }, context) => {
  const { ledger, caller, day, services } = context
  const { limit = 50, cursor, ...filter } = query
  const appellant = caller.role === 'firm' ? caller.provider! : undefined
  const list = `listAppeals ${appellant ?? ''}`
  const key = decodeCursor(list, cursor, ['integer'])
  const range = { before: key?.[0] ?? null, limit: limit + 1, today: day }
  const { tables } = ledger.store
  const [rows, visible] = await ledger.read(async db => {
    const found = await listAppealRows(db, tables, { ...filter, appellant }, range)
    return [found, await withoutLapsed(db, tables, services.methodology, found, day)] as const
  })
  const { items, next } = page(
    list,
    rows,
    limit,
    row => [row.filedSeq],
    row => row,
  )
  return {
    status: 200,
    body: { items: items.filter(row => visible.includes(row)).map(row => toAppeal(row, day)), next },
  }
}

/** One move of an appeal: the row decides whether it is possible, `record` appends what it records. */
async function step(
  context: Context,
  id: string,
  move: AppealMove,
  record: (tx: Transaction, row: AppealRow) => Promise<unknown>,
) {
  return context.write(async tx => {
    const row = await requireVisible(tx, context, id)
    checkAppealMove(id, row.state as AppealState, move)
    await record(tx, row)
    return { status: 201 as const, ...(await shown(tx, id, tx.day)) }
  })
}

const entry = ({ id }: AppealRow, move: AppealMove, payload: object = {}) => ({
  type: MOVES[move].entry,
  subject: id,
  payload: { appeal: id, ...payload },
})

export const examineAppeal: Handler<'examineAppeal'> = async ({ path }, context) =>
  step(context, path.id, 'examine', (tx, row) => tx.append(entry(row, 'examine')))

export const withdrawAppeal: Handler<'withdrawAppeal'> = async ({ path }, context) =>
  step(context, path.id, 'withdraw', (tx, row) => tx.append(entry(row, 'withdraw')))

export const decideAppeal: Handler<'decideAppeal'> = async ({ path, body: { decision, reason } }, context) =>
  step(context, path.id, decisionMove(decision), async (tx, row) => {
    await refuseRecorder(tx, row, context.caller)
    const retracts = decision === 'upheld' ? await toRetract(tx, row) : []
    const { evidence, provider } = row
    const sealed = { reason }
    await tx.append({ ...entry(row, decisionMove(decision), { evidence, decision, retracts }), sealed })
    for (const target of retracts) {
      // Sealed too: without a commitment in it, the hash of a withheld entry could be tried against every provider.
      await tx.append({ type: 'action.retraction', subject: provider, payload: { target }, sealed })
      await eraseEvidence(tx, target)
    }
  })

/** Nobody judges what they have recorded themselves: `appeal-own-record` (403). */
async function refuseRecorder({ db, tables }: Transaction, row: AppealRow, { actor }: Caller): Promise<void> {
  const { ledger } = tables
  for (const seq of row.also === null ? [row.evidence] : [row.evidence, row.also]) {
    const [recorded] = await db.select({ actor: ledger.actor }).from(ledger).where(eq(ledger.seq, seq))
    if (recorded?.actor === actor) throw appealError('appeal-own-record', { id: row.id })
  }
}
