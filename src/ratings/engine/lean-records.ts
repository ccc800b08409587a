/** The Records of a replay over a whole ledger: what it needs to go on, and one number per piece of evidence. */

import type { Weighed, WeighingCode } from '../rules/evidence.ts'
import { type Change, MemoryRecords } from './records.ts'

/** In the order in which weighing lists them (hk-credit 5). */
const CODES: readonly WeighingCode[] = [
  'LATE',
  'NOT_UPHELD',
  'UNVERIFIED',
  'PAIR_REPEAT',
  'RATER_MISFIT',
  'SINGLE_PROVIDER',
]
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
    if (this.#weighs) this.#weights.set(x.seq, packed(x))
    if (this.#kept.has(x.provider)) super.addEvidence(x)
  }
  override changed(_change: Change): void {}

  /** Weight, mass and codes of a piece; undefined if it was not weighed. */
  weighing(seq: number): LeanWeighing | undefined {
    const number = this.#weights.get(seq)
    if (number === undefined) return undefined
    const part = (shift: number, size: number) => Math.floor(number / shift) % size
    const codes = part(1, CODE_SPACE)
    const [weight, mass, pairWeight] = [CODE_SPACE, MASS_SHIFT, PAIR_SHIFT].map(shift => part(shift, MASS_SPACE))
    return {
      weight: weight!,
      codes: CODES.filter((_, i) => Math.floor(codes / 2 ** i) % 2 === 1).join(' '),
      ...(mass === NONE ? {} : { mass: mass! }),
      ...(pairWeight === NONE ? {} : { pairWeight: pairWeight! }),
    }
  }
}

export interface LeanWeighing {
  weight: number
  codes: string
  mass?: number
  pairWeight?: number
}

/** Weights and masses are 0..256; one value more says that there is none. */
const MASS_SPACE = 512
const NONE = 511
const MASS_SHIFT = CODE_SPACE * MASS_SPACE
const PAIR_SHIFT = MASS_SHIFT * MASS_SPACE

const packed = ({ weight, mass = NONE, pairWeight = NONE, codes }: Weighed): number =>
  mask(codes) + CODE_SPACE * weight + MASS_SHIFT * mass + PAIR_SHIFT * pairWeight

const mask = (codes: readonly WeighingCode[]) => codes.reduce((sum, code) => sum + 2 ** CODES.indexOf(code), 0)
