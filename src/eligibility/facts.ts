import { dayToDate } from '../ledger/clock.ts'
import { standingOf } from '../ratings/engine/standing.ts'
import type { Methodology } from '../ratings/rules/methodology.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type IndexedProvider, readIndexed } from './indexed.ts'
import { readGateIndex } from './rows-gates.ts'
import { decideGate, type GateDecision, type GateFacts, type GateQuestion } from './rules-gate.ts'
import { conditionsOn, type GateIndex } from './rules-gate-editions.ts'

const NONE: readonly string[] = []

/** Facts that the gate reads of a provider on a day, with the scores that order a list. */
export function gateFacts(
  m: Methodology,
  provider: IndexedProvider,
  day: number,
): GateFacts & { point: number; assured: number } {
  const { point, assured, state, grade, watch } = creditOf(m, provider, day)
  const { registration, standing, admitted, validUntil, offerings, areas, openOrders } = provider
  const { credentials: all } = provider
  const credentials = all.length === 0 ? NONE : all.filter(c => c.from <= day && day <= c.until).map(c => c.code)
  const registered = { registration, standing, admitted, validUntil, offerings, areas, openOrders }
  return { ...registered, credentials, state, grade, watch, point, assured }
}

/** Of the day, computed once; those whom nobody has rated share one. */
function creditOf(m: Methodology, provider: IndexedProvider, day: number) {
  const known = provider.credit
  if (known && known.day === day && known.m === m) return known
  if (provider.rating === null && unrated?.day === day && unrated.m === m) {
    provider.credit = unrated
    return unrated
  }
  const made = { ...standingOf(m, provider.rating, day), day, m }
  if (provider.rating === null) unrated = made
  provider.credit = made
  return made
}

let unrated: IndexedProvider['credit'] = null

/** A question about an item and an area on a day. */
export function gateQuestion(
  m: Methodology,
  gates: GateIndex,
  { service, area }: Pick<GateQuestion, 'service' | 'area'>,
  day: number,
): GateQuestion {
  const date = dayToDate(day)
  const { probationOpenOrders } = m.parameters.gate
  return { service, area, date, probationOpenOrders, conditions: conditionsOn(gates, service, date) }
}

/** The gate's decision about one provider from the rows that a transaction sees, so that nothing before it in the ledger is missed. */
export async function decideFromRows(
  db: Reader,
  tables: Tables,
  m: Methodology,
  { provider: id, service, area }: { provider: string; service: string; area: string },
  day: number,
): Promise<GateDecision> {
  const [provider] = await readIndexed(db, tables, m, [id])
  const gates = await readGateIndex(db, tables, [service.slice(0, 2), service])
  return decideGate(provider ? gateFacts(m, provider, day) : null, gateQuestion(m, gates, { service, area }, day))
}
