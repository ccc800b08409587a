import { attacks } from './attacks.ts'
import { decisions } from './decisions.ts'
import { edge, throughput } from './edge.ts'
import { explanation } from './explanation.ts'
import { fold } from './fold.ts'
import type { Bench } from './harness/bench.ts'
import { impact } from './impact.ts'
import { intake, rebuilding } from './intake.ts'
import { latency } from './latency.ts'
import { overload } from './overload.ts'
import { memory, million, startUp } from './scale.ts'
import { searching } from './search.ts'
import { httpWrites, storeWrites } from './writes.ts'

/** Every measurement, in the order in which they are printed. */
export const BENCHES: readonly Bench[] = [
  edge,
  throughput,
  million,
  decisions,
  explanation,
  httpWrites,
  storeWrites,
  intake,
  fold,
  rebuilding,
  impact,
  memory,
  startUp,
  searching,
  latency,
  overload,
  attacks,
]
