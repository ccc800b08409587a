import { etagOf } from '../ledger/etag.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { readClauses, requireStandard, toStandard } from './rows.ts'

/** An edition with its clauses and its entity tag. */
export async function shownEdition(db: Reader, tables: Tables, id: string) {
  const row = await requireStandard(db, tables, id)
  return { body: { ...toStandard(row), clauses: await readClauses(db, tables, id) }, etag: etagOf(row.version) }
}
