/** The future of a rating if nothing new arrives (hk-credit 8 and 9): grades and states on the Mondays ahead, and dated ends. */

import type { Fold } from './fold.ts'
import { type CreditState, evaluate, gradeName, type Held, publish } from './grade.ts'
import type { Methodology } from './methodology.ts'
import { nextMonday } from './outlook.ts'
import { sanctionsInForce } from './score.ts'

/** Time: evidence decays. Expiry: a sanction's end is corrected. Confirmed: a second Monday confirms a rise. Ended: a cap is gone. */
export type AheadCause = 'decay' | 'expiry' | 'confirmed' | 'ended'

export interface GradeAhead {
  day: number
  grade: string
  state: CreditState
  cause: AheadCause
}

/** Every change of the published grade or state in (day, day + horizon], exactly as the silent calendar will decide it. */
export function gradesAhead(m: Methodology, fold: Fold, held: Held, day: number): GradeAhead[] {
  const until = day + m.parameters.outlook.horizonDays
  const running = structuredClone(held)
  const changes: GradeAhead[] = []
  let before = publish(m, fold, running, day)
  const monday = (d: number) => d === nextMonday(m, d - 1)
  for (const d of turningDays(m, fold, day, until)) {
    const used = monday(d) ? evaluate(m, fold, running, d, 'weekly', null, 0).cause : null
    const now = publish(m, fold, running, d)
    if (now.grade !== before.grade || now.state !== before.state) {
      const rises = now.grade > before.grade
      const cause = used === 'expiry' ? 'expiry' : !monday(d) ? 'ended' : rises ? 'confirmed' : 'decay'
      changes.push({ day: d, grade: gradeName(m, now.grade), state: now.state, cause })
    }
    before = now
  }
  return changes
}

/** First day without a sanction, for each that is in force. */
export function sanctionEnds(m: Methodology, fold: Fold, day: number): { seq: number; day: number }[] {
  const { classes } = m.parameters.sanctions
  return sanctionsInForce(m, fold, day).map(s => ({ seq: s.seq, day: s.day + classes[s.class].termDays }))
}

/** Mondays, and the days on which a sanction ends, ascending. */
function turningDays(m: Methodology, fold: Fold, day: number, until: number): number[] {
  const days = new Set(sanctionEnds(m, fold, day).map(end => end.day))
  for (let d = nextMonday(m, day); d <= until; d += 7) days.add(d)
  return [...days].filter(d => d <= until).sort((a, b) => a - b)
}

/** First day without watch; null if there is none. */
export function watchEnd(m: Methodology, fold: Fold, day: number): number | null {
  const newest = fold.alarms.at(-1)
  const end = newest ? newest[1] + m.parameters.alarm.watchDays : day
  return end > day ? end : null
}
