/**
 * The bounds of hk-credit 3.3, computed from a document: with what a fold may hold, no sum and no product of the text may reach 2^53.
 * Exact, in big integers. Where the text multiplies a capped total by its cap, the engine divides exactly anyway (mulDiv).
 */
import type { FaultText, ParameterFault, Parameters } from './parameters.ts'

/** A fold holds fewer pieces; a total at reading stays below so many mass units (hk-credit 3.3, by rule set). */
interface Limits {
  pieces: bigint
  total: bigint
}
const CUSUM_LIMITS: Limits = { pieces: 2n ** 30n, total: 2n ** 32n }
const ODDS_LIMITS: Limits = { pieces: 2n ** 22n, total: 2n ** 30n }
const EXACT = 2n ** 53n
/** Star steps and their squares: 4 and 16 at the most. */
const STEPS = 4n

type Bound = [pointer: string, what: FaultText, reaches: bigint]

/** One fault for every bound that the document breaks; the pointer names the parameter that drives it. */
export function overflowFaults(p: Parameters): ParameterFault[] {
  const limits = p.alarm.kind === 'odds' ? ODDS_LIMITS : CUSUM_LIMITS
  const bounds = [growthBounds, raterBounds, alarmBounds, scoreBounds, datedBounds].flatMap(of => of(p, limits))
  return bounds
    .filter(([, , reaches]) => reaches >= EXACT)
    .map(([pointer, what, reaches]) => ({ pointer, code: 'overflow', text: tooLarge(what, reaches) }))
}

function tooLarge({ zh, en }: FaultText, reaches: bigint): FaultText {
  const size = `2^${reaches.toString(2).length - 1}`
  return { zh: `${zh}可能达到 ${size}，须低于 2^53`, en: `${en} could reach ${size}, which is not below 2^53` }
}

/** Sums of the buckets: pieces times weight times the largest growth within a half-life, which is below 2 (squared: 4). */
function growthBounds({ decay, admission, units }: Parameters, { pieces, total }: Limits): Bound[] {
  const [scale, mass] = [BigInt(decay.scale), BigInt(units.mass)]
  const growth = grown(scale, decay.halfLifeDays)
  const squared = (growth * growth) / scale
  const unverified = BigInt(admission.unverifiedWeight)
  return [
    [
      '/decay/halfLifeDays',
      { zh: '已核实质量之和', en: 'a sum of verified mass' },
      pieces * BigInt(admission.fullWeight) * growth,
    ],
    [
      '/admission/unverifiedWeight',
      { zh: '未核实值之和', en: 'the sum of unverified values' },
      pieces * unverified * STEPS * growth,
    ],
    // w·(2·(65536 div w − 256) + w) div 256 is largest for the smallest weight.
    [
      '/decay/halfLifeDays',
      { zh: '集中度之和', en: 'the concentration sum' },
      pieces * ((2n * (BigInt(units.value) - mass)) / mass) * squared,
    ],
    [
      '/decay/inspectionHalfLifeDays',
      { zh: '检查之和', en: 'a sum of inspections' },
      total * grown(scale, decay.inspectionHalfLifeDays),
    ],
  ]
}

/** The largest entry of a growth table: that of the last day of its half-life. */
const grown = (scale: bigint, days: number) => BigInt(Math.floor(Number(scale) * 2 ** ((days - 1) / days)))

function raterBounds({ admission, units }: Parameters, { pieces }: Limits): Bound[] {
  const { priorCount, misfitClip, varianceOffset, indexScale } = admission.rater
  const [one, mass] = [BigInt(units.value), BigInt(units.mass)]
  const misfits = BigInt(priorCount) * mass + BigInt(misfitClip) * pieces
  return [
    ['/admission/rater/indexScale', { zh: '评价人的指数', en: 'the index of a rater' }, misfits * BigInt(indexScale)],
    [
      '/admission/rater/priorCount',
      { zh: '评价人的先验', en: 'the prior of a rater' },
      BigInt(priorCount) * mass + mass * pieces,
    ],
    [
      '/admission/rater/varianceOffset',
      { zh: '评价人的方差', en: 'the variance of a rater' },
      one * one + BigInt(varianceOffset),
    ],
  ]
}

function alarmBounds({ alarm, units, admission }: Parameters): Bound[] {
  const [one, mass] = [BigInt(units.value), BigInt(units.mass)]
  if (alarm.kind !== 'odds')
    return [
      [
        '/alarm/threshold',
        { zh: '累积和（CUSUM）', en: 'the CUSUM' },
        BigInt(alarm.threshold) + mass * (one + BigInt(alarm.allowance)),
      ],
    ]
  // A step is at most what a failure and a success of the largest odds ratio say together; a sum begins below a threshold.
  const step = BigInt(admission.fullWeight) * mass * BigInt(Math.ceil(2 * Math.log2(alarm.oddsRatio)))
  const { reviewBits, recordBits, jointBits } = alarm
  return [
    ['/alarm/reviewBits', { zh: '评价之和', en: 'the sum of reviews' }, BigInt(reviewBits) * one + step],
    [
      '/alarm/jointBits',
      { zh: '记录之和', en: 'the sum of records' },
      BigInt(Math.max(recordBits, jointBits)) * one + step,
    ],
  ]
}

