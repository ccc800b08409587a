/** Why the alarms of a fold were raised, piece by piece (hk-credit 1.1, 7.7), and how near the next one is. */
import type { Caller, Language } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import type { Weighed } from '../rules/evidence.ts'
import type { Fold, FoldOdds, Step, Trace } from '../rules/fold.ts'
import type { Methodology } from '../rules/methodology.ts'
import { alarmInWords, type FailureCounts } from './texts-alarms.ts'

/** Alarms and, of each run, pieces that an answer lists: the newest. */
const MOST_ALARMS = 20
const MOST_STEPS = 200
const NO_ODDS: FoldOdds = { reviews: 0, records: 0, raised: [] }

interface Subject {
  m: Methodology
  fold: Fold
  trace: Trace
  live: readonly Weighed[]
}

/** Alarms with their runs, newest first; null under the rules of 1.0, whose alarm has no runs. */
export function explainAlarms({ m, fold, trace, live }: Subject, caller: Caller, language: Language) {
  if (!m.odds) return null
  const { raised, ...sums } = fold.odds ?? NO_ODDS
  const bySeq = new Map(live.map(x => [x.seq, x]))
  const alarms = fold.alarms.map(([evidence, day], i) => {
    const { by, reviews, records } = raised[i]!
    const runs = trace.runs[i]!
    return {
      evidence,
      day: dayToDate(day),
      by: by === 'REVIEWS' ? ('reviews' as const) : ('records' as const),
      sums: { reviews, records },
      reviews: shownSteps(runs.reviews),
      records: shownSteps(runs.records),
      text: alarmInWords(failuresOf([...runs.reviews, ...runs.records], bySeq), language),
    }
  })
  return { sums: seesSums(caller) ? sums : null, raised: alarms.reverse().slice(0, MOST_ALARMS) }
}

/** The sums tell how near an alarm is: only the regulator and the firm see them (hk-credit 1.1, 13.11). */
const seesSums = ({ role }: Caller) => role === 'regulator' || role === 'firm'

const shownSteps = (run: readonly Step[]) => run.slice(-MOST_STEPS).map(([evidence, step]) => ({ evidence, step }))

/** What failed among the pieces of both runs, and the days that they span. */
function failuresOf(run: readonly Step[], bySeq: ReadonlyMap<number, Weighed>): FailureCounts {
  const pieces = run.flatMap(([seq, step]) => (step > 0 && bySeq.has(seq) ? [bySeq.get(seq)!] : []))
  const of = (kind: Weighed['kind']) => pieces.filter(x => x.kind === kind).length
  const days = pieces.map(x => x.day)
  return {
    order: of('order'),
    complaint: of('complaint'),
    review: of('review'),
    days: days.length > 0 ? Math.max(...days) - Math.min(...days) + 1 : 0,
  }
}
