import { dayToDate } from '../ledger/clock.ts'
import type { Methodology } from '../ratings/rules/methodology.ts'
import type { ProviderRow } from '../registry/rows.ts'
import { and, asc, eq, gt, lte, or } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { eligibilityError } from './errors.ts'
import { gateFacts } from './facts.ts'
import { readIndexed } from './indexed.ts'
import { readGateIndex } from './rows-gates.ts'
import { admissionChecks, type Check } from './rules-checks.ts'

export type ApplicationRow = Tables['applications']['$inferSelect']

/** An application as it is shown (schemas/application.json). */
export function toApplication(row: ApplicationRow, checks: Check[], text?: string | null) {
  return {
    id: row.id,
    provider: row.provider,
    status: row.status as 'open' | 'admitted' | 'refused',
    appliedOn: dayToDate(row.appliedDay),
    checks,
    decidedOn: row.decidedDay === null ? null : dayToDate(row.decidedDay),
    reasons: JSON.parse(row.reasons) as 'other'[],
    ...(text ? { text } : {}),
  }
}

/** The checks of a provider on a day, from the rows that a transaction sees. */
export async function checksOf(
  db: Reader,
  tables: Tables,
  m: Methodology,
  row: ProviderRow,
  day: number,
): Promise<Check[]> {
  const [indexed] = await readIndexed(db, tables, m, [row.id])
  const offerings = JSON.parse(row.offerings) as string[]
  const codes = new Set(offerings.flatMap(code => [code, code.slice(0, 2)]))
  const gates = await readGateIndex(db, tables, [...codes])
  return admissionChecks({ ...row, offerings }, gateFacts(m, indexed!, day), gates, dayToDate(day))
}

/** Applications by id, after a cursor; of one provider, or in one status. */
export async function listApplicationRows(
  db: Reader,
  { applications: a }: Tables,
  { provider, status }: { provider?: string; status?: string },
  after: string | null,
  limit: number,
): Promise<ApplicationRow[]> {
  const conditions = [
    provider === undefined ? undefined : eq(a.provider, provider),
    status === undefined ? undefined : eq(a.status, status),
    after === null ? undefined : gt(a.id, after),
  ]
  return db
    .select()
    .from(a)
    .where(and(...conditions))
    .orderBy(asc(a.id))
    .limit(limit)
}

/** The application; `application-not-found` (404) without one. */
export async function requireApplication(db: Reader, { applications: a }: Tables, id: string): Promise<ApplicationRow> {
  const [row] = await db.select().from(a).where(eq(a.id, id))
  if (!row) throw eligibilityError('application-not-found', { id })
  return row
}

/** Admissions that are to be checked again by a day, the most urgent first, with the provider's name; not of who has left. */
export async function listRecheckRows(
  db: Reader,
  { admissions: a, providers: p }: Tables,
  until: string,
  after: [due: string, provider: string] | null,
  limit: number,
) {
  const [due, provider] = after ?? []
  const beyond =
    after === null ? undefined : or(gt(a.recheckOn, due!), and(eq(a.recheckOn, due!), gt(a.provider, provider!)))
  return db
    .select({
      provider: a.provider,
      name: p.name,
      admittedDay: a.admittedDay,
      recheckedDay: a.recheckedDay,
      recheckOn: a.recheckOn,
    })
    .from(a)
    .innerJoin(p, and(eq(p.id, a.provider), eq(p.admission, 'admitted')))
    .where(and(lte(a.recheckOn, until), beyond))
    .orderBy(asc(a.recheckOn), asc(a.provider))
    .limit(limit)
}
