/** What ships of a rule set: its normative text, the clauses of that text, and the public vectors. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Parameters } from '../rules/parameters.ts'

/** Rule sets, in the order in which they came. What a text does not name stays as in the one before it. */
export const RULE_SETS = ['1.0', '1.1'] as const
export type RuleSetName = (typeof RULE_SETS)[number]

export const isRuleSet = (name: string): name is RuleSetName => (RULE_SETS as readonly string[]).includes(name)

/** The rule set of a document (hk-credit 1.1, section 2: told by `alarm.kind` alone). */
export const ruleSetOf = ({ alarm }: Parameters): RuleSetName => (alarm.kind === 'odds' ? '1.1' : '1.0')

const TEXTS = new URL('../../../docs/methodology/', import.meta.url)
const VECTORS = new URL('../../../data/methodology/vectors/', import.meta.url)
const VECTOR = /^\d[\w-]*\.json$/

/** The normative text, Markdown. */
export const textOf = (rules: RuleSetName): string => readFileSync(new URL(`${rules}.md`, TEXTS), 'utf8')

export interface Clause {
  /** Such as 7 or 7.4. */
  number: string
  title: string
}

/** The clauses that a text has headings for, in its order. */
export function clausesOf(text: string): Clause[] {
  return [...text.matchAll(HEADING)].map(([, number, title]) => ({ number: number!, title: title! }))
}

const HEADING = /^#{2,3} (\d+(?:\.\d+)?)\.? (.+)$/gm

/** Clauses of the texts before that a text leaves as they are, each with the rule set that states it. */
export function standingClauses(rules: RuleSetName): (Clause & { rules: RuleSetName })[] {
  const known = new Set(clausesOf(textOf(rules)).map(clause => clause.number))
  const before = RULE_SETS.slice(0, RULE_SETS.indexOf(rules)).reverse()
  return before.flatMap(earlier =>
    clausesOf(textOf(earlier)).flatMap(clause => {
      if (known.has(clause.number)) return []
      known.add(clause.number)
      return [{ ...clause, rules: earlier }]
    }),
  )
}

/** Names of the public vectors of a rule set, in their order. */
export const vectorNames = (rules: RuleSetName): string[] =>
  readdirSync(new URL(`${rules}/`, VECTORS))
    .filter(name => VECTOR.test(name))
    .sort()

/** A public vector as it is published, JSON. `name`: one of `vectorNames`. */
export const vectorOf = (rules: RuleSetName, name: string): Buffer => readFileSync(new URL(`${rules}/${name}`, VECTORS))

/** Where the documents of a version are found. */
export function linksOf(parameters: Parameters) {
  const rules = ruleSetOf(parameters)
  const version = `/v1/methodologies/${parameters.version}`
  const text = `/methodology/${rules}`
  return {
    text,
    clause: `${text}#{clause}`,
    parameters: `${version}/parameters`,
    tables: `${version}/tables`,
    schema: '/methodology/schema.json',
    vectors: `${text}/vectors`,
  }
}
