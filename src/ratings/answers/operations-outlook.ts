import type { Context, Handler, Language, Schemas } from '../../api/operations.ts'
import { dateToDay, dayToDate } from '../../ledger/clock.ts'
import { requireProvider } from '../../registry/require.ts'
import type { ProviderRow } from '../../registry/rows.ts'
import { credentialsOf } from '../../standards/rows-credentials.ts'
import type { Reader } from '../../store/store.ts'
import { sanctionsOf } from '../evidence/rows-sanctions.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import { gradesAhead, watchEnd } from '../rules/ahead.ts'
import { emptyFold } from '../rules/fold.ts'
import { gradeName, newHeld } from '../rules/grade.ts'
import { outlook } from '../rules/outlook.ts'
import { currentRecord } from './shown-rating.ts'
import { type AheadCode, aheadText } from './texts-outlook.ts'
import { wayBack } from './way-back.ts'

type Ahead = Schemas['outlook']['ahead'][number]

export const getOutlook: Handler<'getOutlook'> = async ({ path: { id } }, context) => {
  const { ledger, services, day } = context
  const m = services.methodology
  return ledger.read(async db => {
    const provider = await requireProvider(db, ledger.store.tables, id)
    const record = await currentRecord(db, context, id)
    const fold = record?.fold ?? emptyFold()
    const held = record?.held ?? newHeld()
    const { next, orders, fall } = outlook(m, fold, held, day)
    const until = day + m.parameters.outlook.horizonDays
    const dated = [
      ...gradesAhead(m, fold, held, day).map(({ day: on, cause, ...change }) => item(context, on, cause, change)),
      ...(await sanctionDays(db, context, id)),
      ...(await credentialDays(db, context, id)),
      ...watchDay(context, watchEnd(m, fold, day)),
      ...registrationDay(context, provider),
    ]
    const ahead = dated.filter(x => dateToDay(x.day) > day && dateToDay(x.day) <= until)
    ahead.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1))
    return {
      status: 200,
      body: {
        provider: id,
        day: dayToDate(day),
        methodology: m.parameters.version,
        until: dayToDate(until),
        grade: gradeName(m, held.grade) as 'NR',
        next: next as 'RATED' | null,
        orders,
        fall: fall && { day: dayToDate(fall.day), grade: fall.grade as 'D' },
        wayBack: await wayBack(db, context, id, { fold, held }),
        ahead,
      },
    }
  })
}

function item({ language }: { language: Language }, day: number, code: AheadCode, more: object = {}): Ahead {
  return { day: dayToDate(day), code, text: aheadText(code, language), ...more } as Ahead
}

/** Repair and end of the sanctions in force, predecessors' too: they count here. */
async function sanctionDays(db: Reader, context: Context, id: string): Promise<Ahead[]> {
  const { ledger, services, day } = context
  const { tables } = ledger.store
  const found = await sanctionsOf(db, tables, services.methodology, await lineageOf(db, tables, id), day)
  return found
    .filter(s => !s.lapsed)
    .flatMap(({ seq, clocks: { repairFrom, expires } }) => [
      item(context, repairFrom, 'sanction-repairable', { sanction: seq }),
      item(context, expires, 'sanction-ends', { sanction: seq }),
    ])
}

/** The first day without each credential that is valid now. */
async function credentialDays(db: Reader, context: Context, id: string): Promise<Ahead[]> {
  const today = dayToDate(context.day)
  const rows = await credentialsOf(db, context.ledger.store.tables, [id])
  return rows
    .filter(c => c.validFrom <= today && c.validUntil !== null && c.validUntil >= today && c.revokedOn === null)
    .map(c => item(context, dateToDay(c.validUntil!) + 1, 'credential-expires', { credential: c.id }))
}

const watchDay = (context: Context, end: number | null): Ahead[] =>
  end === null ? [] : [item(context, end, 'watch-ends')]

const registrationDay = (context: Context, { validUntil }: ProviderRow): Ahead[] =>
  validUntil === null ? [] : [item(context, dateToDay(validUntil) + 1, 'registration-expires')]
