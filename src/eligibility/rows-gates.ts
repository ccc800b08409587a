import { counts as editionCounts } from '../standards/rules-editions.ts'
import { asc, inArray } from '../store/drizzle.ts'
import { preparedIn } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { GateCondition } from './rules-conditions.ts'
import type { EditionTerm, GateEdition, GateIndex } from './rules-gate-editions.ts'

type GateRow = Tables['gates']['$inferSelect']

/** Editions of some gates, or of all, by code and first day. */
export async function gateRows(db: Reader, { gates }: Tables, codes: readonly string[] | null): Promise<GateRow[]> {
  const inOrder = [asc(gates.code), asc(gates.validFrom)]
  if (!codes)
    return db
      .select()
      .from(gates)
      .orderBy(...inOrder)
  return preparedIn<Reader, GateRow>(db, 'gates_of', codes, (d, list) =>
    d
      .select()
      .from(gates)
      .where(inArray(gates.code, list))
      .orderBy(...inOrder),
  )
}

/** The gates of some codes, or all, with the standards that they name. Sees what the running transaction has written. */
export async function readGateIndex(db: Reader, tables: Tables, codes: readonly string[] | null): Promise<GateIndex> {
  const gates = new Map<string, GateEdition[]>()
  const named = new Set<string>()
  for (const { code, validFrom, conditions: text } of await gateRows(db, tables, codes)) {
    const conditions = JSON.parse(text) as GateCondition[]
    gates.set(code, [...(gates.get(code) ?? []), { validFrom, conditions }])
    for (const condition of conditions) if (condition.kind === 'standard') named.add(condition.standard)
  }
  return { gates, standards: await readTerms(db, tables, [...named]) }
}

/** Terms of these editions and of all that replace them, one after another. */
export async function readTerms(
  db: Reader,
  { standards: s }: Tables,
  named: readonly string[],
): Promise<Map<string, EditionTerm>> {
  const terms = new Map<string, EditionTerm>()
  for (let wanted = named; wanted.length > 0; ) {
    const rows = await db
      .select()
      .from(s)
      .where(inArray(s.id, [...wanted]))
    for (const row of rows)
      terms.set(row.id, { id: row.id, replacedBy: row.replacedBy, counts: day => editionCounts(row, day) })
    wanted = rows.flatMap(({ replacedBy }) => (replacedBy && !terms.has(replacedBy) ? [replacedBy] : []))
  }
  return terms
}

/** Gates that name an edition, in any of their own editions. */
export async function gatesNaming(db: Reader, tables: Tables, standard: string) {
  const naming = (row: GateRow) =>
    (JSON.parse(row.conditions) as GateCondition[]).some(c => c.kind === 'standard' && c.standard === standard)
  return (await gateRows(db, tables, null)).filter(naming).map(({ code, validFrom }) => ({ code, validFrom }))
}
