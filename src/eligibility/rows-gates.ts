import { tryRead, type Unread } from '../ledger/unreadable.ts'
import { counts as editionCounts } from '../standards/rules-editions.ts'
import { asc, inArray } from '../store/drizzle.ts'
import { preparedIn } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type GateCondition, isGrade } from './rules-conditions.ts'
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

const closing = (code: string): GateCondition[] => [{ kind: 'unreadable', clause: `gate:${code}` }]

/** The same gates, but nobody passes that of a code. */
export function closed(index: GateIndex, code: string): GateIndex {
  const editions = [{ validFrom: '', conditions: closing(code) }]
  return { ...index, gates: new Map(index.gates).set(code, editions) }
}

/** The condition of each kind as the rules read it. */
const READABLE: Record<string, (condition: Record<string, unknown>) => boolean> = {
  standard: ({ standard }) => typeof standard === 'string',
  credentials: ({ anyOf }) => Array.isArray(anyOf) && anyOf.length > 0 && anyOf.every(Array.isArray),
  state: ({ minState }) => minState === 'full' || minState === 'probation',
  grade: ({ minGrade, unrated }) => isGrade(minGrade) && typeof unrated === 'boolean',
}

function readConditions(text: string): GateCondition[] {
  const conditions = JSON.parse(text) as GateCondition[]
  for (const condition of conditions)
    if (!READABLE[condition.kind]?.(condition)) throw new Error(`unreadable condition: ${JSON.stringify(condition)}`)
  return conditions
}

/**
 * The gates of some codes, or all, with the standards that they name. Sees what the running transaction has written. Conditions that cannot
 * be read are noted in `unread`, and nobody meets them.
 */
export async function readGateIndex(
  db: Reader,
  tables: Tables,
  codes: readonly string[] | null,
  unread: Unread = new Map(),
): Promise<GateIndex> {
  const gates = new Map<string, GateEdition[]>()
  const named = new Set<string>()
  for (const { code, validFrom, conditions: text } of await gateRows(db, tables, codes)) {
    const conditions = tryRead(unread, `gate:${code}`, () => readConditions(text)) ?? closing(code)
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
