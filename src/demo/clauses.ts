import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Clause } from '../standards/rules-conformance.ts'

type Facts = Record<string, Record<string, unknown>>
interface ClauseData {
  number?: string
  text?: string
  textEn?: string
  source?: string
  facts?: Facts
  credential?: string
  /** The place of one of the category's own clauses. */
  own?: number
}
interface CategoryData {
  figures: Record<string, number>
  own: ClauseData[]
}
interface StandardData {
  id: string
  title: string
  level: string
  services: string[]
  replacedBy: string | null
}

const read = <T>(file: string): T =>
  parse(readFileSync(new URL(`../../data/clauses/${file}.yaml`, import.meta.url), 'utf8'))

const families = read<Record<string, ClauseData[]>>('families')
const categories = read<Record<string, CategoryData>>('categories')
const stated = read<Record<string, ClauseData[]>>('stated')

/** The kind of a document, by the end of its title. */
const KINDS: Record<string, string> = {
  服务规范: 'service',
  质量要求: 'quality',
  作业规程: 'procedure',
  答复规范: 'answering',
  准入与回访要求: 'admission',
}
/** An edition that was replaced asked for less than the one in force. */
const LESS_BEFORE: Record<string, number> = { certified: 0.8, training: 0.5, insurance: 0.5 }

/** The clauses of an edition of data/standards.csv: its own (data/clauses/stated.yaml), or those of its family and category. */
export function clausesFor(standard: StandardData): Clause[] {
  const own = stated[standard.id]
  if (own) return own.map(clause => toClause(clause, {}, ''))
  const ending = Object.keys(KINDS).find(suffix => standard.title.endsWith(suffix))
  if (standard.level !== 'centre' || !ending) return []
  const { figures: present, own: special } = categories[standard.services[0]!.slice(0, 2)]!
  const figures = Object.fromEntries(
    Object.entries(present).map(([name, figure]) => [
      name,
      standard.replacedBy ? Math.floor(figure * (LESS_BEFORE[name] ?? 1)) : figure,
    ]),
  )
  return families[KINDS[ending]!]!.flatMap(clause => {
    const whole = clause.own === undefined ? clause : { ...special[clause.own], number: clause.number! }
    return whole.text ? [toClause(whole, figures, standard.title.slice(0, -ending.length))] : []
  })
}

function toClause(data: ClauseData, figures: Record<string, number>, item: string): Clause {
  const filled = (text = '') =>
    text.replace(/\$(\w+)/g, (_, name: string) => String(figures[name])).replace('{item}', item)
  const rule = ruleOf(data, figures)
  return {
    number: data.number!,
    text: filled(data.text),
    textEn: filled(data.textEn),
    ...(rule ? { rule } : {}),
    source: data.source ?? 'assumption',
  }
}

function ruleOf({ facts, credential }: ClauseData, figures: Record<string, number>): Record<string, unknown> | null {
  if (credential)
    return {
      properties: { credentials: { contains: { required: ['type'], properties: { type: { const: credential } } } } },
    }
  if (!facts) return null
  const text = JSON.stringify(facts).replace(/"\$(\w+)"/g, (_, name: string) => String(figures[name]))
  return { properties: { facts: { required: Object.keys(facts), properties: JSON.parse(text) } } }
}
