/** Providers whose ratings may have been changed by another process. */
import { bound } from '../../store/bounds.ts'
import { and, gt, inArray, isNull } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

const IN_LIST = bound('changed-list', 500)

/** These providers and all whose lineages they are in: evidence of one moves the folds of its heirs. */
export async function heirsOf(db: Reader, { ratings }: Tables, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set(ids)
  for (let wanted = [...found]; wanted.length > 0; ) {
    const part = wanted.splice(0, IN_LIST)
    const rows = await db
      .select({ successors: ratings.successors })
      .from(ratings)
      .where(inArray(ratings.provider, part))
    for (const { successors } of rows)
      for (const heir of JSON.parse(successors) as string[])
        if (!found.has(heir)) {
          found.add(heir)
          wanted.push(heir)
        }
  }
  return found
}

/** Providers whose grade or state a Monday after that day has changed: that leaves rows but no entry to follow. */
export async function ratedOnMondays(db: Reader, { gradeHistory: h }: Tables, after: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ provider: h.provider })
    .from(h)
    .where(and(isNull(h.entry), gt(h.day, after)))
  return rows.map(row => row.provider)
}
