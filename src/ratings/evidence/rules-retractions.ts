/** Retraction by key and period: its bounds, and what it is about. Pure. */
import { createHash } from 'node:crypto'
import type { Evidence } from '../rules/evidence.ts'
import { directionOf } from './rules-surges.ts'

/** The longest period: a month of a key's work; longer ones are retracted month by month. */
export const MOST_DAYS = 31
/** Pieces of one retraction. */
export const MOST_PIECES = 5_000
/** Providers of one retraction: all their evidence is folded anew in one transaction. */
export const MOST_PROVIDERS = 100

/** The centre's own evidence of service; sanctions and certificates have ways of their own. */
export const RETRACTABLE: readonly string[] = ['order', 'review', 'complaint', 'inspection']

export interface Tally {
  total: number
  praise: number
  blame: number
  other: number
}

export function tallyOf(pieces: readonly Evidence[]): Tally {
  const tally = { total: pieces.length, praise: 0, blame: 0, other: 0 }
  for (const x of pieces) tally[directionOf(x) ?? 'other'] += 1
  return tally
}

/** Names the set of pieces that was shown: whoever decides gives it back. */
export const effectOf = (seqs: readonly number[]): string => createHash('sha256').update(seqs.join(',')).digest('hex')
