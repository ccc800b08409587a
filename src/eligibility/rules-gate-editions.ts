import type { AskedCondition, GateCondition } from './rules-conditions.ts'

/** An edition of a gate holds from its first day until the next edition of the same gate begins. */
export interface GateEdition {
  /** YYYY-MM-DD */
  validFrom: string
  conditions: readonly GateCondition[]
}

/** Facts of an edition of a standard that gates read. */
export interface EditionTerm {
  id: string
  replacedBy: string | null
  /** True if conformance to it counts on a day: in force, or in its transition. */
  counts(day: string): boolean
}

/** Every gate, its editions by their first day; and the standards that they name, with their successors. */
export interface GateIndex {
  gates: ReadonlyMap<string, readonly GateEdition[]>
  standards: ReadonlyMap<string, EditionTerm>
}

/** The edition that holds on a day. */
export function editionOn(editions: readonly GateEdition[], day: string): GateEdition | null {
  return editions.findLast(edition => edition.validFrom <= day) ?? null
}

/** The conditions of an item on a day: its category's, then its own. */
export function conditionsOn({ gates, standards }: GateIndex, service: string, day: string): AskedCondition[] {
  const codes = service.length === 2 ? [service] : [service.slice(0, 2), service]
  return codes
    .flatMap(code => editionOn(gates.get(code) ?? [], day)?.conditions ?? [])
    .map(condition =>
      condition.kind === 'standard'
        ? { ...condition, accepts: acceptedEditions(standards, condition.standard, day) }
        : condition,
    )
}

/**
 * The editions that meet a demand for `named` on a day: itself and its successors, as far as each counts, oldest first. Empty when the
 * standard has ended without a successor: then nobody can meet it, and the gate needs a new edition.
 */
export function acceptedEditions(standards: GateIndex['standards'], named: string, day: string): string[] {
  const accepted: string[] = []
  const seen = new Set<string>()
  for (let id: string | null = named; id !== null && !seen.has(id); ) {
    seen.add(id)
    const edition = standards.get(id)
    if (edition?.counts(day)) accepted.push(id)
    id = edition?.replacedBy ?? null
  }
  return accepted
}
