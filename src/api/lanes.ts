import type { Operation } from './contract.ts'
import type { LoadClass } from './load.ts'
import type { Caller } from './operations.ts'
import { type TurnLimits, Turns } from './turns.ts'

/**
 * Ordinary reads: each costs some tenths of a millisecond of the event loop. So many at once are what others wait for at the most, beside
 * dispatch, which takes no turns.
 */
const STRANGERS: TurnLimits = { atOnce: 8, waiting: 1_024, ofOne: 256 }
const CALLERS: TurnLimits = { atOnce: 16, waiting: 1_024, ofOne: 256 }
/** Imports and runs of drafts, in parts between which others have their turn. */
const HEAVY_WRITES: TurnLimits = { atOnce: 2, waiting: 8, ofOne: 2 }
const HEAVY_READS = { waiting: 64, ofOne: 16 }

/** Turns by the kind of work. */
export class Lanes {
  readonly strangers = new Turns(STRANGERS)
  readonly callers = new Turns(CALLERS)
  readonly heavyWrites = new Turns(HEAVY_WRITES)
  readonly heavyReads: Turns

  /** @param heavyReads at once */
  constructor(heavyReads: number) {
    this.heavyReads = new Turns({ ...HEAVY_READS, atOnce: heavyReads })
  }

  /** The turns that a request waits for; null for none. */
  of(load: LoadClass, { method }: Operation, { role }: Caller): Turns | null {
    if (load === 'vital' || load === 'dispatch') return null
    if (load === 'heavy') return method === 'get' ? this.heavyReads : this.heavyWrites
    // Writes share commits: the more of them at once, the better.
    if (method !== 'get') return null
    return role === 'public' ? this.strangers : this.callers
  }
}
