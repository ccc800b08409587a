import { asc, eq, gt } from 'drizzle-orm'
import type { Handler } from '../api/operations.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { DomainError } from '../ledger/errors.ts'

export const listMethodologies: Handler<'listMethodologies'> = async ({ query }, { ledger, services }) => {
  const { limit = 50, cursor } = query
  const { methodologies: t } = ledger.store.tables
  const after = decodeCursor('listMethodologies', cursor)
  const rows = await ledger.read(db =>
    db
      .select()
      .from(t)
      .where(after ? gt(t.version, String(after[0])) : undefined)
      .orderBy(asc(t.version))
      .limit(limit + 1),
  )
  const active = services.methodology.parameters.version
  const toItem = ({ id, version, validFrom }: (typeof rows)[number]) => ({
    id,
    version,
    validFrom,
    active: version === active,
  })
  return { status: 200, body: page('listMethodologies', rows, limit, row => [row.version], toItem) }
}

export const getMethodology: Handler<'getMethodology'> = async ({ path: { version } }, { ledger }) => {
  const { methodologies: t } = ledger.store.tables
  const [row] = await ledger.read(db => db.select().from(t).where(eq(t.version, version)))
  if (!row) throw new DomainError('methodology-not-found', 404, { version })
  return { status: 200, body: JSON.parse(row.parameters) }
}
