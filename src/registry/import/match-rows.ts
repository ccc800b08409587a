/** Finds the registered provider that a row of a register means. */
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { CENTRE_FIELDS, findByNumbers, findByUsccs, findWithoutCode, type ProviderRow } from '../rows.ts'
import { nameKey } from '../rules-name.ts'
import type { RegisterFacts } from './register-facts.ts'
import { changesOf, type Held } from './rules-changes.ts'
import type { RowFault } from './rules-faults.ts'

/** Providers that some rows may mean. */
export interface Known {
  byCode: ReadonlyMap<string, ProviderRow[]>
  byNumber: ReadonlyMap<string, ProviderRow>
  withoutCode: readonly ProviderRow[]
}

export async function findKnown(db: Reader, tables: Tables, rows: readonly RegisterFacts[]): Promise<Known> {
  const teams = rows.filter(row => row.uscc === null || row.kind === 'volunteer')
  return {
    byCode: await findByUsccs(
      db,
      tables,
      rows.flatMap(row => row.uscc ?? []),
    ),
    byNumber: await findByNumbers(
      db,
      tables,
      rows.flatMap(row => row.number ?? []),
    ),
    withoutCode: await findWithoutCode(
      db,
      tables,
      teams.map(row => nameKey(row.name)),
    ),
  }
}

/** By what a file may name a provider once. */
export function rowKey({ uscc, number, name, area }: RegisterFacts): string {
  return uscc ?? number ?? `${nameKey(name)} ${area}`
}

export type RowMatch =
  | { kind: 'same'; provider: ProviderRow }
  | { kind: 'other'; provider: ProviderRow; fault: RowFault }
  | { kind: 'unknown-number'; fault: RowFault }
  | { kind: 'new' }

/** A number, then a code, says who is meant. A name alone says it to a person only. */
export function matchRow(facts: RegisterFacts, known: Known): RowMatch {
  if (facts.number !== null) return ofNumber(facts, facts.number, known)
  if (facts.uscc !== null) {
    const found = known.byCode.get(facts.uscc) ?? []
    const same = found.find(provider => isNamed(provider, facts))
    if (same) return { kind: 'same', provider: same }
    if (found[0]) return { kind: 'other', provider: found[0], fault: codeFault(facts, 'uscc-conflict', found[0].name) }
  }
  const team = known.withoutCode.find(provider => isNamed(provider, facts) && provider.area === facts.area)
  return team && facts.kind !== 'firm' ? ofTeam(facts, team) : { kind: 'new' }
}

const isNamed = (provider: ProviderRow, { name }: RegisterFacts) => nameKey(provider.name) === nameKey(name)

function ofNumber(facts: RegisterFacts, number: string, { byNumber, byCode }: Known): RowMatch {
  const provider = byNumber.get(number)
  if (!provider)
    return { kind: 'unknown-number', fault: { column: 'number', value: number, code: 'number-unknown', allowed: [] } }
  const bearers = facts.uscc === null ? [] : (byCode.get(facts.uscc) ?? [])
  const other = bearers.find(bearer => bearer.id !== provider.id)
  if (other) return { kind: 'other', provider: other, fault: codeFault(facts, 'uscc-conflict', other.name) }
  const recoded = facts.uscc !== null && provider.uscc !== null && facts.uscc !== provider.uscc
  if (!recoded && isNamed(provider, facts)) return { kind: 'same', provider }
  return { kind: 'other', provider, fault: codeFault(facts, 'uscc-conflict', provider.name) }
}

/** The same row again means the team that it registered; anything else that bears its name is for a person. */
function ofTeam(facts: RegisterFacts, provider: ProviderRow): RowMatch {
  if (facts.uscc === null && changesOf(heldOf(provider), facts).length === 0) return { kind: 'same', provider }
  const fault: RowFault = { column: 'name', value: facts.name, code: 'team-known', allowed: [provider.number ?? ''] }
  return { kind: 'other', provider, fault }
}

export function codeFault(facts: RegisterFacts, code: 'uscc-repeated' | 'uscc-conflict', other: string): RowFault {
  const { uscc, number, name } = facts
  return { column: uscc ? 'uscc' : number ? 'number' : 'name', value: uscc ?? number ?? name, code, allowed: [other] }
}

export function heldOf(row: ProviderRow): Held {
  const byCentre = { phone: row.phoneByCentre, areas: row.areasByCentre, offerings: row.offeringsByCentre }
  return {
    ...row,
    kind: row.kind as Held['kind'],
    areas: JSON.parse(row.areas) as string[],
    offerings: JSON.parse(row.offerings) as string[],
    byCentre: CENTRE_FIELDS.filter(field => byCentre[field] === 1),
  }
}
