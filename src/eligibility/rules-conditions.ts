/** Judges the conditions of a gate one at a time. Pure. */

/** A condition as it is written (schemas/gate-condition.json). */
export type GateCondition = { clause: string } & (
  | { kind: 'standard'; standard: string; verified?: boolean }
  | { kind: 'credentials'; anyOf: readonly (readonly string[])[] }
  | { kind: 'state'; minState: 'full' | 'probation' }
  | { kind: 'grade'; minGrade: string; unrated: boolean }
  /** Stands for conditions that cannot be read; nobody meets it. */
  | { kind: 'unreadable' }
)

/** A condition as it is asked on a day: a standard with the editions that count on it. */
export type AskedCondition = GateCondition & { accepts?: readonly string[] }

export type ConditionCode =
  | 'gate-standard-not-met'
  | 'gate-facts-not-verified'
  | 'gate-credentials-missing'
  | 'gate-state-below'
  | 'gate-grade-below'
  | 'gate-unreadable'

/** Facts of a provider that conditions read, on a day. */
export interface ConditionFacts {
  state: 'full' | 'probation' | 'barred'
  grade: string
  /**
   * Types of the credentials that are valid on the day; a certificate of conformance also as `certified(edition)`. An edition whose clauses the
   * provider was assessed to meet stands there as `assessed(edition)`; without unverified facts, as `verified(edition)` too.
   */
  credentials: readonly string[]
}

export interface FailedCondition {
  code: ConditionCode
  clause: string
  needs: string[]
}

/** Code of a certificate of conformance to an edition, among the credentials. */
export const certified = (edition: string) => `certificate-of-conformance ${edition}`

/** Code of an edition that the provider meets clause by clause, without a certificate. */
export const assessed = (edition: string) => `assessed ${edition}`

/** Code of an edition that the provider meets by verified facts alone. */
export const verified = (edition: string) => `verified ${edition}`

/** Published grades, lowest first (schemas/grade.json); NR is none of them. */
const GRADES = ['D', 'C', 'CC', 'CCC', 'B', 'BB', 'BBB', 'A', 'AA', 'AAA']
export const isGrade = (name: unknown) => typeof name === 'string' && GRADES.includes(name)
const STATES = ['barred', 'probation', 'full']

/** Every condition that the facts do not meet, in the order of the gate. */
export function failedConditions(facts: ConditionFacts, conditions: readonly AskedCondition[]): FailedCondition[] {
  return conditions.flatMap(condition => {
    const failed = judge(facts, condition)
    return failed ? [{ ...failed, clause: condition.clause }] : []
  })
}

function judge(facts: ConditionFacts, condition: AskedCondition): Omit<FailedCondition, 'clause'> | null {
  switch (condition.kind) {
    case 'standard':
      return judgeStandard(facts, condition)
    case 'credentials': {
      const missing = nearest(facts.credentials, condition.anyOf)
      return missing.length === 0 ? null : { code: 'gate-credentials-missing', needs: missing }
    }
    case 'state':
      return STATES.indexOf(facts.state) >= STATES.indexOf(condition.minState)
        ? null
        : { code: 'gate-state-below', needs: [condition.minState] }
    case 'grade': {
      const { minGrade, unrated } = condition
      const met = facts.grade === 'NR' ? unrated : GRADES.indexOf(facts.grade) >= GRADES.indexOf(minGrade)
      return met ? null : { code: 'gate-grade-below', needs: [minGrade] }
    }
    case 'unreadable':
      return { code: 'gate-unreadable', needs: [] }
  }
}

function judgeStandard(
  { credentials }: ConditionFacts,
  { standard, verified: demanded, accepts = [] }: Extract<AskedCondition, { kind: 'standard' }>,
): Omit<FailedCondition, 'clause'> | null {
  if (accepts.some(edition => isShown(credentials, edition))) return null
  const declared = accepts.filter(edition => credentials.includes(assessed(edition)))
  if (declared.length > 0) return demanded ? { code: 'gate-facts-not-verified', needs: [declared.at(-1)!] } : null
  // The newest edition that counts is the one to reach for.
  return { code: 'gate-standard-not-met', needs: [accepts.at(-1) ?? standard] }
}

const isShown = (credentials: readonly string[], edition: string) =>
  credentials.includes(certified(edition)) || credentials.includes(verified(edition))

/** Conditions that are met by nothing but the provider's own declaration, each with the edition that it is said to meet. */
export function selfDeclared(
  { credentials }: ConditionFacts,
  conditions: readonly AskedCondition[],
): { clause: string; needs: string[] }[] {
  return conditions.flatMap(condition => {
    if (condition.kind !== 'standard') return []
    const { clause, accepts = [] } = condition
    const declared = accepts.filter(edition => credentials.includes(assessed(edition)))
    const rests = declared.length > 0 && !accepts.some(edition => isShown(credentials, edition))
    return rests ? [{ clause, needs: [declared.at(-1)!] }] : []
  })
}

/** The missing members of the set that lacks least; the first such set. Empty if one is complete. */
function nearest(held: readonly string[], sets: readonly (readonly string[])[]): string[] {
  const lacking = sets.map(set => set.filter(type => !held.includes(type)))
  return [...lacking.reduce((least, lacks) => (lacks.length < least.length ? lacks : least))]
}
