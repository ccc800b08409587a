/** Checks that the schema of a parameter document cannot state: sums, orders, references between fields, sizes of tables, bounds. */
import { overflowFaults } from './bounds.ts'
import type { ParameterFault, Parameters } from './parameters.ts'

const LADDER = 'D C CC CCC B BB BBB A AA AAA'
const SHARES = 'completion complaints response'
/** Entries of the longest table: over twenty years of days. A longer one would only slow every start. */
const MAX_TABLE = 8_192

const total = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0)

/** Faults of a document that its schema accepts. */
export function crossFaults(p: Parameters): ParameterFault[] {
  const faults: ParameterFault[] = []
  const demand = (holds: boolean, code: string, pointer: string, zh: string, en: string) => {
    if (!holds) faults.push({ pointer, code, text: { zh, en } })
  }
  demand(
    total(p.review.prior) === p.review.priorMass,
    'prior-sum',
    '/review/prior',
    'prior 之和须等于 priorMass',
    'prior must sum to priorMass',
  )
  gradeFaults(p, demand)
  demand(
    p.beta.map(b => b.name).join(' ') === SHARES,
    'shares-order',
    '/beta',
    `beta 须依次为 ${SHARES}`,
    `beta must list ${SHARES}`,
  )
  for (const [i, b] of p.beta.entries())
    demand(
      b.low < b.high,
      'low-above-high',
      `/beta/${i}/low`,
      `${b.name}：low 须小于 high`,
      `${b.name}: low must be below high`,
    )
  const points = p.review.points + total(p.beta.map(b => b.points)) + p.inspection.points
  const fits = points * p.units.milliPointsPerPoint <= p.units.maxScore
  demand(
    fits,
    'points-sum',
    '/review/points',
    '各维度分值之和不得超过 units.maxScore',
    'the points of the dimensions must fit units.maxScore',
  )
  for (const [name, c] of Object.entries(p.sanctions.classes)) {
    const pointer = `/sanctions/classes/${name}/repairAfterDays`
    demand(
      c.repairAfterDays < c.termDays,
      'repair-after-term',
      pointer,
      '修复须在期满之前可行',
      'repair must be possible before the term ends',
    )
  }
  for (const [pointer, length] of tableLengths(p))
    demand(
      length <= MAX_TABLE,
      'table-too-long',
      pointer,
      `表最多 ${MAX_TABLE} 项`,
      `a table has at most ${MAX_TABLE} entries`,
    )
  return faults.length > 0 ? faults : overflowFaults(p)
}

type Demand = (holds: boolean, code: string, pointer: string, zh: string, en: string) => void

function gradeFaults({ grades, gate, sanctions }: Parameters, demand: Demand): void {
  const { names, cuts } = grades
  demand(names.join(' ') === LADDER, 'ladder', '/grades/names', `names 须为 ${LADDER}`, `names must be ${LADDER}`)
  demand(cuts[0] === 0, 'cuts-begin', '/grades/cuts/0', 'cuts 须从 0 开始', 'cuts must begin with 0')
  const falling = cuts.findIndex((cut, i) => i > 0 && cut <= cuts[i - 1]!)
  demand(falling < 0, 'cuts-order', `/grades/cuts/${falling}`, 'cuts 须递增', 'cuts must ascend')
  demand(
    names.includes(gate.fullGrade),
    'grade-unknown',
    '/gate/fullGrade',
    'fullGrade 须为等级之一',
    'fullGrade must be a grade',
  )
  demand(
    names.includes(sanctions.capGrade),
    'grade-unknown',
    '/sanctions/capGrade',
    'capGrade 须为等级之一',
    'capGrade must be a grade',
  )
}

const tableLengths = ({ decay, admission }: Parameters): [pointer: string, length: number][] => [
  ['/decay/halfLifeDays', decay.halfLifeDays],
  ['/decay/inspectionHalfLifeDays', decay.inspectionHalfLifeDays],
  ['/decay/pairHalfLifeDays', decay.pairHalfLifeDays],
  ['/decay/pairTableLength', decay.pairTableLength],
  ['/admission/rater/indexMax', admission.rater.indexMax],
]
