/** Gauges of a running service. */

import type { Bodies } from './api/bodies.ts'
import type { Lanes } from './api/lanes.ts'
import type { Load } from './api/load.ts'
import type { Gauge } from './api/metrics.ts'
import type { QueryThreads } from './api/query-threads.ts'
import type { Strangers } from './api/strangers.ts'
import type { EligibilityIndex } from './eligibility/eligibility-index.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Store } from './store/store.ts'

export const uncaughtFaults = (value: number): Gauge => ({
  name: 'uncaught_faults',
  help: 'Faults that belong to no request, since the start.',
  value,
})

interface Measured {
  store: Store
  ledger: Ledger
  index: EligibilityIndex
  load: Load
  bodies: Bodies
  strangers: Strangers
  lanes: Lanes
  queries: QueryThreads | null
}

export function gauges({ store, ledger, index, load, bodies, strangers, lanes, queries }: Measured): Gauge[] {
  const { rss } = process.memoryUsage()
  return [
    {
      name: 'ledger_seq',
      help: 'Newest ledger entry that this process has seen committed.',
      value: ledger.committedSeq,
    },
    { name: 'index_providers', help: 'Providers in the index of the gate.', value: index.size },
    {
      name: 'unreadable',
      help: 'Providers, gates and others on record that cannot be read: shut off until they can.',
      value: ledger.unreadable.size,
    },
    {
      name: 'unreadable_faults',
      help: 'Faults in reading what is on record, since the start.',
      value: ledger.unreadable.faults,
    },
    { name: 'index_places', help: 'Places in its lists.', value: index.places },
    {
      name: 'wal_bytes',
      help: 'Bytes of the write-ahead log; 0 where the database keeps it elsewhere.',
      value: store.walBytes(),
    },
    {
      name: 'query_threads_lost',
      help: 'Threads for heavy queries that were given up since the start.',
      value: queries?.lost ?? 0,
    },
    { name: 'heavy_queries_waiting', help: 'Heavy queries that wait for their turn.', value: lanes.heavyReads.waiting },
    {
      name: 'strangers_waiting',
      help: 'Requests without a good key that wait for their turn.',
      value: strangers.waiting,
    },
    {
      name: 'strangers_shed',
      help: 'Requests without a good key refused since the start, since too many waited.',
      value: strangers.refused,
    },
    { name: 'bodies_open', help: 'Bodies that are being read.', value: bodies.sum.open },
    { name: 'requests_in_flight', help: 'Requests under way.', value: load.inFlight },
    { name: 'requests_shed', help: 'Requests refused under overload since the start.', value: load.refused },
    { name: 'event_loop_delay_ms', help: 'Delay of the event loop that has lasted.', value: load.delay },
    {
      name: 'clock_held',
      help: "1 while the machine's clock has jumped by more than a day and is not followed.",
      value: ledger.clock.held ? 1 : 0,
    },
    { name: 'resident_bytes', help: 'Resident memory of the process.', value: rss },
  ]
}
