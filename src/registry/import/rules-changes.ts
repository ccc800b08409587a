/** The entries that bring a provider to what a row of the register says. */

import type { RegisterFacts } from './register-facts.ts'
import type { Column, ProviderKind } from './register-words.ts'
import type { RowFault, RowNote } from './rules-faults.ts'

/** The held facts of a provider. */
export interface Held {
  uscc: string | null
  kind: ProviderKind
  phone: string | null
  address: string | null
  area: string
  areas: readonly string[]
  offerings: readonly string[]
  founded: string | null
  validUntil: string | null
  registration: string
  /** Fields that the centre has entered itself. */
  byCentre: readonly CentreField[]
}

export type CentreField = 'phone' | 'areas' | 'offerings'

export interface EntryDraft {
  type: string
  payload: Record<string, unknown>
}

/** A provider that is new needs these cells. */
const NEEDED = ['kind', 'area', 'areas', 'offerings', 'status'] as const satisfies Column[]

/** The cells without which a new provider cannot be registered. */
export function missingCells(facts: RegisterFacts): RowFault[] {
  const said = { ...facts, status: facts.registration }
  return NEEDED.filter(column => said[column] === undefined).map(column => ({
    column,
    value: '',
    code: 'cell-missing',
    allowed: [],
  }))
}

/** The entries of a new provider; `missingCells` is empty. */
export function registrationOf(
  { usccReason, number: _, ...facts }: RegisterFacts,
  number: string | null,
): EntryDraft[] {
  const none = { phone: null, address: null, founded: null, validUntil: null }
  const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
  return [
    {
      type: 'provider.registered',
      payload: { ...none, ...said, ...(usccReason ? { usccReason } : {}), ...(number ? { number } : {}) },
    },
  ]
}

const FACTS = ['phone', 'address', 'area', 'founded', 'validUntil'] as const
/** So that a replay knows what a register brought and what the centre entered. */
const SOURCE = { source: 'register' } as const

/** The entries of a provider that is registered under that code and name; none if it is what the row says. */
export function changesOf(held: Held, said: RegisterFacts): EntryDraft[] {
  const facts = { ...said }
  for (const field of held.byCentre) facts[field] = undefined
  const drafts: EntryDraft[] = []
  const changed: Record<string, unknown> = {}
  for (const key of FACTS) if (facts[key] !== undefined && held[key] !== facts[key]) changed[key] = facts[key]
  if (facts.areas && String(held.areas) !== String(facts.areas)) changed.areas = facts.areas
  // A team without a code that has got one: a person has entered its number beside it.
  if (held.uscc === null && facts.uscc !== null) {
    const { uscc, usccStatus, usccReason } = facts
    Object.assign(changed, { uscc, usccStatus }, usccReason ? { usccReason } : {})
  }
  if (Object.keys(changed).length > 0) drafts.push({ type: 'provider.changed', payload: { ...changed, ...SOURCE } })
  if (facts.offerings && String(held.offerings) !== String(facts.offerings))
    drafts.push({ type: 'provider.offerings-set', payload: { offerings: facts.offerings, ...SOURCE } })
  return [...drafts, ...registrationChange(held, facts)]
}

/** The end of a registration acts by the code alone, whatever the name. */
export function endOfRegistration(held: Held, facts: RegisterFacts): EntryDraft[] {
  return facts.registration === 'operating' ? [] : registrationChange(held, facts)
}

function registrationChange(held: Held, { registration }: RegisterFacts): EntryDraft[] {
  if (registration === undefined || registration === held.registration) return []
  return [{ type: 'provider.registration-set', payload: { registration } }]
}

const KIND_NAMES: Record<ProviderKind, string> = { firm: '企业', volunteer: '志愿服务组织' }

/** Remarks on what a row says and an import leaves to a person. */
export function differences(held: Held, facts: RegisterFacts): RowNote[] {
  const { kind } = facts
  const notes: RowNote[] = held.byCentre.flatMap(column => {
    const [theirs, ours] = [facts[column], held[column]]
    if (!theirs || String(theirs) === String(ours)) return []
    return [{ column, value: String(theirs), code: 'centre-kept' as const, allowed: [String(ours ?? '')] }]
  })
  if (kind === undefined || kind === held.kind) return notes
  return [...notes, { column: 'kind', value: KIND_NAMES[kind], code: 'kind-differs', allowed: [KIND_NAMES[held.kind]] }]
}
