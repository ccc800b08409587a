import { placeholders } from '../ledger/append.ts'
import { canonical } from '../ledger/canonical.ts'
import type { Applying, EntryType } from '../ledger/ledger.ts'
import { and, eq, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import { credentialEntries } from './entries-credentials.ts'

async function putClauses({ db, tables }: Applying, standard: string, clauses: unknown): Promise<void> {
  const text = canonical(clauses)
  await db
    .insert(tables.editionClauses)
    .values({ standard, clauses: text })
    .onConflictDoUpdate({ target: tables.editionClauses.standard, set: { clauses: text } })
}

/** An edition; one of the same id is defined anew. */
const defined: EntryType = {
  type: 'standard.defined',
  async apply(tx, { payload: { clauses, services, ...facts } }) {
    const { standards } = tx.tables
    const row = { ...facts, services: canonical(services) }
    await tx.db
      .insert(standards)
      .values({ ...row, transitionUntil: null, version: 1 })
      .onConflictDoUpdate({ target: standards.id, set: { ...row, version: sql`${standards.version} + 1` } })
    if (clauses) await putClauses(tx, facts.id, clauses)
  },
}

/** Given members change; the others stay. */
const amended: EntryType = {
  type: 'standard.amended',
  async apply(tx, { payload: { standard, clauses, services, ...changes } }) {
    const { standards } = tx.tables
    await tx.db
      .update(standards)
      .set({
        ...changes,
        ...(services ? { services: canonical(services) } : {}),
        version: sql`${standards.version} + 1`,
      })
      .where(eq(standards.id, standard))
    if (clauses) await putClauses(tx, standard, clauses)
  },
}

const transitionSet: EntryType = {
  type: 'standard.transition-set',
  async apply({ db, tables: { standards } }, { payload: { standard, until } }) {
    await db
      .update(standards)
      .set({ transitionUntil: until, version: sql`${standards.version} + 1` })
      .where(eq(standards.id, standard))
  },
}

/** A declaration; those before stay, so that conformance on a past day is what it was. */
const factsDeclared: EntryType = {
  type: 'facts.declared',
  async apply({ db, tables: { declaredFacts: d } }, { payload, day }) {
    const { provider, category, by, facts } = payload
    const own = and(eq(d.provider, sql.placeholder('provider')), eq(d.category, sql.placeholder('category')))
    const insert = prepared(db, 'declared_facts_insert', writer =>
      writer.insert(d).values({
        ...placeholders(['provider', 'category', 'day', 'declaredBy', 'facts']),
        version: sql`(select coalesce(max(${d.version}), 0) + 1 from ${d} where ${own})`,
      } as never),
    )
    // A payload is read from canonical text, so that its members come in that order already.
    await insert.execute({ provider, category, day, declaredBy: by, facts: JSON.stringify(facts) })
  },
}

const factsVerified: EntryType = {
  type: 'facts.verified',
  async apply({ db, tables: { declaredFacts: d } }, { payload, day }) {
    const { provider, category, version, verifiedBy, verifiedHow } = payload
    await db
      .update(d)
      .set({ verifiedDay: day, verifiedBy, verifiedHow })
      .where(and(eq(d.provider, provider), eq(d.category, category), eq(d.version, version)))
  },
}

export const standardEntries: EntryType[] = [
  defined,
  amended,
  transitionSet,
  factsDeclared,
  factsVerified,
  ...credentialEntries,
]
