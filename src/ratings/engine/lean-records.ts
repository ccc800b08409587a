/** The Records of a replay over a whole ledger: what it needs to go on, and one number per piece of evidence. */

import type { Weighed, WeighingCode } from '../rules/evidence.ts'
import { type Change, MemoryRecords } from './records.ts'

/** In the order in which weighing lists them (hk-credit 5). */
const CODES: readonly WeighingCode[] = ['LATE', 'NOT_UPHELD', 'UNVERIFIED', 'PAIR_REPEAT', 'RATER_MISFIT']
const CODE_SPACE = 2 ** CODES.length

/**
 * Evidence itself is kept of those providers only that an action names: no fold but theirs is ever computed anew.
 * So memory grows with providers, pairs and customers, and by a number per piece.
 */
export class LeanRecords extends MemoryRecords {
  readonly #kept: ReadonlySet<string>
  /** seq -> weight and codes; empty unless they are asked for. */
  readonly #weights = new Map<number, number>()
  readonly #weighs: boolean

  constructor(kept: ReadonlySet<string>, { weighs = false }: { weighs?: boolean } = {}) {
    super()
    this.#kept = kept
    this.#weighs = weighs
  }

  override addEvidence(x: Weighed): void {
    if (this.#weighs) this.#weights.set(x.seq, x.weight * CODE_SPACE + mask(x.codes))
    if (this.#kept.has(x.provider)) super.addEvidence(x)
  }
  override changed(_change: Change): void {}

  /** What weighing fixed for a piece; undefined if it was not weighed. */
  weighing(seq: number): { weight: number; codes: string } | undefined {
    const packed = this.#weights.get(seq)
    if (packed === undefined) return undefined
    const codes = packed % CODE_SPACE
    return {
      weight: (packed - codes) / CODE_SPACE,
      codes: CODES.filter((_, i) => Math.floor(codes / 2 ** i) % 2 === 1).join(' '),
    }
  }
}

const mask = (codes: readonly WeighingCode[]) => codes.reduce((sum, code) => sum + 2 ** CODES.indexOf(code), 0)
