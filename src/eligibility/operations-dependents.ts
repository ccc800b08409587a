import type { Handler } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { reportOf } from '../ratings/engine/report.ts'
import { toRecord } from '../ratings/live/rows.ts'
import { requireStandard } from '../standards/rows.ts'
import { editionStatus } from '../standards/rules-editions.ts'
import { and, asc, eq, gt, gte, inArray, isNull, or } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { gatesNaming } from './rows-gates.ts'

/** Certificates with an edition that are valid or still to come, by provider and id. */
async function certificates(
  db: Reader,
  { credentials: c, providers: p }: Tables,
  standard: string,
  today: string,
  [afterProvider, afterId]: [string, string],
  limit: number,
) {
  return db
    .select({
      provider: c.provider,
      name: p.name,
      credential: c.id,
      validFrom: c.validFrom,
      validUntil: c.validUntil,
      evidence: c.evidence,
    })
    .from(c)
    .innerJoin(p, eq(p.id, c.provider))
    .where(
      and(
        eq(c.standard, standard),
        or(isNull(c.revokedOn), gt(c.revokedOn, today)),
        or(isNull(c.validUntil), gte(c.validUntil, today)),
        or(gt(c.provider, afterProvider), and(eq(c.provider, afterProvider), gt(c.id, afterId))),
      ),
    )
    .orderBy(asc(c.provider), asc(c.id))
    .limit(limit)
}

export const listDependents: Handler<'listDependents'> = async ({ path: { id }, query }, { ledger, services, day }) => {
  const { limit = 50, cursor } = query
  const { tables } = ledger.store
  const { methodology: m } = services
  const today = dayToDate(day)
  const list = `listDependents ${id}`
  const after = decodeCursor(list, cursor, ['text', 'text']) ?? ['', '']
  return ledger.read(async db => {
    const edition = await requireStandard(db, tables, id)
    const rows = await certificates(db, tables, id, today, after, limit + 1)
    const rated = await db
      .select()
      .from(tables.ratings)
      .where(inArray(tables.ratings.provider, [...new Set(rows.map(row => row.provider))]))
    const records = new Map(rated.map(row => [row.provider, toRecord(m, row)]))
    const graded = rows.map(row => ({ ...row, grade: reportOf(m, records.get(row.provider), day).grade as 'NR' }))
    const { inForceUntil, replacedBy, transitionUntil } = edition
    const { items, next } = page(
      list,
      graded,
      limit,
      row => [row.provider, row.credential],
      row => row,
    )
    const gates = await gatesNaming(db, tables, id)
    const status = editionStatus(edition, today)
    return {
      status: 200,
      body: { standard: id, status, inForceUntil, replacedBy, transitionUntil, gates, items, next },
    }
  })
}
