/** The handlers over a connection that only reads, for a thread beside the service: what it knows follows the ledger before each answer. */
import type { Keys } from './api/keys.ts'
import { cursorOf } from './api/next-link.ts'
import type { AnswerFile, Context, Services } from './api/operations.ts'
import type { Query, QueryAnswer } from './api/queries.ts'
import type { Quotas } from './api/quota.ts'
import type { EligibilityIndex } from './eligibility/eligibility-index.ts'
import { handlers } from './handlers.ts'
import { businessDay } from './ledger/clock.ts'
import { createLedger, type Ledger } from './ledger/ledger.ts'
import { newId } from './ledger/new-id.ts'
import { createRatings, type Ratings } from './ratings/entries.ts'
import type { ImpactRuns } from './ratings/versions/impact-runs.ts'
import { DutyIndex } from './registry/duty-index.ts'
import { servicesOf } from './services.ts'
import { openReading, readOnly } from './store/reading.ts'
import type { Store, StoreOptions } from './store/store.ts'

/** Entries that are followed one by one; after more everything is read again. */
const FOLLOWED = 2_000

export interface ReadingService {
  answer(query: Query): Promise<QueryAnswer>
  close(): Promise<void>
}

interface Known {
  ledger: Ledger
  ratings: Ratings
  services: Services
}

interface Outcome {
  status: number
  body?: { registryVersion?: unknown }
  file?: AnswerFile
  etag?: string
  location?: string
}

export async function openReadingService(options: StoreOptions): Promise<ReadingService> {
  const store = readOnly(await openReading(options))
  const clock = { ms: 0, now: () => clock.ms }
  let known: Known | null = null
  return {
    async answer({ operation, input, caller, language, now }) {
      clock.ms = now
      const costSoFar = meter(store)
      known = await follow(store, clock, known)
      const { ledger, services } = known
      const context: Context = { caller, language, now, day: businessDay(now), newId, ledger, services, write }
      const handler = handlers[operation] as unknown as (input: unknown, context: Context) => Promise<Outcome>
      return answerOf(await handler(input, context), costSoFar)
    },
    close: () => store.close(),
  }
}

const write = () => Promise.reject(new Error('a heavy query does not write'))

function answerOf({ status, body, file, etag, location }: Outcome, costSoFar: () => number): QueryAnswer {
  const shown = body?.registryVersion
  const next = cursorOf(body)
  return {
    status,
    ...(etag === undefined ? {} : { etag }),
    ...(location === undefined ? {} : { location }),
    ...(file === undefined ? {} : { file }),
    ...(body === undefined ? {} : { json: new TextEncoder().encode(JSON.stringify(body)) }),
    ...(typeof shown === 'number' ? { registryVersion: shown } : {}),
    ...(next === null ? {} : { next }),
    cost: Math.ceil(costSoFar()),
  }
}

/** Milliseconds from now on: of this thread's processor where the database is in process, else of the clock. */
function meter({ dialect }: Store): () => number {
  if (dialect !== 'sqlite') {
    const started = performance.now()
    return () => performance.now() - started
  }
  const before = process.threadCpuUsage()
  return () => {
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  }
}

/** The state as of the newest entry. */
async function follow(store: Store, clock: { now(): number }, known: Known | null): Promise<Known> {
  const isNear = known !== null && (await store.headSeq()) - known.ledger.committedSeq <= FOLLOWED
  const now = isNear ? known! : await read(store, clock)
  await now.ledger.catchUp()
  await now.ratings.follow(now.ledger)
  return now
}

async function read(store: Store, clock: { now(): number }): Promise<Known> {
  const ratings = createRatings()
  const ledger = await createLedger(store, { clock, newId, types: [] })
  const duties = await DutyIndex.open(ledger)
  return { ledger, ratings, services: servicesOf(ratings, { ...ELSEWHERE, duties }) }
}

/** Services that only the thread of the edge has: heavy queries do without them. */
const ELSEWHERE = {
  eligibility: notHere<EligibilityIndex>(),
  keys: notHere<Keys>(),
  quotas: notHere<Quotas>(),
  impactRuns: notHere<ImpactRuns>(),
}

function notHere<T extends object>(): T {
  const refuse = () => {
    throw new Error('not in this thread')
  }
  return new Proxy({} as T, { get: refuse })
}
