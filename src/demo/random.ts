import { v7 } from 'uuid'

/** A small seeded generator (mulberry32): the demo city must come out the same on every machine. Not for secrets. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** An integer in 0 .. 2^32-1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let x = this.#state
    x = Math.imul(x ^ (x >>> 15), x | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return (x ^ (x >>> 14)) >>> 0
  }

  /** An integer in from .. to, both included. */
  between(from: number, to: number): number {
    return from + (this.next() % (to - from + 1))
  }

  /** True in `perMille` of 1,000 cases. */
  chance(perMille: number): boolean {
    return this.next() % 1000 < perMille
  }

  pick<T>(list: ArrayLike<T>): T {
    return list[this.next() % list.length]!
  }

  /** The index of a weight, drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number {
    const total = weights.reduce((sum, w) => sum + w, 0)
    return bracket(weights, this.next() % total)
  }

  /** A UUIDv7 of that time, the same for the same seed. */
  id(ms: number): string {
    const random = new Uint8Array(16)
    for (let i = 0; i < 16; i += 4) new DataView(random.buffer).setUint32(i, this.next())
    return v7({ msecs: ms, random })
  }
}

/** The index of the weight in whose stretch `point` falls when they are laid end to end; -1 beyond the last. */
export function bracket(weights: readonly number[], point: number): number {
  let end = 0
  return weights.findIndex(weight => {
    end += weight
    return point < end
  })
}
