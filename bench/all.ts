import { decisions } from './decisions.ts'
import { edge, throughput } from './edge.ts'
import { fold } from './fold.ts'
import type { Bench } from './harness/bench.ts'
import { impact } from './impact.ts'
import { intake, rebuilding } from './intake.ts'
import { latency } from './latency.ts'
import { overload } from './overload.ts'
import { memory, million, startUp } from './scale.ts'
import { httpWrites, storeWrites } from './writes.ts'

/** Every measurement, in the order in which they are printed. */
export const BENCHES: readonly Bench[] = [
  edge,
  throughput,
  million,
  decisions,
  httpWrites,
  storeWrites,
  intake,
  fold,
  rebuilding,
<<<<<<< HEAD
  impact,
=======
  memory,
  startUp,
  latency,
>>>>>>> a9a2490 (Scale and latency are measured; prepared statements, a key checked once a connection, reads between writes, validators at their first use, metrics)
  overload,
]
