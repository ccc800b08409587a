/**
 * The score without one piece of evidence: what an upheld appeal would make of it (hk-credit 2.3). Stored weights of the others stay,
 * only the fold changes. Sums are subtracted; only the part whose order matters (reviews, CUSUM, alarms) is folded again, from a mark near
 * the piece, and only for a piece that can move it. Equal to folding all the rest anew; a property test compares.
 */

import { type Buckets, CONCENTRATION, ORDERS, readTotals, SUMS } from './buckets.ts'
import type { Weighed } from './evidence.ts'
import { emptyFold, type Fold, VoiceMap } from './fold.ts'
import type { Methodology } from './methodology.ts'
import { rulesOf } from './rule-sets.ts'
import { type Score, scoreAt, scoreTotals } from './score.ts'

/** An accepted alarmCleared entry: it holds while its inspection does. */
interface Clearing {
  seq: number
  inspection: number
}

/** Under the rules that may subtract, a review meets no other voice. */
const NO_VOICES = new VoiceMap()
/** Pieces between two remembered states of the review fold: bounds both the memory and what a piece has to fold again. */
const MARK_EVERY = 64
const INSPECTION_SUMS = 2

/** Largest seq whose reviews leave the CUSUM untouched; −1 if none (hk-credit 2.3). */
export function clearOf(clearings: readonly Clearing[], live: readonly Weighed[], without = -1): number {
  if (clearings.length === 0) return -1
  const inspections = new Set(live.filter(x => x.kind === 'inspection' && x.seq !== without).map(x => x.seq))
  return clearings.reduce((max, c) => (inspections.has(c.inspection) ? Math.max(max, c.seq) : max), -1)
}

/**
 * Prepares the scores without one piece.
 * @param fold the fold of all of `live`
 * @param live live evidence of the provider's lineage, by seq
 * @param clearings of the lineage, accepted so far
 * @param day not before the fold's clock
 * @returns the score without the piece at an index of `live`
 */
export function scoresWithout(
  m: Methodology,
  fold: Fold,
  live: readonly Weighed[],
  clearings: readonly Clearing[],
  day: number,
): (index: number) => Score {
  if (rulesOf(m).isOrderSensitive) return index => scoreAt(m, foldWithout(m, fold, live, clearings, index), day)
  const clear = clearOf(clearings, live)
  const totals = readTotals(m, fold.evidence, day)
  const marks = markReviews(m, live, clear)
  return index => {
    const x = live[index]!
    const own = clearings.length > 0 && x.kind === 'inspection' ? clearOf(clearings, live, x.seq) : clear
    const left: Fold = { ...fold }
    let read = totals
    if (x.kind === 'review' || own !== clear || movesClock(live, index)) {
      const reviews = refold(m, live, marks, index, own, clear)
      left.alarms = reviews.alarms
      read = readTotals(m, reviews.evidence, day)
      for (let q = ORDERS; q <= CONCENTRATION; q += 1) read[q] = totals[q]!
    }
    if (x.kind === 'order' || x.kind === 'complaint') {
      const others = readTotals(m, subtract(fold.evidence, alone(m, x).evidence, SUMS), day)
      read = read === totals ? [...totals] : read
      for (let q = ORDERS; q <= CONCENTRATION; q += 1) read[q] = others[q]!
    }
    if (x.kind === 'inspection') left.inspections = subtract(fold.inspections, alone(m, x).inspections, INSPECTION_SUMS)
    if (x.kind === 'sanction') left.sanctions = fold.sanctions.filter(s => s.seq !== x.seq)
    if (x.kind === 'credential') left.credentials = live.filter(c => c.kind === 'credential' && c !== x) as never
    return scoreTotals(m, left, day, read)
  }
}

/** The fold of all pieces but one. What acts by its dates alone is taken out of its list; for the others all the rest is folded anew. */
function foldWithout(
  m: Methodology,
  fold: Fold,
  live: readonly Weighed[],
  clearings: readonly Clearing[],
  index: number,
): Fold {
  const x = live[index]!
  if (x.kind === 'sanction') return { ...fold, sanctions: fold.sanctions.filter(s => s.seq !== x.seq) }
  const rest = emptyFold()
  const clear = clearOf(clearings, live, x.seq)
  const customers = new Set<string>()
  const voices = new VoiceMap()
  const { append } = rulesOf(m)
  for (const [i, piece] of live.entries()) {
    if (i === index) continue
    const isNewCustomer = piece.kind === 'order' && !customers.has(piece.customer)
    if (piece.kind === 'order') customers.add(piece.customer)
    append(m, rest, piece, { isNewCustomer, clear, voices })
  }
  return rest
}

/** The buckets of one piece alone. */
function alone(m: Methodology, x: Weighed): Fold {
  const fold = emptyFold()
  rulesOf(m).append(m, fold, x, { isNewCustomer: true, clear: -1, voices: new VoiceMap() })
  return fold
}

/** Sums of `all` without those of `part`; a bucket that was dropped as too old holds nothing of it. */
function subtract(all: Buckets, part: Buckets, width: number): Buckets {
  const sums = [...all.sums]
  part.epochs.forEach((epoch, i) => {
    const at = all.epochs.indexOf(epoch) * width
    if (at >= 0) for (let q = 0; q < width; q += 1) sums[at + q]! -= part.sums[i * width + q]!
  })
  return { epochs: all.epochs, sums }
}

/** True if a verified review was read at a clock that only this piece had moved so far. */
function movesClock(live: readonly Weighed[], index: number): boolean {
  const { day } = live[index]!
  let next = index + 1
  while (next < live.length && live[next]!.day < day) {
    const later = live[next]!
    // Another piece may have moved the clock as far before; then folding again changes nothing, and is still right.
    if (later.kind === 'review' && later.verified) return true
    next += 1
  }
  return false
}

/** State of the review fold before every MARK_EVERY-th piece. */
function markReviews(m: Methodology, live: readonly Weighed[], clear: number): Fold[] {
  const fold = emptyFold()
  const marks: Fold[] = []
  live.forEach((x, i) => {
    if (i % MARK_EVERY === 0) marks.push(copy(fold))
    feed(m, fold, x, clear)
  })
  return marks
}

/** The review fold without one piece. A clearing that falls away moves the CUSUM from its first review on. */
function refold(
  m: Methodology,
  live: readonly Weighed[],
  marks: readonly Fold[],
  index: number,
  clear: number,
  cleared: number,
): Fold {
  const from = clear === cleared ? index - (index % MARK_EVERY) : 0
  const fold = copy(marks[from / MARK_EVERY]!)
  for (let i = from; i < live.length; i += 1) if (i !== index) feed(m, fold, live[i]!, clear)
  return fold
}

/** Of what is no review, the review fold keeps the clock alone. */
function feed(m: Methodology, fold: Fold, x: Weighed, clear: number): void {
  if (x.kind === 'review') rulesOf(m).append(m, fold, x, { isNewCustomer: false, clear, voices: NO_VOICES })
  else fold.clock = Math.max(fold.clock, x.day)
}

const copy = (fold: Fold): Fold => ({
  ...fold,
  evidence: { epochs: [...fold.evidence.epochs], sums: [...fold.evidence.sums] },
  alarms: [...fold.alarms],
})
