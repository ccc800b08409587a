import { setImmediate as breathe } from 'node:timers/promises'
import type { Context, Handler } from '../../api/operations.ts'
import { decodeCursor, encodeCursor } from '../../ledger/cursor.ts'
import { requireProvider } from '../../registry/require.ts'
import { bound } from '../../store/bounds.ts'
import type { Reader } from '../../store/store.ts'
import { traceOf } from '../engine/decide.ts'
import { newRecord, type ProviderRecord } from '../engine/records.ts'
import { reportOf } from '../engine/report.ts'
import { showEvidence } from '../evidence/evidence.ts'
import { sanctionsOf } from '../evidence/rows-sanctions.ts'
import { liveEvidenceOf, ratingRow, toRecord } from '../live/rows.ts'
import type { Weighed } from '../rules/evidence.ts'
import { reviewPieces } from '../rules/explanation.ts'
import { countingMass, remainingShare, whyPiece } from '../rules/pieces.ts'
import { type Lines, scoreAt } from '../rules/score.ts'
import { clearOf, scoresWithout } from '../rules/without.ts'
import { explainAlarms } from './explained-alarms.ts'
import { toRating } from './shown-rating.ts'
import { LINE_TEXTS, REASON_TEXTS } from './texts.ts'
import { inWords } from './texts-pieces.ts'

/** Pieces between two turns of the event loop: the score without one piece of a very large firm costs a millisecond or two. */
const TURN = bound('explanation-turn', 10)

export const explainRating: Handler<'explainRating'> = async ({ path: { id }, query }, context) => {
  const { ledger, day, language } = context
  return ledger.read(async db => {
    await requireProvider(db, ledger.store.tables, id)
    const subject = await subjectOf(db, context, id)
    const report = reportOf(context.services.methodology, subject.lineage[0], day)
    const { lines, reasons } = report
    return {
      status: 200,
      body: {
        rating: toRating(context, id, day, report),
        lines: (Object.keys(LINE_TEXTS) as (keyof Lines)[]).map(code => ({
          code,
          milliPoints: lines[code],
          text: LINE_TEXTS[code][language],
        })),
        reasons: reasons.map(({ dimension, lost }) => ({
          code: dimension,
          lost,
          text: REASON_TEXTS[dimension][language],
        })),
        ...(await explainPieces(db, context, subject, query)),
      },
    }
  })
}

/** The records of the provider's lineage, itself first, and the live evidence of the lineage, by seq. */
interface Subject {
  lineage: [ProviderRecord, ...ProviderRecord[]]
  live: Weighed[]
}

async function subjectOf(db: Reader, { ledger, services }: Context, provider: string): Promise<Subject> {
  const { tables } = ledger.store
  const record = async (p: string) => {
    const row = await ratingRow(db, tables, p)
    return row ? toRecord(services.methodology, row) : newRecord(p)
  }
  const lineage: Subject['lineage'] = [await record(provider)]
  for (let p = lineage[0].predecessor; p; p = lineage.at(-1)!.predecessor) lineage.push(await record(p))
  const providers = lineage.map(link => link.provider)
  return { lineage, live: await liveEvidenceOf(db, tables, providers) }
}

/** The review dimension as a whole (hk-credit 7.6), and one page of the evidence, newest first. */
async function explainPieces(
  db: Reader,
  context: Context,
  { lineage, live }: Subject,
  { limit = 50, cursor, kind }: { limit?: number | undefined; cursor?: string | undefined; kind?: string | undefined },
) {
  const { services, day, language } = context
  const m = services.methodology
  const { fold, provider } = lineage[0]
  const score = scoreAt(m, fold, day)
  const clearings = lineage.flatMap(link => link.clearings)
  const trace = traceOf(m, live, clearOf(clearings, live))
  const { replaced } = trace
  const reading = { fold, score, provider, day, replaced }
  const { base, pieces, remainder } = reviewPieces(m, fold, score, live, day, replaced)
  const shares = new Map(pieces)
  const key = decodeCursor('explainRating', cursor, ['integer'])
  const before = key?.[0] ?? Number.POSITIVE_INFINITY
  const { tables } = context.ledger.store
  const providers = lineage.map(link => link.provider)
  const sanctions = await sanctionsOf(db, tables, m, providers, day)
  // A sanction that has ended or was repaired has no effect and is named nowhere any more.
  const lapsed = new Set(sanctions.filter(s => s.lapsed).map(s => s.seq))
  const named = live.filter(x => !lapsed.has(x.seq) && (!kind || x.kind === kind))
  const rest = named.filter(x => x.seq < before).reverse()
  const shown = rest.slice(0, limit)
  const places = new Map(live.map((x, i) => [x.seq, i]))
  const without = scoresWithout(m, fold, live, clearings, day)
  const evidence = await showEvidence(db, tables, shown)
  const items = []
  for (const [i, x] of shown.entries()) {
    if (i % TURN === TURN - 1) await breathe()
    const { point, assured } = without(places.get(x.seq)!)
    const share = shares.get(x.seq)
    items.push({
      evidence: evidence[i]!,
      why: [
        ...whyPiece(m, reading, x),
        ...(evidence[i]!.contested ? [{ code: 'CONTESTED' as const, value: null }] : []),
      ].map(why => inWords(why, language)),
      remaining: remainingShare(m, x, day),
      counts: countingMass(m, fold, score, x, day, replaced),
      ...(share === undefined ? {} : { share }),
      contribution: { point: score.point - point, assured: score.assured - assured },
      without: { point, assured },
    })
  }
  const last = rest.length > limit ? shown.at(-1) : undefined
  return {
    alarm: explainAlarms({ m, fold, trace, live }, context.caller, language),
    reviews: { base, shares: pieces.reduce((sum, [, share]) => sum + share, 0), remainder },
    evidence: { total: named.length, items, next: last ? encodeCursor('explainRating', [last.seq]) : null },
  }
}
