/** Ledger entries that ratings are computed from, as hk-credit 2 knows them. */
import type { RatingEntry } from '../rules/evidence.ts'

/** Entry type -> kind of hk-credit 2. */
export const RATING_KINDS = {
  'evidence.order': 'order',
  'evidence.review': 'review',
  'evidence.review-corrected': 'review',
  'evidence.complaint': 'complaint',
  'evidence.inspection': 'inspection',
  'evidence.sanction': 'sanction',
  'evidence.credential': 'credential',
  'action.retraction': 'retraction',
  'action.retractions': 'retractions',
  'action.repair': 'repair',
  'action.alarm-cleared': 'alarmCleared',
  'action.link': 'link',
} as const

export type RatingType = keyof typeof RATING_KINDS
export const RATING_TYPES = Object.keys(RATING_KINDS) as RatingType[]
/** A review that retracts another one: evidence and an action in one entry, so it is never accepted in bulk. */
export const CORRECTION: RatingType = 'evidence.review-corrected'
export const ACTION_TYPES = RATING_TYPES.filter(type => type.startsWith('action.'))

/** The input of the engine, made from an entry's place, type and payload. */
export function toRatingEntry(seq: number, ledgerDay: number, type: string, payload: object): RatingEntry {
  const { request: _, ...fields } = payload as Record<string, unknown>
  return { ...fields, kind: RATING_KINDS[type as RatingType], seq, ledgerDay } as unknown as RatingEntry
}
