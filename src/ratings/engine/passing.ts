/** The passing of time, handed to the engine, because the events of a day are decided by replays of the engine itself. */
import type { Cause } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { ProviderRecord, Records } from './records.ts'

/** Why held decisions are decided again (hk-credit 1.1, 8.5). */
export interface Occasion {
  /** Day of the end, or ledger day of the repair or retraction. */
  day: number
  /** Last day that passes in the replay. */
  through: number
  cause: Cause
  /** The repair or retraction; null for an end. */
  entry: number | null
}

export interface Passing {
  /** Lets every day up to and including one pass. */
  pass(m: Methodology, records: Records, day: number): void
  /** The held decision of a record becomes that of a replay without the sanctions that are gone. */
  redecide(m: Methodology, records: Records, record: ProviderRecord, occasion: Occasion): void
}
