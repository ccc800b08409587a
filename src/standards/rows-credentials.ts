import { dayToDate } from '../ledger/clock.ts'
import { and, asc, eq, gt, gte, inArray, isNull, lte, or, type SQL } from '../store/drizzle.ts'
import { preparedIn } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { credentialError } from './errors-credentials.ts'
import { credentialStatus } from './rules-credentials.ts'

export type CredentialRow = Tables['credentials']['$inferSelect']

/** A credential as it is shown on a day (schemas/credential.json). */
export function toCredential(row: CredentialRow, today: string, reason?: string | null) {
  const { recordedDay, evidence, revokedBy: _, type, verifiedHow, ...shown } = row
  return {
    ...shown,
    type: type as 'service-pledge',
    verifiedHow: verifiedHow as 'original-seen',
    status: credentialStatus(row, today),
    recordedOn: dayToDate(recordedDay),
    ...(evidence === null ? {} : { evidence }),
    ...(reason ? { revocationReason: reason } : {}),
  }
}

/** In SQL what `isValidOn` says of a row. */
function validOn({ credentials: c }: Tables, day: string): SQL | undefined {
  return and(
    lte(c.validFrom, day),
    or(isNull(c.validUntil), gte(c.validUntil, day)),
    or(isNull(c.revokedOn), gt(c.revokedOn, day)),
  )
}

/** The credentials of a provider that are valid on a day ('YYYY-MM-DD'), by id. Sees what the running transaction has written. */
export async function validCredentials(
  db: Reader,
  tables: Tables,
  provider: string,
  day: string,
): Promise<CredentialRow[]> {
  const { credentials: c } = tables
  return db
    .select()
    .from(c)
    .where(and(eq(c.provider, provider), validOn(tables, day)))
    .orderBy(asc(c.id))
}

/** Credentials of one provider by id, after a cursor; `on`: only those that are valid on that day. */
export async function listCredentialRows(
  db: Reader,
  tables: Tables,
  provider: string,
  { on, after, limit }: { on: string | null; after: string | null; limit: number },
): Promise<CredentialRow[]> {
  const { credentials: c } = tables
  const conditions = [
    eq(c.provider, provider),
    after === null ? undefined : gt(c.id, after),
    on === null ? undefined : validOn(tables, on),
  ]
  return db
    .select()
    .from(c)
    .where(and(...conditions))
    .orderBy(asc(c.id))
    .limit(limit)
}

/** Every credential of some providers, or of all, by provider and id: what an index in memory begins with. */
export async function credentialsOf(
  db: Reader,
  { credentials: c }: Tables,
  ids: readonly string[] | null,
): Promise<CredentialRow[]> {
  if (!ids) return db.select().from(c).orderBy(asc(c.provider), asc(c.id))
  return preparedIn<Reader, CredentialRow>(db, 'credentials_of', ids, (d, list) =>
    d.select().from(c).where(inArray(c.provider, list)).orderBy(asc(c.provider), asc(c.id)),
  )
}

/** The credential; `credential-not-found` (404) without one. */
export async function requireCredential(db: Reader, { credentials: c }: Tables, id: string): Promise<CredentialRow> {
  const [row] = await db.select().from(c).where(eq(c.id, id))
  if (!row) throw credentialError('credential-not-found', { id })
  return row
}

/** Credentials that stand and whose last day lies in a span, by that day; of one provider or of all. */
export async function listExpiring(
  db: Reader,
  { credentials: c }: Tables,
  { provider, from, until }: { provider: string | null; from: string; until: string },
  after: [day: string, provider: string, id: string] | null,
  limit: number,
): Promise<CredentialRow[]> {
  const [day, holder, id] = after ?? []
  const conditions = [
    isNull(c.revokedOn),
    gte(c.validUntil, day ?? from),
    lte(c.validUntil, until),
    provider === null ? undefined : eq(c.provider, provider),
    after === null
      ? undefined
      : or(gt(c.validUntil, day!), gt(c.provider, holder!), and(eq(c.provider, holder!), gt(c.id, id!))),
  ]
  return db
    .select()
    .from(c)
    .where(and(...conditions))
    .orderBy(asc(c.validUntil), asc(c.provider), asc(c.id))
    .limit(limit)
}
