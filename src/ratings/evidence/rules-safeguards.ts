/** Demands of evidence on the moves that lead to it (schemas/safeguards.json). Pure. */

export interface Safeguards {
  secondParty: 'off' | 'other-key' | 'own-role'
  minimumSeconds: { toCompletion: number; toFailure: number; toFollowUp: number; toClosure: number }
  /** 0: no limit. */
  rates: { assignmentsPerHour: number; assignmentsPerDay: number; recordsPerDay: number }
  /** `pieces` 0: no alarm. */
  surge: { pieces: number; times: number; usualDays: number }
}

/** A ledger in which nobody has set any demands nothing, as before there were safeguards. */
export const NO_SAFEGUARDS: Safeguards = {
  secondParty: 'off',
  minimumSeconds: { toCompletion: 0, toFailure: 0, toFollowUp: 0, toClosure: 0 },
  rates: { assignmentsPerHour: 0, assignmentsPerDay: 0, recordsPerDay: 0 },
  surge: { pieces: 0, times: 1, usualDays: 90 },
}

/** True if one more would be too many. */
export const isOver = (limit: number, done: number): boolean => limit > 0 && done >= limit
