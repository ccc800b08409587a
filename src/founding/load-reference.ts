/** Brings a ledger to what the folder of its city defines. */
import { canonical } from '../ledger/canonical.ts'
import type { Draft, Ledger } from '../ledger/ledger.ts'
import { allAreas, allServices } from '../registry/reference-rows.ts'
import { allClocks } from '../registry/rows-clocks.ts'
import { allDepartments, dutyIds } from '../registry/rows-duties.ts'
import { allClauses, allStandards } from '../standards/rows.ts'
import { withoutInvented } from './invented.ts'
import { referenceDrafts } from './reference.ts'

/**
 * Records what the folder of the city defines and the ledger does not hold yet in that form.
 * @param invented telephone numbers too, which only a demo may show
 * @returns the number of entries
 */
export async function loadReference(ledger: Ledger, actor: string, invented = true): Promise<number> {
  const held = await heldReference(ledger)
  const drafts = invented ? referenceDrafts() : referenceDrafts().map(withoutInvented)
  const fresh = drafts.filter(draft => !isHeld(held.get(draft.subject), draft))
  if (fresh.length === 0) return 0
  await ledger.write(actor, tx => tx.appendAll(fresh))
  return fresh.length
}

/** A duty that is held is left as it is: the registrar may have amended it since. */
function isHeld(held: string | undefined, { type, payload }: Draft): boolean {
  return held !== undefined && (type === 'duty.defined' || held === canonical(payload))
}

async function heldReference(ledger: Ledger): Promise<Map<string, string>> {
  const { tables } = ledger.store
  return ledger.read(async db => {
    const services = (await allServices(db, tables)).map(s => ({ ...s, keywords: JSON.parse(s.keywords) }))
    const clauses = await allClauses(db, tables)
    const standards = (await allStandards(db, tables)).map(({ transitionUntil: _, ...row }) => ({
      ...row,
      clauses: clauses.get(row.id) ?? [],
    }))
    return new Map([
      ...(await allAreas(db, tables)).map(row => [`area:${row.code}`, canonical(row)] as const),
      ...(await allClocks(db, tables)).map(row => [`clock:${row.id}:${row.validFrom}`, canonical(row)] as const),
      ...services.map(row => [`service:${row.code}`, canonical(row)] as const),
      ...(await allDepartments(db, tables)).map(row => [`department:${row.id}`, canonical(row)] as const),
      ...(await dutyIds(db, tables)).map(id => [`duty:${id}`, ''] as const),
      ...standards.map(row => [`standard:${row.id}`, canonical(row)] as const),
    ])
  })
}
