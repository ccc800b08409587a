import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { ratingRow } from './rows.ts'

/** The provider and its predecessors, newest first. */
export async function lineageOf(db: Reader, tables: Tables, provider: string): Promise<string[]> {
  const found: string[] = []
  for (let next: string | null = provider; next; next = (await ratingRow(db, tables, next))?.predecessor ?? null)
    found.push(next)
  return found
}
