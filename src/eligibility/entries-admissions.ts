import { canonical } from '../ledger/canonical.ts'
import type { Applying, EntryType } from '../ledger/ledger.ts'
import type { Admission } from '../registry/rules-provider.ts'
import { and, eq } from '../store/drizzle.ts'

async function setAdmission({ db, tables: { providers } }: Applying, id: string, admission: Admission): Promise<void> {
  const [row] = await db.select({ version: providers.version }).from(providers).where(eq(providers.id, id))
  if (!row) throw new Error(`no provider ${id}`)
  await db
    .update(providers)
    .set({ admission, version: row.version + 1 })
    .where(eq(providers.id, id))
}

/** A null day takes the provider off the schedule. */
async function schedule(
  { db, tables: { admissions } }: Applying,
  provider: string,
  recheckOn: string | null,
  set: { admittedDay: number; recheckedDay: number | null },
): Promise<void> {
  await db.delete(admissions).where(eq(admissions.provider, provider))
  if (recheckOn !== null) await db.insert(admissions).values({ provider, recheckOn, ...set })
}

export const admissionEntries: EntryType[] = [
  {
    type: 'application.received',
    async apply(tx, { payload: { application: id, provider, checks }, day }) {
      const row = { provider, id, status: 'open', appliedDay: day, checks: canonical(checks), reasons: '[]' }
      await tx.db.insert(tx.tables.applications).values(row)
      await setAdmission(tx, provider, 'applied')
    },
  },
  {
    type: 'application.decided',
    async apply(tx, { payload: { application: id, provider, outcome, reasons, checks, recheckOn }, seq, day }) {
      const { applications: a } = tx.tables
      const decided = { decidedDay: day, decidedBy: seq, reasons: canonical(reasons), checks: canonical(checks) }
      await tx.db
        .update(a)
        .set({ status: outcome, ...decided })
        .where(and(eq(a.provider, provider), eq(a.id, id)))
      await setAdmission(tx, provider, outcome)
      await schedule(tx, provider, recheckOn, { admittedDay: day, recheckedDay: null })
    },
  },
  {
    type: 'admission.rechecked',
    async apply(tx, { payload: { provider, outcome, recheckOn }, day }) {
      const { admissions: a } = tx.tables
      const [before] = await tx.db.select().from(a).where(eq(a.provider, provider))
      await setAdmission(tx, provider, outcome === 'confirmed' ? 'admitted' : 'refused')
      await schedule(tx, provider, recheckOn, { admittedDay: before?.admittedDay ?? day, recheckedDay: day })
    },
  },
]
