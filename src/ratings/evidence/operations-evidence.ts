import type { Context, Handler } from '../../api/operations.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { refuseIdentityNumber, requireProvider } from '../../registry/require.ts'
import { listEvidenceItems, readEvidenceItem } from './evidence.ts'
import { factDay } from './fact-day.ts'
import { checkRecordRate } from './record-rate.ts'
import { endReinspection } from './reinspections.ts'
import { lapsedSanctions } from './rows-sanctions.ts'
import { noteSurge } from './surges.ts'

export const listEvidence: Handler<'listEvidence'> = async ({ path: { id }, query }, { ledger, services, day }) => {
  const { limit = 50, cursor, kind } = query
  const { tables } = ledger.store
  const key = decodeCursor('listEvidence', cursor, ['integer'])
  const items = await ledger.read(async db => {
    await requireProvider(db, tables, id)
    const hidden = await lapsedSanctions(db, tables, services.methodology, id, day)
    return listEvidenceItems(db, tables, id, { kind, hidden, before: key?.[0] ?? null, limit: limit + 1 })
  })
  return {
    status: 200,
    body: page(
      'listEvidence',
      items,
      limit,
      item => [item.id],
      item => item,
    ),
  }
}

export const recordInspection: Handler<'recordInspection'> = async (
  { path, body: { day, finding, ...facts } },
  context,
) => context.write(tx => record(tx, context, 'evidence.inspection', path.id, day, facts, finding))

export const recordComplaint: Handler<'recordComplaint'> = async (
  { path, body: { day, finding, ...facts } },
  context,
) =>
  context.write(tx => {
    refuseIdentityNumber(facts.customer, '#/customer')
    return record(tx, context, 'evidence.complaint', path.id, day, facts, finding)
  })

/** Records what a regulator found; the finding is sealed, so that it can be erased. */
async function record(
  tx: Transaction,
  { day: today, caller }: Context,
  type: string,
  provider: string,
  date: string | undefined,
  facts: object,
  finding: string | undefined,
) {
  await requireProvider(tx.db, tx.tables, provider)
  await checkRecordRate(tx, caller, provider)
  const day = date === undefined ? tx.day : factDay(date, today)
  const { seq } = await tx.append({
    type,
    subject: provider,
    payload: { provider, day, ...facts },
    ...(finding ? { sealed: { text: finding } } : {}),
  })
  await noteSurge(tx, provider)
  if (type === 'evidence.inspection') await endReinspection(tx, provider, seq)
  return { status: 201 as const, body: await readEvidenceItem(tx.db, tx.tables, provider, seq) }
}