function scoreBounds({ review, beta, inspection, uncertainty, units }: Parameters, { total }: Limits): Bound[] {
  const [one, mass, milli] = [BigInt(units.value), BigInt(units.mass), BigInt(units.milliPointsPerPoint)]
  const variance = max(one * one, BigInt(review.minVariance)) * mass
  const ofReviews = square(review.points) * (variance / (BigInt(review.priorMass) + mass))
  const ofInspections = square(inspection.points) * BigInt(inspection.variance)
  const bounds: Bound[] = [
    ['/review/minVariance', { zh: '评价的方差', en: 'the variance of the reviews' }, variance],
    ['/review/points', { zh: '评价一行的分值', en: 'the line of the reviews' }, BigInt(review.points) * milli * one],
    ['/review/points', { zh: '评价一行的方差', en: 'the variance of the review line' }, ofReviews],
    [
      '/review/priorMass',
      { zh: '评价的均值', en: 'the mean of the reviews' },
      STEPS * (total + BigInt(review.priorMass)) * (one / STEPS),
    ],
    [
      '/review/unverifiedFree',
      { zh: '未核实质量的上限', en: 'the cap of unverified mass' },
      BigInt(review.unverifiedFree) + total * 100n,
    ],
    [
      '/inspection/points',
      { zh: '检查一行的分值', en: 'the line of the inspections' },
      BigInt(inspection.points) * milli * one,
    ],
    [
      '/inspection/variance',
      { zh: '检查的方差', en: 'the variance of the inspections' },
      BigInt(inspection.variance) * mass,
    ],
    ['/inspection/variance', { zh: '检查一行的方差', en: 'the variance of the inspection line' }, ofInspections],
    [
      '/inspection/priorMass',
      { zh: '检查的均值', en: 'the mean of the inspections' },
      (total + 100n * BigInt(inspection.priorMass)) * one,
    ],
  ]
  let variances = ofReviews + ofInspections
  for (const [i, b] of beta.entries()) {
    const prior = BigInt(b.ok) + BigInt(b.fail)
    const span = BigInt(b.high - b.low)
    // x·(ONE − x) is largest in the middle; the denominator is smallest without any evidence.
    const spread = ((one * one) / 4n) * mass
    const scaled = ((spread / (prior + mass)) * one) / span
    const ofShare = square(b.points) * ((scaled * one) / span)
    variances += ofShare
    bounds.push(
      [`/beta/${i}/ok`, { zh: `${b.name} 的占比`, en: `the share of ${b.name}` }, (total + prior) * one],
      [
        `/beta/${i}/points`,
        { zh: `${b.name} 一行的分值`, en: `the line of ${b.name}` },
        BigInt(b.points) * milli * one,
      ],
      [`/beta/${i}/low`, { zh: `${b.name} 的方差`, en: `the variance of ${b.name}` }, scaled * one],
      [`/beta/${i}/points`, { zh: `${b.name} 一行的方差`, en: `the variance of the ${b.name} line` }, ofShare],
    )
  }
  const root = BigInt(Math.ceil(Math.sqrt(Number(variances))))
  bounds.push(
    ['/review/points', { zh: '方差之和', en: 'the sum of the variances' }, variances],
    [
      '/uncertainty/zNumerator',
      { zh: '不确定度', en: 'the uncertainty' },
      root * milli * BigInt(uncertainty.zNumerator),
    ],
    [
      '/uncertainty/zDenominator',
      { zh: '不确定度的除数', en: 'the divisor of the uncertainty' },
      one * BigInt(uncertainty.zDenominator),
    ],
  )
  return bounds
}

/** Lines that have dates: every piece of a fold might be one of them. */
function datedBounds({ credentials, sanctions, clock }: Parameters, { pieces }: Limits): Bound[] {
  const classes = Object.entries(sanctions.classes).flatMap(([name, c]): Bound[] => [
    [
      `/sanctions/classes/${name}/deduction`,
      { zh: `${name} 类处罚的扣分`, en: `the deduction of ${name}` },
      BigInt(c.deduction) * max(BigInt(c.termDays), pieces),
    ],
    [
      `/sanctions/classes/${name}/termDays`,
      { zh: `${name} 类处罚的终止日`, en: `the end of ${name}` },
      BigInt(c.termDays) + BigInt(clock.maxDay),
    ],
  ])
  return [
    ['/credentials/each', { zh: '证书一行的分值', en: 'the certificates' }, BigInt(credentials.each) * pieces],
    ...classes,
  ]
}

const square = (n: number) => BigInt(n) * BigInt(n)
const max = (a: bigint, b: bigint) => (a > b ? a : b)
