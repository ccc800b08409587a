/** Parameter documents for the tests of drafts and versions. */
import { readParameters } from '../../src/ratings/rules/check-parameters.ts'
import type { Parameters } from '../../src/ratings/rules/parameters.ts'

/** The parameters of a shipped version under another one, changed. */
export function draft(version: string, change: (p: Parameters) => unknown = () => {}, of = '1.0.0'): Parameters {
  const copy = { ...structuredClone(readParameters(of)), version }
  change(copy)
  return copy
}
