/** The Records of a replay over a whole ledger: what it needs to go on, and one number per piece of evidence. */

import type { Weighed, WeighingCode } from '../rules/evidence.ts'
import { type Change, MemoryRecords } from './records.ts'

/** The bit of each code, in the order in which weighing lists them (hk-credit 5); the compiler demands one for every code. */
const BITS: Readonly<Record<WeighingCode, number>> = {
  LATE: 1,
  NOT_UPHELD: 2,
  UNVERIFIED: 4,
  PAIR_REPEAT: 8,
  RATER_MISFIT: 16,
  SINGLE_PROVIDER: 32,
}
const CODES = Object.entries(BITS)
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
      codes: CODES.flatMap(([code, bit]) => (Math.floor(codes / bit) % 2 === 1 ? [code] : [])).join(' '),
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

const mask = (codes: readonly WeighingCode[]) => codes.reduce((sum, code) => sum + BITS[code], 0)
