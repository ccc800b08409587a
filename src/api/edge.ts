import type { Ledger } from '../ledger/ledger.ts'
import type { Bodies } from './bodies.ts'
import type { Connections } from './connections.ts'
import type { Contract } from './contract.ts'
import type { Freshness } from './freshness.ts'
import type { Keys } from './keys.ts'
import type { Lanes } from './lanes.ts'
import type { Load } from './load.ts'
import type { Gauge, Metrics } from './metrics.ts'
import type { Handlers, Services } from './operations.ts'
import type { Queries } from './queries.ts'
import type { QuotaBook } from './quota.ts'
import type { Strangers } from './strangers.ts'

/** An answered request, as the log has it. */
export interface FinishedRequest {
  method: string
  /** Without the query, which may hold words of a citizen. */
  path: string
  operation: string
  status: number
  ms: number
  /** Of the request. */
  id: string
  /** Of the caller's key; null without a good one. */
  key: string | null
  /** The sender, as quotas count it. */
  address: string
}

/** The parts of the edge. */
export interface Edge {
  contract: Contract
  handlers: Handlers
  ledger: Ledger
  keys: Keys
  services: Services
  /** Brings what is kept in memory up to the database and the day, before a handler reads it. */
  freshness: Freshness
  load: Load
  bodies: Bodies
  connections: Connections
  strangers: Strangers
  lanes: Lanes
  /** Where heavy queries run; null for this thread. */
  queries: Queries | null
  quotas: QuotaBook
  /** Set when the service is about to stop: what still comes is sent elsewhere. */
  draining(): boolean
  checkResponses: boolean
  /** Called when an answer has gone out. */
  finished?(request: FinishedRequest): void
  metrics: Metrics
  /** The present figures of the service. */
  gauges(): Gauge[]
  /** A fault of ours. */
  failed?(error: unknown, requestId: string): void
}
