/** An action tried on records of its own: the effect that it would have. */
import type { Action } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { perform } from './actions.ts'
import type { Records } from './records.ts'

/**
 * Performs an action as the engine would, without letting days pass. For actions that decide nothing again: no sanction is touched.
 * @param records rated up to the day of the action, with all evidence of the lineages that it corrects
 * @throws Refusal
 */
export function attempt(m: Methodology, records: Records, x: Action): void {
  const passing = {
    pass: () => {},
    redecide: () => {
      throw new Error('an attempt decides nothing again')
    },
  }
  perform(passing, m, records, x)()
}
