/** Rounds of a candidate and its baseline in turn, and what they say together. */

/** Target of a measurement: at most, or at least, this many times its baseline (or this many seconds). */
export interface Target {
  most?: number
  least?: number
}

export interface Summary {
  median: number
  /** Quartiles. */
  low: number
  high: number
}

export interface Result {
  name: string
  measurement: string
  /** Unit of `candidate` and `baseline`. */
  unit: string
  candidate: Summary
  /** Absent where the target is absolute. */
  baseline?: Summary
  /** Candidate to baseline, round by round; the candidate itself where there is no baseline. */
  figure: Summary
  target: Target
  reached: boolean
  /** The quartiles lie on both sides of the target, or far apart: this run cannot tell. */
  noisy: boolean
  notes: string[]
}

/** Quartiles further apart than this share of the median say that the machine was busy with something else. */
const NOISE = 0.25

export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const below = sorted[Math.floor(place)]!
    return below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place))
  }
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}

/** Runs both `rounds` times in turn, the first of each pair by turns, after one unmeasured pair. */
export async function interleave(
  rounds: number,
  candidate: () => Promise<number>,
  baseline: () => Promise<number>,
  warm = true,
): Promise<{ candidate: number[]; baseline: number[] }> {
  const values = { candidate: [] as number[], baseline: [] as number[] }
  if (warm) {
    await candidate()
    await baseline()
  }
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0
    if (first) values.candidate.push(await candidate())
    values.baseline.push(await baseline())
    if (!first) values.candidate.push(await candidate())
  }
  return values
}

type Naming = Pick<Result, 'name' | 'measurement' | 'unit' | 'target'> & { notes?: string[] }

/** Candidate to baseline, pair by pair. */
export function compare(naming: Naming, values: { candidate: number[]; baseline: number[] }): Result {
  const ratios = values.candidate.map((value, i) => value / values.baseline[i]!)
  return judge(naming, ratios, summarise(values.candidate), summarise(values.baseline))
}

/** Figures without a baseline. */
export function absolute(naming: Naming, values: number[]): Result {
  return judge(naming, values, summarise(values))
}

function judge(naming: Naming, figures: number[], candidate: Summary, baseline?: Summary): Result {
  const figure = summarise(figures)
  const { target, notes = [] } = naming
  const meets = (value: number) => value <= (target.most ?? Infinity) && value >= (target.least ?? 0)
  const wide = figure.high - figure.low > NOISE * figure.median
  const noisy = meets(figure.low) !== meets(figure.high) || (wide && !(meets(figure.low) && meets(figure.high)))
  return {
    ...naming,
    candidate,
    ...(baseline ? { baseline } : {}),
    figure,
    reached: meets(figure.median),
    noisy,
    notes,
  }
}
