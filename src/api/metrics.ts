/** Counts and times of requests in the text format of Prometheus: kept cheap, because every answer is counted. */

/** Upper bounds of the latency histogram, seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

interface Series {
  counts: Map<number, number>
  /** Answers by bucket, the last without a bound. */
  buckets: number[]
  seconds: number
}

export interface Gauge {
  name: string
  help: string
  value: number
}

export class Metrics {
  readonly #byOperation = new Map<string, Series>()

  observe(operation: string, status: number, ms: number): void {
    let series = this.#byOperation.get(operation)
    if (!series) {
      series = { counts: new Map(), buckets: new Array<number>(BOUNDS.length + 1).fill(0), seconds: 0 }
      this.#byOperation.set(operation, series)
    }
    series.counts.set(status, (series.counts.get(status) ?? 0) + 1)
    const seconds = ms / 1000
    series.seconds += seconds
    let bucket = 0
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]!) bucket++
    series.buckets[bucket]!++
  }

  text(gauges: readonly Gauge[]): string {
    const lines: string[] = ['# TYPE xinqiao_requests_total counter']
    for (const [operation, { counts }] of this.#byOperation)
      for (const [status, count] of counts)
        lines.push(`xinqiao_requests_total{operation="${operation}",status="${status}"} ${count}`)
    lines.push('# TYPE xinqiao_request_seconds histogram')
    for (const [operation, series] of this.#byOperation) lines.push(...histogram(operation, series))
    for (const { name, help, value } of gauges)
      lines.push(`# HELP xinqiao_${name} ${help}`, `# TYPE xinqiao_${name} gauge`, `xinqiao_${name} ${value}`)
    return `${lines.join('\n')}\n`
  }
}

function histogram(operation: string, { buckets, seconds }: Series): string[] {
  let sum = 0
  const lines = buckets.map((count, i) => {
    sum += count
    return `xinqiao_request_seconds_bucket{operation="${operation}",le="${BOUNDS[i] ?? '+Inf'}"} ${sum}`
  })
  const name = 'xinqiao_request_seconds'
  return [
    ...lines,
    `${name}_sum{operation="${operation}"} ${seconds}`,
    `${name}_count{operation="${operation}"} ${sum}`,
  ]
}
