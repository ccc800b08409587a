import { monthNumber, monthText } from '../ledger/calendar.ts'
import { ANSWER_SECONDS } from './rules-request.ts'

/** One attempt of a responder at a request; times are RFC 3339 in +08:00. `round` of a request that went on ended at `endedAt`. */
export interface AttemptFact {
  assignedAt: string
  answerDue: string | null
  answeredAt: string | null
  reworkDue: string | null
  handlingDue: string | null
  completedAt: string | null
  outcome: string | null
  satisfied: number | null
  ended: string | null
  /** True if the request was cancelled while the responder had it. */
  cancelled: boolean
  endedAt: string | null
}

/** Figures of attempts (schemas/performance-figures.json). */
export interface Figures {
  assigned: number
  answered: number
  answeredWithinFiveMinutes: number
  medianSeconds: number | null
  p90Seconds: number | null
  completed: number
  failed: number
  satisfied: number
  dissatisfied: number
  reworked: number
  transferred: number
  declined: number
  cancelled: number
  overdue: number
}

/**
 * The nearest-rank percentile: of n ascending values the one at rank ceil(percent * n / 100), counted from 1. Always a value that occurred;
 * null of none.
 */
export function nearestRank(ascending: readonly number[], percent: number): number | null {
  if (ascending.length === 0) return null
  return ascending[Math.ceil((percent * ascending.length) / 100) - 1]!
}

/** Whole seconds from assignment to answer, rounded up: 300 is within five minutes to the millisecond. */
function secondsToAnswer({ assignedAt, answeredAt }: AttemptFact): number {
  return Math.ceil((Date.parse(answeredAt!) - Date.parse(assignedAt)) / 1000)
}

/**
 * True if a clock of the attempt ran out before what it waits for came: the answer, or the end of the handling or of a rework. Times are compared as text: all
 * of them are written in one form and one offset (`timestamp`).
 */
function isLate(attempt: AttemptFact, now: string): boolean {
  const { answerDue, answeredAt, handlingDue, reworkDue, completedAt, endedAt } = attempt
  const past = (due: string | null, end: string | null) => due !== null && (end ?? now) > due
  return (
    past(answerDue, answeredAt ?? completedAt ?? endedAt) ||
    past(handlingDue, completedAt ?? endedAt) ||
    past(reworkDue, completedAt ?? endedAt)
  )
}

type Counts = Omit<Figures, 'answered' | 'answeredWithinFiveMinutes' | 'medianSeconds' | 'p90Seconds'>

/** Parts of the figures: counts, and the seconds to answer in ascending order. Tallies of parts add up to that of the whole. */
export interface Tally {
  counts: Counts
  seconds: number[]
}

/** Tally of some attempts, as they stand at `now` (RFC 3339 in +08:00). */
export function tallyOf(attempts: readonly AttemptFact[], now: string): Tally {
  const count = (is: (attempt: AttemptFact) => boolean) => attempts.filter(is).length
  return {
    seconds: attempts
      .filter(({ answeredAt }) => answeredAt !== null)
      .map(secondsToAnswer)
      .sort((a, b) => a - b),
    counts: {
      assigned: attempts.length,
      completed: count(({ outcome }) => outcome === 'completed'),
      failed: count(({ outcome }) => outcome === 'failed'),
      satisfied: count(({ satisfied }) => satisfied === 1),
      dissatisfied: count(({ satisfied }) => satisfied === 0),
      reworked: count(({ ended }) => ended === 'rework'),
      transferred: count(({ ended }) => ended === 'transfer'),
      declined: count(({ ended }) => ended === 'declined'),
      cancelled: count(({ cancelled }) => cancelled),
      overdue: count(attempt => isLate(attempt, now)),
    },
  }
}

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (of: (counts: Counts) => number) => tallies.reduce((total, { counts }) => total + of(counts), 0)
  const names = Object.keys(tallyOf([], '').counts) as (keyof Counts)[]
  return {
    seconds: tallies.flatMap(({ seconds }) => seconds).sort((a, b) => a - b),
    counts: Object.fromEntries(names.map(name => [name, sum(counts => counts[name])])) as unknown as Counts,
  }
}

export function figuresOf({ counts, seconds }: Tally): Figures {
  return {
    ...counts,
    answered: seconds.length,
    answeredWithinFiveMinutes: seconds.filter(value => value <= ANSWER_SECONDS).length,
    medianSeconds: nearestRank(seconds, 50),
    p90Seconds: nearestRank(seconds, 90),
  }
}

/** 'YYYY-MM' of every month from one to another, both included. */
export function monthsBetween(from: string, to: string): string[] {
  const first = monthNumber(from)
  return Array.from({ length: Math.max(0, monthNumber(to) - first + 1) }, (_, i) => monthText(first + i))
}
