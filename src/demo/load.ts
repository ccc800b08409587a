import { setImmediate as breathe } from 'node:timers/promises'
import { foundCity } from '../founding/found-city.ts'
import { businessDay, type Clock } from '../ledger/clock.ts'
import type { Ledger, Transaction } from '../ledger/ledger.ts'
import type { Ratings } from '../ratings/entries.ts'
import { bound } from '../store/bounds.ts'
import { DemoAppeals } from './appeals.ts'
import { recordHoldings } from './holdings.ts'
import { planMatters } from './matters.ts'
import { fileNextMethodology } from './next-methodology.ts'
import { planCredit } from './plan-credit.ts'
import { planFacts } from './plan-facts.ts'
import { DAY, planHistory } from './plan-history.ts'
import { type PlannedProvider, planProviders } from './plan-providers.ts'
import { Random } from './random.ts'
import { Replay } from './replay.ts'
import { type DemoSettings, readDemoData } from './settings.ts'

const ACTOR = 'demo'
const PROVIDERS_PER_WRITE = bound('demo-providers', 500)
const SECOND = 1000
/** Every part of the city draws from a stream of its own: what is added later changes nothing that was there. */
const FACTS_STREAM = 9
const APPEALS_STREAM = 7
const HOLDINGS_STREAM = 40

/** A clock that the loader sets: the demo city's history is recorded at the times when it happened. */
export interface SetClock extends Clock {
  set(ms: number): void
}

export function setClock(start: number): SetClock {
  let now = start
  return {
    now: () => now,
    set(ms) {
      now = Math.max(now, ms)
    },
  }
}

/** When the demo city's history begins, for a load at `now`: midnight in Shanghai, a number of whole years ago. */
export function demoStart(now: number, years: number): number {
  const midnight = Math.floor((now + 8 * 3_600_000) / DAY) * DAY - 8 * 3_600_000
  return midnight - years * 365 * DAY
}

/**
 * Makes the demo city: reference data, providers, then three years of history, day by day under `clock`,
 * so that every weekly evaluation takes place as it would have. The last entry is of the day before `now`.
 */
export async function loadDemo(
  { ledger, ratings }: { ledger: Ledger; ratings: Ratings },
  clock: SetClock,
  now: number,
  onProgress: (done: number, total: number) => void = () => {},
  overrides: Partial<DemoSettings> = {},
): Promise<void> {
  const data = readDemoData(overrides)
  const random = new Random(data.settings.seed)
  const start = demoStart(now, data.settings.years)
  const until = demoStart(now, 0)
  clock.set(start)
  await foundCity({ ledger, ratings }, { actor: ACTOR })
  const providers = planProviders(data, random, start)
  const events = planHistory(data, providers, random, start, until)
  planCredit(data, providers, until, events)
  const replay = new Replay(providers, events, {
    random,
    ratings,
    until,
    // A stream of its own, so that the history of firms stays the same whatever departments are asked for.
    others: claimer => {
      const scale = Math.ceil(data.settings.firms / 10)
      const districts = data.districts.map(({ code }) => code)
      return planMatters(new Random(data.settings.seed + 12), districts, { from: start, until, scale }, claimer)
    },
  })
  const total = providers.length + replay.total
  await registerProviders(ledger, providers, done => onProgress(done, total))
  await declareFacts(ledger, providers, new Random(data.settings.seed + FACTS_STREAM))
  const appeals = new DemoAppeals(ledger, new Random(data.settings.seed + APPEALS_STREAM), until)
  await replayWeeks(ledger, clock, replay, appeals, done => onProgress(providers.length + done, total))
  clock.set(until - SECOND)
  await recordHoldings(ledger, providers, data.settings.seed + HOLDINGS_STREAM, ACTOR)
  await fileNextMethodology(ledger, ratings.methodology, ACTOR)
  onProgress(total, total)
}

async function registerProviders(
  ledger: Ledger,
  providers: readonly PlannedProvider[],
  onProgress: (done: number) => void,
): Promise<void> {
  for (let i = 0; i < providers.length; i += PROVIDERS_PER_WRITE) {
    const part = providers.slice(i, i + PROVIDERS_PER_WRITE)
    await ledger.write(ACTOR, async tx => {
      for (const provider of part) await register(tx, provider)
    })
    onProgress(i + part.length)
    await breathe()
  }
}

async function register(tx: Transaction, { id, profile: _, ...facts }: PlannedProvider): Promise<void> {
  await tx.append({
    type: 'provider.registered',
    subject: id,
    payload: { provider: id, ...facts, usccStatus: 'valid', validUntil: null },
  })
}

/** Firms declare their facts when they register. */
async function declareFacts(ledger: Ledger, providers: readonly PlannedProvider[], random: Random): Promise<void> {
  for (let i = 0; i < providers.length; i += PROVIDERS_PER_WRITE) {
    const part = providers.slice(i, i + PROVIDERS_PER_WRITE)
    const drafts = part.flatMap(provider =>
      [...planFacts(provider, random)].map(([category, facts]) => ({
        type: 'facts.declared',
        subject: provider.id,
        payload: { provider: provider.id, category, by: 'firm', facts },
      })),
    )
    await ledger.write(ACTOR, tx => tx.appendAll(drafts))
    await breathe()
  }
}

/** A week of history is one unit of work: the gate sees grades in flight, so nothing has to be written back in between. */
async function replayWeeks(
  ledger: Ledger,
  clock: SetClock,
  replay: Replay,
  appeals: DemoAppeals,
  onProgress: (done: number) => void,
): Promise<void> {
  while (!replay.finished) {
    const end = businessDay(replay.nextAt) + 7
    clock.set(replay.nextAt)
    await ledger.write(ACTOR, async tx => {
      while (!replay.finished && businessDay(replay.nextAt) < end) {
        clock.set(replay.nextAt)
        await replay.step(tx)
      }
    })
    await appeals.week()
    onProgress(replay.done)
    await breathe()
  }
}
