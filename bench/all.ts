import { decisions } from './decisions.ts'
import { edge, throughput } from './edge.ts'
import type { Bench } from './harness/bench.ts'

/** Every measurement, in the order in which they are printed. */
export const BENCHES: readonly Bench[] = [edge, throughput, decisions]
