import { dayToDate } from '../ledger/clock.ts'
import { and, asc, desc, eq, inArray, lte, sql } from '../store/drizzle.ts'
import { preparedIn } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type FactsRow = Tables['declaredFacts']['$inferSelect']

/** A declaration as it is shown (schemas/declared-facts.json). */
export function toDeclaredFacts(row: FactsRow) {
  const { provider, category, version, day, declaredBy, facts, verifiedDay, verifiedBy, verifiedHow } = row
  return {
    provider,
    category,
    version,
    declaredOn: dayToDate(day),
    declaredBy: declaredBy as 'firm',
    verified:
      verifiedDay === null ? null : { on: dayToDate(verifiedDay), by: verifiedBy!, how: verifiedHow as 'on-site' },
    facts: JSON.parse(facts) as Record<string, unknown>,
  }
}

/** Latest declaration of a provider up to a business day, by category. */
export async function readFacts(db: Reader, { declaredFacts: d }: Tables, provider: string, day: number) {
  const rows = await db
    .select()
    .from(d)
    .where(and(eq(d.provider, provider), lte(d.day, day)))
    .orderBy(asc(d.category), asc(d.version))
  return newest(rows)
}

export async function findFacts(db: Reader, { declaredFacts: d }: Tables, provider: string, category: string) {
  const [row] = await db
    .select()
    .from(d)
    .where(and(eq(d.provider, provider), eq(d.category, category)))
    .orderBy(desc(d.version))
    .limit(1)
  return row ?? null
}

/** The newest declarations of some providers, or of all: provider -> category -> row. */
export async function factsOf(db: Reader, { declaredFacts: d }: Tables, ids: readonly string[] | null, day: number) {
  const inOrder = [asc(d.provider), asc(d.category), asc(d.version)]
  const rows = ids
    ? await preparedIn<Reader, FactsRow>(
        db,
        'facts_of',
        ids,
        (r, list) =>
          r
            .select()
            .from(d)
            .where(and(lte(d.day, sql.placeholder('day')), inArray(d.provider, list)))
            .orderBy(...inOrder),
        { day },
      )
    : await db
        .select()
        .from(d)
        .where(lte(d.day, day))
        .orderBy(...inOrder)
  const byProvider = Map.groupBy(rows, row => row.provider)
  return new Map([...byProvider].map(([provider, own]) => [provider, newest(own)] as const))
}

/** Rows come in order of version: the last of a category wins. */
const newest = (rows: readonly FactsRow[]) => new Map(rows.map(row => [row.category, row]))

type VerifiedRow = FactsRow & { verifiedDay: number }

/** True if the registrar had verified a declaration by a day. */
export const isVerifiedBy = (row: FactsRow | null, day: number): row is VerifiedRow =>
  row !== null && row.verifiedDay !== null && row.verifiedDay <= day

/** Name of a version of the resource: a verification changes it too. */
export const factsTag = (row: FactsRow | null): string =>
  row === null ? '0' : `${row.version}${row.verifiedDay === null ? '' : '.verified'}`
