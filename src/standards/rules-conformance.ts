import { compileRule, type Rule, type RuleDocument, type Truth, type Witness } from './rules-evaluate.ts'

/** A clause of an edition; without a rule no machine can check it. */
export interface Clause {
  number: string
  text: string
  textEn: string
  rule?: Record<string, unknown>
  /** stated: the number is a known fact; assumption: wording of ours. */
  source: string
}

/** Every clause has exactly one of these; `not-checked`: it has no rule. */
export type Outcome = 'met' | 'not-met' | 'not-assessable' | 'not-checked'

export interface ClauseResult {
  clause: Clause
  outcome: Outcome
  /** The failures, where the outcome is not-met. */
  failed: Witness[]
  /** Pointers of the facts that were not declared, where it is not-assessable. */
  missing: string[]
}

export interface CompiledClause {
  clause: Clause
  rule: Rule | null
}

const OUTCOMES: Record<Truth, Outcome> = { 1: 'met', 0: 'not-assessable', [-1]: 'not-met' }

/** Same rules are compiled once: editions of one family share most of theirs. Emptied when full, so that it cannot grow for ever. */
const MOST_COMPILED = 20_000
const compiled = new Map<string, Rule>()

export function compiledRule(rule: Record<string, unknown>): Rule {
  const text = JSON.stringify(rule)
  const known = compiled.get(text)
  if (known) return known
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  const made = compileRule(rule)
  compiled.set(text, made)
  return made
}

export function compileClauses(clauses: readonly Clause[]): CompiledClause[] {
  return clauses.map(clause => ({ clause, rule: clause.rule ? compiledRule(clause.rule) : null }))
}

/** The outcome of one clause, without its reasons. */
export function clauseOutcome({ rule }: CompiledClause, document: RuleDocument): Outcome {
  return rule ? OUTCOMES[rule(document, null)] : 'not-checked'
}

/** Clause by clause, with the reasons. */
export function assess(clauses: readonly CompiledClause[], document: RuleDocument): ClauseResult[] {
  return clauses.map(({ clause, rule }) => {
    const trace: Witness[] = []
    const outcome = rule ? OUTCOMES[rule(document, trace)] : 'not-checked'
    return {
      clause,
      outcome,
      failed: trace.filter(witness => !witness.missing),
      missing: [...new Set(trace.filter(witness => witness.missing).map(witness => witness.pointer))].sort(),
    }
  })
}

/** Of a whole edition: one clause not met is enough; then one that cannot be told; an edition without rules is not checked. */
export function overall(outcomes: readonly Outcome[]): Outcome {
  for (const outcome of ['not-met', 'not-assessable', 'met'] as const) if (outcomes.includes(outcome)) return outcome
  return 'not-checked'
}

export function editionOutcome(clauses: readonly CompiledClause[], document: RuleDocument): Outcome {
  return overall(clauses.map(clause => clauseOutcome(clause, document)))
}

/** The categories that an edition covers, in order of code. */
export function categoriesOf(services: readonly string[]): string[] {
  return [...new Set(services.map(service => service.slice(0, 2)))].sort()
}

/** A credential as a rule sees it: only what is valid on the day is there. */
export function credentialView(row: {
  type: string
  issuer: string
  standard: string | null
  validFrom: string
  validUntil: string | null
}): object {
  const { type, issuer, standard, validFrom, validUntil } = row
  return {
    type,
    issuer,
    validFrom,
    ...(standard === null ? {} : { standard }),
    ...(validUntil === null ? {} : { validUntil }),
  }
}
