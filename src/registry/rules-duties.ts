import { serves } from './rules-areas.ts'

/** Days of validity, both inclusive, 'YYYY-MM-DD'; null is open. */
export interface Validity {
  validFrom: string | null
  validUntil: string | null
}

/** Facts of a duty that the rules read. `department` is the one that was given it first. */
export interface DutyFact extends Validity {
  id: string
  department: string
  role: 'lead' | 'assisting'
  services: readonly string[]
  area: string
}

/** From 00:00 of `on` the duty is with `to`; requests in flight go with it or stay. */
export interface Transfer {
  on: string
  from: string
  to: string
  requestsInFlight: 'move' | 'stay'
}

export function isInForce({ validFrom, validUntil }: Validity, date: string): boolean {
  return (validFrom === null || validFrom <= date) && (validUntil === null || date <= validUntil)
}

/** The department that holds a duty on a day. `transfers` in the order of their days. */
export function holderOn(duty: Pick<DutyFact, 'department'>, transfers: readonly Transfer[], date: string): string {
  return transfers.findLast(transfer => transfer.on <= date)?.to ?? duty.department
}

/**
 * The department that answers on a day for a request that `given.department` was given on `given.since` under this duty. It goes with the
 * duty when a transfer takes the duty from that very department and moves what is in flight; what has stayed once stays.
 */
export function responderOn(
  duty: Pick<DutyFact, 'department'>,
  transfers: readonly Transfer[],
  given: { department: string; since: string },
  date: string,
): string {
  let holder = duty.department
  let responder = given.department
  for (const { on, to, requestsInFlight } of transfers) {
    if (on > date) break
    if (on > given.since && responder === holder && requestsInFlight === 'move') responder = to
    holder = to
  }
  return responder
}

/** The service code (item or category) of a duty that covers an item, the narrowest one; null if none does. */
export function coveringCode({ services }: Pick<DutyFact, 'services'>, item: string): string | null {
  return services.includes(item) ? item : services.includes(item.slice(0, 2)) ? item.slice(0, 2) : null
}

/**
 * The duties that lead for an item in an area on a day. The duty of the district goes before the city's, and one that names the item
 * before one that names its category: what is less near is not in the answer. One is right; none or several are gaps in the records.
 */
export function leadsFor<D extends DutyFact>(duties: readonly D[], item: string, area: string, date: string): D[] {
  const able = duties.flatMap(duty => {
    const code =
      duty.role === 'lead' && serves(duty.area, area) && isInForce(duty, date) ? coveringCode(duty, item) : null
    return code ? [{ duty, nearness: duty.area.length * 10 + code.length }] : []
  })
  const nearest = Math.max(...able.map(({ nearness }) => nearness))
  return able.filter(({ nearness }) => nearness === nearest).map(({ duty }) => duty)
}
