import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createApp } from './api/app.ts'
import { Bodies, type BodyLimits } from './api/bodies.ts'
import { type ConnectionLimits, Connections } from './api/connections.ts'
import { type Contract, loadContract } from './api/contract.ts'
import type { DispatchQuery } from './api/dispatch.ts'
import { handOver, listenAt, newServer, REQUEST_EVENTS } from './api/door.ts'
import { Freshness } from './api/freshness.ts'
import { forgetOldAnswers } from './api/idempotency.ts'
import { keyEntries } from './api/key-rows.ts'
import { Keys } from './api/keys.ts'
import { Lanes } from './api/lanes.ts'
import { Load } from './api/load.ts'
import { openLog } from './api/log.ts'
import { Metrics } from './api/metrics.ts'
import type { Services } from './api/operations.ts'
import { QueryThreads } from './api/query-threads.ts'
import { DEFAULT_QUOTAS, QuotaBook } from './api/quota.ts'
import { type StrangerLimits, Strangers } from './api/strangers.ts'
import type { Config } from './config.ts'
import { EligibilityIndex } from './eligibility/eligibility-index.ts'
import { eligibilityEntries } from './eligibility/entries.ts'
import { gauges, uncaughtFaults } from './gauges.ts'
import { handlers } from './handlers.ts'
import { businessDay, type Clock, systemClock } from './ledger/clock.ts'
import { erasureEntries, logEmptier } from './ledger/erase.ts'
import { createLedger, type EntryType, type Ledger } from './ledger/ledger.ts'
import { newId } from './ledger/new-id.ts'
import { AheadOfQuestions } from './ratings/answers/ahead-of-questions.ts'
import { createRatings, type Ratings } from './ratings/entries.ts'
import { appealEntries } from './ratings/evidence/entries-appeals.ts'
import { reinspectionEntries } from './ratings/evidence/entries-reinspections.ts'
import { safeguardEntries } from './ratings/evidence/entries-safeguards.ts'
import { surgeEntries } from './ratings/evidence/entries-surges.ts'
import { eraseLapsed } from './ratings/evidence/erasure.ts'
import { evidenceImportEntries } from './ratings/evidence/import-evidence.ts'
import type { Methodology } from './ratings/rules/methodology.ts'
import { ImpactRuns } from './ratings/versions/impact-runs.ts'
import { DutyIndex } from './registry/duty-index.ts'
import { registryEntries } from './registry/entries.ts'
import { forgetOldRejects } from './registry/rows-rejects.ts'
import { requestEntries } from './requests/entries.ts'
import { subscriberEntries } from './requests/entries-subscribers.ts'
import { servicesOf } from './services.ts'
import { standardEntries } from './standards/entries.ts'
import type { Store } from './store/store.ts'

/** Longest wait of a graceful stop for requests under way, ms. */
const DRAIN_MS = 6_000
const HOUSEKEEPING_MS = 60_000
/** Time enough to issue another key before one ends. */
const KEYS_ENDING_MS = 30 * 86_400_000
const CACHE_BYTES = { name: 'dispatch_cache_bytes', help: 'Bytes of answers that the dispatch query keeps.' }
const KEYS_ENDING = { name: 'keys_ending', help: 'Keys that work and end within 30 days.' }

/** Every entry type of the product; `ratings` brings its own, bound to its working set. */
export function entryTypes(ratings: Ratings): EntryType[] {
  return [
    ...erasureEntries,
    ...registryEntries,
    ...standardEntries,
    ...ratings.types,
    ...appealEntries,
    ...safeguardEntries,
    ...reinspectionEntries,
    ...surgeEntries,
    ...evidenceImportEntries,
    ...eligibilityEntries,
    ...requestEntries,
    ...subscriberEntries,
    ...keyEntries,
  ]
}

/** A ledger with everything that takes part in it. */
export async function openLedger(
  store: Store,
  clock: Clock = systemClock,
  makeId: () => string = newId,
  methodology?: Methodology,
): Promise<{ ledger: Ledger; ratings: Ratings }> {
  const ratings = createRatings(methodology)
  const ledger = await createLedger(store, {
    clock,
    newId: makeId,
    types: entryTypes(ratings),
    participants: [ratings.participant],
  })
  return { ledger, ratings }
}

/** The running service: ledger, keys, index and edge over one store. */
export interface Service {
  ledger: Ledger
  ratings: Ratings
  impactRuns: ImpactRuns
  keys: Keys
  index: EligibilityIndex
  contract: Contract
  server: Server
  load: Load
  bodies: Bodies
  connections: Connections
  strangers: Strangers
  /** Threads for heavy queries; null for none. */
  queries: QueryThreads | null
  /** Public ratings that are made before they are asked for. */
  ahead: AheadOfQuestions
  /** The short way of the dispatch query. */
  dispatch: DispatchQuery
  listen(): Promise<Server>
  /** Logs and counts a fault that no request has to answer for. */
  failed(error: unknown): void
  /** Finishes requests under way, refuses new ones, closes the database. */
  close(): Promise<void>
}

