/** Sanctions and their clocks: from when to when one is published, repairable and in force. Days are business days. */
import { type ClockEdition, endOf } from '../../registry/rules-clocks.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { SanctionClass } from '../rules/parameters.ts'

export interface SanctionFact {
  class: SanctionClass
  day: number
  /** Last day of publication that the authority has set; absent: as long as the class allows. */
  publishedUntil?: number
}
/** Days of the events of a sanction; −1: none. */
export interface SanctionFate {
  retractedBy: number
  repairedDay: number
}
export interface SanctionClocks {
  /** First day on which it is not published any more. */
  publicationEnds: number
  /** First day of a repair. */
  repairFrom: number
  /** First day without any effect. */
  expires: number
}

/** Clocks of a sanction: the editions in force on its day, and never beyond what the score knows of its class (hk-credit 7.3). */
export function sanctionClocks(
  m: Methodology,
  clocks: readonly ClockEdition[],
  { class: name, day, publishedUntil }: SanctionFact,
): SanctionClocks {
  const { termDays, repairAfterDays } = m.parameters.sanctions.classes[name]
  const expires = Math.min(endOf(clocks, `sanction.${name}.expiry`, day), day + termDays)
  const publication = Math.min(endOf(clocks, `sanction.${name}.publication`, day), expires)
  return {
    publicationEnds: publishedUntil === undefined ? publication : Math.min(publication, publishedUntil + 1),
    repairFrom: Math.max(endOf(clocks, `sanction.${name}.repair`, day), day + repairAfterDays),
    expires,
  }
}

/** Ended, repaired or taken back: from then on it has no effect, and nobody may name it. */
export function isLapsed(
  { expires }: SanctionClocks,
  { retractedBy, repairedDay }: SanctionFate,
  today: number,
): boolean {
  return retractedBy >= 0 || repairedDay >= 0 || today >= expires
}
