import type { Result } from './measure.ts'

/** Size of a run: everything, or just enough to see that it works. */
export interface Scale {
  quick: boolean
  /** Pairs of candidate and baseline. */
  rounds: number
  /** The first in a full run, the second in a quick one. */
  pick<T>(full: T, quick: T): T
}

export interface Bench {
  name: string
  run(scale: Scale): Promise<Result[]>
}

export const scaleOf = (quick: boolean): Scale => ({
  quick,
  rounds: quick ? 1 : 7,
  pick: (full, small) => (quick ? small : full),
})