export interface ServiceOptions {
  store: Store
  config: Pick<Config, 'port' | 'host' | 'checkResponses' | 'log'> & Partial<Pick<Config, 'quotas' | 'threads'>>
  clock?: Clock
  newId?: () => string
  contract?: Contract
  /** A server that listens already (door.ts); the service takes it over. */
  door?: Server
  bodyLimits?: BodyLimits
  connectionLimits?: ConnectionLimits
  strangerLimits?: StrangerLimits
}

export async function openService({
  store,
  config,
  clock,
  newId,
  contract = loadContract(),
  door,
  bodyLimits,
  connectionLimits,
  strangerLimits,
}: ServiceOptions): Promise<Service> {
  const { flush, unreadable, ...log } = openLog(config.log)
  const { ledger, ratings } = await openLedger(store, clock, newId)
  ledger.unreadable.onFound(unreadable)
  await ratings.ensureEvaluated(ledger, businessDay(ledger.clock.now()))
  const keys = await Keys.open(ledger)
  const index = await EligibilityIndex.open(ledger, ratings)
  const duties = await DutyIndex.open(ledger)
  const impactRuns = new ImpactRuns(ledger)
  const services = servicesOf(ratings, {
    impactRuns,
    keys,
    eligibility: index,
    duties,
    quotas: config.quotas ?? DEFAULT_QUOTAS,
  })
  const ahead = publicRatingsAhead(ledger, ratings, services)
  const load = new Load().start()
  const bodies = new Bodies(bodyLimits)
  const connections = new Connections(connectionLimits)
  const strangers = new Strangers(strangerLimits)
  const queries = threadsFor(store, config.threads ?? 0)
  const lanes = new Lanes(queries?.count ?? 1)
  let draining = false
  let uncaught = 0
  const dispatch = createApp({
    contract,
    handlers,
    ledger,
    keys,
    services,
    freshness: new Freshness(ledger, ratings, index),
    load,
    bodies,
    connections,
    strangers,
    lanes,
    queries,
    quotas: new QuotaBook(config.quotas),
    draining: () => draining,
    checkResponses: config.checkResponses,
    metrics: new Metrics(),
    gauges: () => [
      ...gauges({ store, ledger, index, load, bodies, strangers, lanes, queries }),
      { ...KEYS_ENDING, value: keys.endingWithin(KEYS_ENDING_MS) },
      { ...CACHE_BYTES, value: dispatch.cache.bytes },
      uncaughtFaults(uncaught),
    ],
    ...log,
  })
  const server = handOver(door ?? newServer(), dispatch.listener)
  connections.follow(server)
  queries?.start()
  const housekeeping = startHousekeeping({ ledger, keys, ratings, ahead })
  return {
    ...{
      ledger,
      impactRuns,
      ahead,
      ratings,
      keys,
      index,
      contract,
      server,
      load,
      bodies,
      connections,
      strangers,
      queries,
      dispatch,
    },
    listen: async () => (server.listening ? server : listenAt(server, config)),
    failed(error) {
      uncaught++
      log.failed?.(error, 'process')
    },
    async close() {
      clearInterval(housekeeping)
      draining = true
      await drain(server)
      await queries?.close()
      await impactRuns.close()
      await ahead.close()
      load.stop()
      await keys.writeUse().catch(() => {})
      await store.close()
      flush()
    },
  }
}

/** Threads for heavy queries; null where they would have no way to the database (PostgreSQL in process). */
function threadsFor({ reopen }: Store, count: number): QueryThreads | null {
  if (!reopen || count === 0) return null
  return new QueryThreads({ store: reopen, count, module: new URL('./query-worker.ts', import.meta.url) })
}

async function drain(server: Server): Promise<void> {
  if (!server.listening) return
  // Before the listener that answers: a refusal has sent its headers when it returns.
  for (const event of REQUEST_EVENTS)
    server.prependListener(event, (_req: IncomingMessage, res: ServerResponse) => res.setHeader('Connection', 'close'))
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeIdleConnections()
  const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearTimeout(deadline)
}

/** Begins with what the database holds, and follows its changes. */
function publicRatingsAhead(ledger: Ledger, ratings: Ratings, services: Services): AheadOfQuestions {
  const ahead = new AheadOfQuestions(ledger, services.publicRatings, () => ({
    m: ratings.methodology,
    day: businessDay(ledger.clock.now()),
  }))
  ratings.onChanged(records => ahead.changed(records))
  ahead.make()
  return ahead
}

interface Kept {
  ledger: Ledger
  keys: Keys
  ratings: Ratings
  ahead: AheadOfQuestions
}

function startHousekeeping(kept: Kept): NodeJS.Timeout {
  const emptyLog = logEmptier(kept.ledger)
  return setInterval(() => void tidyUp(kept, emptyLog), HOUSEKEEPING_MS).unref()
}

async function tidyUp({ ledger, keys, ratings, ahead }: Kept, emptyLog: () => Promise<void>): Promise<void> {
  ahead.look()
  await keys.writeUse().catch(() => {})
  await forgetOldAnswers(ledger).catch(() => {})
  await forgetOldRejects(ledger).catch(() => {})
  await eraseLapsed(ledger, ratings.methodology).catch(() => {})
  await emptyLog().catch(() => {})
}
