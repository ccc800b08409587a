import { parse } from 'yaml'
import { CITY_FOLDER, hasCityFile, readCityFile } from '../city/folder.ts'
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

interface ClausesOfCity {
  families: Record<string, ClauseData[]>
  categories: Record<string, CategoryData>
  stated: Record<string, ClauseData[]>
}

const read = new Map<string, ClausesOfCity>()

/** The folder clauses/ of a city; a city without one has standards without clauses. */
function clausesIn(folder: string): ClausesOfCity {
  const known = read.get(folder)
  if (known) return known
  const part = <T>(name: string): Record<string, T> => {
    const file = `clauses/${name}.yaml`
    return hasCityFile(file, folder) ? (parse(readCityFile(file, folder)) ?? {}) : {}
  }
  const found = { families: part<ClauseData[]>('families'), categories: part<CategoryData>('categories') }
  const clauses = { ...found, stated: part<ClauseData[]>('stated') }
  read.set(folder, clauses)
  return clauses
}

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

/** The clauses of an edition of standards.csv: its own (clauses/stated.yaml), or those of its family and category. */
export function clausesFor(standard: StandardData, folder: string = CITY_FOLDER): Clause[] {
  const { families, categories, stated } = clausesIn(folder)
  const own = stated[standard.id]
  if (own) return own.map(clause => toClause(clause, {}, ''))
  const ending = Object.keys(KINDS).find(suffix => standard.title.endsWith(suffix))
  if (standard.level !== 'centre' || !ending) return []
  const category = categories[standard.services[0]!.slice(0, 2)]
  const family = families[KINDS[ending]!]
  if (!category || !family) return []
  const { figures: present, own: special } = category
  const figures = Object.fromEntries(
    Object.entries(present).map(([name, figure]) => [
      name,
      standard.replacedBy ? Math.floor(figure * (LESS_BEFORE[name] ?? 1)) : figure,
    ]),
  )
  return family.flatMap(clause => {
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
