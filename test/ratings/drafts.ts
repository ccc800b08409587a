/** Parameter documents for the tests of drafts and versions. */
import { type Parameters, readParameters } from '../../src/ratings/rules/parameters.ts'

/** The parameters of 1.0.0 under another version, changed. */
export function draft(version: string, change: (p: Parameters) => unknown = () => {}): Parameters {
  const copy = { ...structuredClone(readParameters()), version }
  change(copy)
  return copy
}
