import type { Handler } from '../api/operations.ts'
import { refuseIdentityNumber, requireArea } from '../registry/require.ts'
import { eq } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { requestError } from './errors.ts'

async function find(db: Reader, { subscribers }: Tables, id: string) {
  const [row] = await db.select().from(subscribers).where(eq(subscribers.id, id))
  return row ?? null
}

export const getSubscriber: Handler<'getSubscriber'> = async ({ path: { id } }, { ledger }) => {
  const row = await ledger.read(db => find(db, ledger.store.tables, id))
  if (!row) throw requestError('subscriber-not-found', { id })
  return { status: 200, body: row }
}

export const placeSubscriber: Handler<'placeSubscriber'> = async ({ path: { id }, body: { area } }, context) =>
  context.write(async tx => {
    refuseIdentityNumber(id, 'id')
    await requireArea(tx.db, tx.tables, area, context.now, '#/area')
    const held = await find(tx.db, tx.tables, id)
    const row = { id, area, version: (held?.version ?? 0) + 1 }
    if (held?.area === area) return { status: 200, body: held }
    await tx.append({ type: 'subscriber.placed', subject: `subscriber:${id}`, payload: row })
    return { status: 200, body: row }
  })
