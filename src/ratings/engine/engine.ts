/** The engine (hk-credit 2.2): entries one after another, and the days between them. Synchronous, integers only. */
import type { Action, RatingEntry, Weighed } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { passDays } from './calendar.ts'
import type { Passing } from './passing.ts'
import type { Records } from './records.ts'
import { type Replayed, redecide, replayWith } from './redecide.ts'
import { acceptEntry } from './step.ts'

const PASSING: Passing = { pass: passDays, redecide }

/**
 * Accepts an entry: lets the days up to it pass, then weighs evidence or performs an action.
 * @returns the weighed evidence, undefined for an action
 * @throws Refusal with a stable code; then nothing has changed
 */
export const accept = (m: Methodology, records: Records, x: RatingEntry): Weighed | undefined =>
  acceptEntry(PASSING, m, records, x)

/** An exact replay of one lineage: the past of a provider, decided again by the engine. */
export const replayLineage = (
  m: Methodology,
  provider: string,
  happened: readonly (Weighed | Action)[],
  day: number,
): Replayed => replayWith(PASSING, m, provider, happened, day)
