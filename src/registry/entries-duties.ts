import { canonical } from '../ledger/canonical.ts'
import type { Applying, EntryType } from '../ledger/ledger.ts'
import { and, eq, notInArray, sql } from '../store/drizzle.ts'

/** Facts of a duty as an entry holds them; lists become canonical text. */
type Facts = Record<string, unknown>

const columns = (facts: Facts) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? canonical(value) : value]),
  )

/** Writes a duty of a department; the same id replaces it. */
async function define({ db, tables: { duties } }: Applying, department: string, facts: Facts): Promise<void> {
  const row = { assists: null, validUntil: null, ...columns(facts), department }
  await db
    .insert(duties)
    .values({ ...row, version: 1 } as never)
    .onConflictDoUpdate({ target: duties.id, set: { ...row, version: sql`${duties.version} + 1` } })
}

/** A department. Entries before duties had entries of their own carry its duties: they replace all that it was given. */
const departmentDefined: EntryType = {
  type: 'department.defined',
  async apply(tx, { payload }) {
    const { duties: carried, ...facts } = payload
    const row = columns(facts)
    const { departments, duties } = tx.tables
    await tx.db
      .insert(departments)
      .values(row as never)
      .onConflictDoUpdate({ target: departments.id, set: row })
    if (!carried) return
    const kept = carried.map((duty: { id: string }) => duty.id)
    await tx.db.delete(duties).where(and(eq(duties.department, payload.id), notInArray(duties.id, ['', ...kept])))
    for (const duty of carried) await define(tx, payload.id, duty)
  },
}

export const dutyEntries: EntryType[] = [
  departmentDefined,
  {
    type: 'duty.defined',
    apply: (tx, { payload: { department, ...facts } }) => define(tx, department, facts),
  },
  {
    type: 'duty.amended',
    async apply({ db, tables: { duties } }, { payload: { duty, ...facts } }) {
      const set = { ...columns(facts), version: sql`${duties.version} + 1` }
      await db.update(duties).set(set).where(eq(duties.id, duty))
    },
  },
  {
    type: 'duty.transferred',
    async apply({ db, tables: { duties, dutyTransfers } }, { payload }) {
      await db.insert(dutyTransfers).values(payload)
      await db
        .update(duties)
        .set({ version: sql`${duties.version} + 1` })
        .where(eq(duties.id, payload.duty))
    },
  },
]
