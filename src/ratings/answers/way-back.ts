/** The way back of a barred provider, for its outlook. */
import type { Context, Language, Schemas } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import type { Reader } from '../../store/store.ts'
import { toReinspection } from '../evidence/reinspections.ts'
import { newestReinspection } from '../evidence/rows-reinspections.ts'
import { sanctionsOf } from '../evidence/rows-sanctions.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import type { Fold } from '../rules/fold.ts'
import { type Held, publish } from '../rules/grade.ts'
import { type Readmitting, readmittingInspection } from '../rules/way-back.ts'
import { WAY_BACK } from './texts-outlook.ts'

type WayBack = Schemas['way-back']
const NOTHING = { until: null, repairableFrom: null, inspection: null, orders: null, request: null }

/** null unless the provider is barred today. */
export async function wayBack(
  db: Reader,
  context: Context,
  provider: string,
  { fold, held }: { fold: Fold; held: Held },
): Promise<WayBack | null> {
  const { services, day } = context
  if (publish(services.methodology, fold, held, day).state !== 'barred') return null
  if (held.state === 'barred') return fromScore(db, context, provider, { fold, held })
  return fromSanction(db, context, provider)
}

/** A serious sanction bars; the last of them to end decides. */
async function fromSanction(db: Reader, context: Context, provider: string): Promise<WayBack> {
  const { services, day, ledger, language } = context
  const { tables } = ledger.store
  const m = services.methodology
  const found = await sanctionsOf(db, tables, m, await lineageOf(db, tables, provider), day)
  const bars = found.filter(s => !s.lapsed && m.parameters.sanctions.classes[s.class].cap)
  const last = (days: number[]) => dayToDate(Math.max(...days))
  const until = last(bars.map(({ clocks }) => clocks.expires))
  const repairableFrom = last(bars.map(({ clocks }) => clocks.repairFrom))
  return { cause: 'sanction', ...NOTHING, until, repairableFrom, text: filled('sanction', language, { until }) }
}

async function fromScore(
  db: Reader,
  context: Context,
  provider: string,
  { fold, held }: { fold: Fold; held: Held },
): Promise<WayBack> {
  const { services, day, ledger, language } = context
  const m = services.methodology
  const found = readmittingInspection(m, fold, held, day)
  const { readmissionOrders, readmissionCustomers } = m.parameters.gate
  const row = await newestReinspection(db, ledger.store.tables, provider)
  const isSince = row && row.seq > (held.barSeq ?? 0)
  return {
    cause: 'score',
    ...NOTHING,
    inspection: found && shownInspection(found),
    orders: {
      counted: held.since?.orders ?? 0,
      needed: readmissionOrders,
      customers: held.since?.customers.length ?? 0,
      neededCustomers: readmissionCustomers,
    },
    request: isSince ? await toReinspection(db, context, row) : null,
    text: scoreText(found, day, language),
  }
}

const shownInspection = ({ from, score, evaluated }: Readmitting) => ({
  from: dayToDate(from),
  score,
  evaluated: dayToDate(evaluated),
})

function scoreText(found: Readmitting | null, day: number, language: Language): string {
  if (!found) return filled('none', language, {})
  return filled(found.from === day ? 'now' : 'later', language, shownInspection(found))
}

const filled = (text: keyof typeof WAY_BACK, language: Language, values: Record<string, string | number>) =>
  WAY_BACK[text][language].replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
