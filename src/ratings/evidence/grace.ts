/**
 * The grace period of an erasure by the calendar. It begins on the day on which a running service first sees that a term is over, not on
 * the last day of the term: a clock that is years ahead by mistake erases nothing before people had that long to notice.
 */
import { dayToDate } from '../../ledger/clock.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { allClocks } from '../../registry/rows-clocks.ts'
import { type ClockEdition, clockOn, runsOut } from '../../registry/rules-clocks.ts'
import { eq } from '../../store/drizzle.ts'
import { insertRows } from '../../store/insert-rows.ts'

export const GRACE_CLOCK = 'erasure.grace'
/** For a ledger that began before the grace period was kept as data. */
const GRACE_DAYS = 30

/** Of pieces that the calendar has ended those whose grace period is over. Notes the others, and forgets what is not among them. */
export async function afterGrace(ledger: Ledger, ended: readonly number[], today: number): Promise<number[]> {
  const { erasuresDue: t } = ledger.store.tables
  const rows = await ledger.read(db => db.select().from(t))
  const isEnded = new Set(ended)
  // A day that lies ahead was noticed under a clock that was set right since.
  const valid = rows.filter(row => isEnded.has(row.seq) && row.noticed <= today)
  const known = new Set(valid.map(row => row.seq))
  const over = valid.filter(row => row.due <= today).map(row => row.seq)
  const obsolete = rows.filter(row => !known.has(row.seq)).map(row => row.seq)
  const fresh = ended.filter(seq => !known.has(seq))
  if (obsolete.length + fresh.length > 0) await note(ledger, obsolete, fresh, today)
  return over
}

async function note(ledger: Ledger, obsolete: number[], fresh: number[], today: number): Promise<void> {
  const { erasuresDue: t } = ledger.store.tables
  const due = graceEnd(await ledger.read(db => allClocks(db, ledger.store.tables)), today)
  await ledger.store.write(async db => {
    for (const seq of obsolete) await db.delete(t).where(eq(t.seq, seq))
    await insertRows(
      db,
      { table: t },
      fresh.map(seq => ({ seq, noticed: today, due })),
    )
  })
}

function graceEnd(clocks: readonly ClockEdition[], day: number): number {
  if (!clocks.some(clock => clock.id === GRACE_CLOCK)) return day + GRACE_DAYS
  return runsOut(clockOn(clocks, GRACE_CLOCK, dayToDate(day)), day)
}
