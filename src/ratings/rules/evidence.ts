/** Evidence and actions (hk-credit 2): their shapes and the refusals that need nothing but the entry itself. */ import type {
  Parameters,
  SanctionClass,
} from './parameters.ts'

interface Fact {
  /** Place in the ledger; also the id of the evidence. */
  seq: number
  /** Day of recording. */
  ledgerDay: number
  provider: string
  /** Day of the fact, at most ledgerDay. */
  day: number
}
export interface Order extends Fact {
  kind: 'order'
  customer: string
  completed: boolean
  answeredWithin300s: boolean
}
export interface Review extends Fact {
  kind: 'review'
  customer: string
  stars: number
  verified: boolean
  /** seq of the customer's earlier review, which this entry retracts before the review is weighed. */
  replaces?: number
}
export interface Complaint extends Fact {
  kind: 'complaint'
  customer: string
  upheld: boolean
}
export interface Inspection extends Fact {
  kind: 'inspection'
  score: number
}
export interface Sanction extends Fact {
  kind: 'sanction'
  class: SanctionClass
}
export interface Credential extends Fact {
  kind: 'credential'
  standard: string
  validTo: number
}
export type Evidence = Order | Review | Complaint | Inspection | Sanction | Credential

export type WeighingCode = 'LATE' | 'NOT_UPHELD' | 'UNVERIFIED' | 'PAIR_REPEAT' | 'RATER_MISFIT' | 'SINGLE_PROVIDER'
/** Evidence with what weighing fixed for ever, and what happened to it since (−1: not). */
export type Weighed = Evidence & {
  /** Speaks in the alarm (1.1), and in the buckets where `mass` is absent. */
  weight: number
  codes: readonly WeighingCode[]
  /** 1.1: mass in the buckets, kept where it differs from the weight. */
  mass?: number
  /** Weight before the rater's factor, kept where a repeat customer and a rater's record both lowered it. */
  pairWeight?: number
  retractedBy: number
  retractedDay: number
  /** Ledger day of the repair of a sanction. */
  repairedDay: number
  /** seq of the repair. */
  repairedBy: number
}

interface Act {
  seq: number
  ledgerDay: number
}
export type Action =
  | (Act & { kind: 'retraction' | 'repair'; target: number })
  /** Several pieces at once, no sanction among them: one correction of every provider that they are about. */
  | (Act & { kind: 'retractions'; targets: readonly number[] })
  | (Act & { kind: 'alarmCleared'; provider: string; inspection: number })
  | (Act & { kind: 'link'; provider: string; predecessor: string })
export type RatingEntry = Evidence | Action

export type RefusalCode =
  | 'seq-not-increasing'
  | 'ledger-day-out-of-range'
  | 'kind-unknown'
  | 'field-malformed'
  | 'day-out-of-range'
  | 'stars-out-of-range'
  | 'score-out-of-range'
  | 'class-unknown'
  | 'valid-to-out-of-range'
  | 'retraction-target'
  | 'already-retracted'
  | 'repair-target'
  | 'already-repaired'
  | 'repair-out-of-term'
  | 'alarm-not-raised'
  | 'inspection-not-live'
  | 'inspection-score-low'
  | 'inspection-before-alarm'
  | 'link-self'
  | 'predecessor-set'
  | 'link-cycle'

/** Thrown for an entry that hk-credit 2 refuses; nothing has changed. */
export class Refusal extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode) {
    super(code)
    this.name = 'Refusal'
    this.code = code
  }
}

const within = (value: unknown, low: number, high: number) =>
  Number.isInteger(value) && (value as number) >= low && (value as number) <= high
const isName = (value: unknown) => typeof value === 'string' && value !== ''
const isSeq = (value: unknown) => Number.isSafeInteger(value)
const isFlag = (value: unknown) => typeof value === 'boolean'

function fieldFault(x: Evidence, p: Parameters): RefusalCode | undefined {
  if (!isName(x.provider)) return 'field-malformed'
  if (!within(x.day, 0, Math.min(x.ledgerDay, p.clock.maxDay))) return 'day-out-of-range'
  switch (x.kind) {
    case 'order':
      return isName(x.customer) && isFlag(x.completed) && isFlag(x.answeredWithin300s) ? undefined : 'field-malformed'
    case 'review':
      if (!within(x.stars, 1, 5)) return 'stars-out-of-range'
      if (x.replaces !== undefined && !isSeq(x.replaces)) return 'field-malformed'
      return isName(x.customer) && isFlag(x.verified) ? undefined : 'field-malformed'
    case 'complaint':
      return isName(x.customer) && isFlag(x.upheld) ? undefined : 'field-malformed'
    case 'inspection':
      return within(x.score, 0, 100) ? undefined : 'score-out-of-range'
    case 'sanction':
      return Object.hasOwn(p.sanctions.classes, x.class) ? undefined : 'class-unknown'
    case 'credential':
      if (!within(x.validTo, x.day, p.clock.maxDay)) return 'valid-to-out-of-range'
      return isName(x.standard) ? undefined : 'field-malformed'
  }
}

const evidenceKinds = new Set(['order', 'review', 'complaint', 'inspection', 'sanction', 'credential'])
/** True if an entry is evidence (and not an action). */
export const isEvidence = (x: RatingEntry): x is Evidence => evidenceKinds.has(x.kind)

/** The refusal that an entry earns by itself, whatever came before; undefined if none. */
export function entryFault(x: RatingEntry, p: Parameters): RefusalCode | undefined {
  if (!isSeq(x.seq)) return 'field-malformed'
  if (!within(x.ledgerDay, 0, p.clock.maxDay)) return 'ledger-day-out-of-range'
  if (isEvidence(x)) return fieldFault(x, p)
  switch (x.kind) {
    case 'retraction':
    case 'repair':
      return isSeq(x.target) ? undefined : 'field-malformed'
    case 'retractions':
      return x.targets.length > 0 && x.targets.every(isSeq) ? undefined : 'field-malformed'
    case 'alarmCleared':
      return isName(x.provider) && isSeq(x.inspection) ? undefined : 'field-malformed'
    case 'link':
      if (!isName(x.provider) || !isName(x.predecessor)) return 'field-malformed'
      return x.provider === x.predecessor ? 'link-self' : undefined
    default:
      return 'kind-unknown'
  }
}
