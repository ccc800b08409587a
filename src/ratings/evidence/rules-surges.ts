/** Surges of evidence: much praise, or much blame, about one provider on one day. Pure. */
import type { Evidence } from '../rules/evidence.ts'
import type { Safeguards } from './rules-safeguards.ts'

export type Direction = 'praise' | 'blame'

/** Direction of a piece, praise or blame; null for what an authority finds, and for a lukewarm review. */
export function directionOf(x: Evidence): Direction | null {
  if (x.kind === 'order') return x.completed ? 'praise' : 'blame'
  if (x.kind === 'complaint') return x.upheld ? 'blame' : null
  if (x.kind !== 'review') return null
  return x.stars >= 4 ? 'praise' : x.stars <= 2 ? 'blame' : null
}

/** Pieces of one direction on a day, and on how many days before. */
export interface Flow {
  today: number
  before: number
  days: number
}

/** True if a day's pieces are enough for an alarm, and more than so many times what is usual in a day. */
export function isSurge({ pieces, times }: Safeguards['surge'], { today, before, days }: Flow): boolean {
  return pieces > 0 && today >= pieces && today * days > times * before
}
