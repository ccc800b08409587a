/** Writes the working set's changes to the database, once per unit of work. */
import type { Applying } from '../../ledger/ledger.ts'
import { eq, inArray } from '../../store/drizzle.ts'
import type { Methodology } from '../rules/methodology.ts'
import { type RatingRow, toFoldCustomerRow, toHistoryRow, toMemoryRow, toRatingRow } from './rows.ts'
import { plans, putRows } from './rows-write.ts'
import type { WorkingSet } from './working-set.ts'

/** Writes every dirty row. @returns the rating rows that were written */
export async function writeBack(tx: Applying, m: Methodology, records: WorkingSet): Promise<RatingRow[]> {
  const ratings = records.providers.take().flatMap(([, record]) => (record ? [toRatingRow(m, record)] : []))
  await putRows(tx, plans.ratings, ratings)
  const pairs = records.pairs.take().map(([key, pair]) => {
    const [root, kind, customer] = key.split('\0') as [string, string, string]
    return { root, kind, customer, ...pair! }
  })
  await putRows(tx, plans.ratingPairs, pairs)
  const memories = records.memories.take().map(([customer, memory]) => toMemoryRow(customer, memory!))
  await putRows(tx, plans.ratingRaters, memories)
  const customers = records.customers.take().map(([key, known]) => {
    const [provider, customer] = key.split('\0') as [string, string]
    return toFoldCustomerRow(provider, customer, known!)
  })
  await putRows(tx, plans.foldCustomers, customers)
  await writeRecounted(tx, records)
  const changes = records.changes.map(change => toHistoryRow(m, change))
  records.changes = []
  await putRows(tx, plans.gradeHistory, changes)
  if (records.clockMoved) {
    const { ratingClock } = tx.tables
    const { evaluatedThrough, endedThrough } = records
    await tx.db.update(ratingClock).set({ evaluatedThrough, endedThrough }).where(eq(ratingClock.id, 1))
    records.clockMoved = false
  }
  return ratings
}

async function writeRecounted(tx: Applying, records: WorkingSet): Promise<void> {
  const recounted = records.recounted.take()
  if (recounted.length === 0) return
  const { foldCustomers } = tx.tables
  const providers = recounted.map(([provider]) => provider)
  await tx.db.delete(foldCustomers).where(inArray(foldCustomers.provider, providers))
  for (const [provider, customers] of recounted) {
    const rows = [...(customers ?? [])].map(([customer, known]) => toFoldCustomerRow(provider, customer, known))
    await putRows(tx, plans.foldCustomers, rows)
  }
}
