/** What is wrong with the folder of a city, before anything is founded on it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml'
import { hasCityFile } from '../city/folder.ts'
import { clockFaults } from '../registry/rules-clocks.ts'
import { payloadFault } from './payloads.ts'
import { type Defined, defined } from './reference.ts'

export interface FolderFault {
  file: string
  /** As an editor counts; 0 for the file as a whole. */
  line: number
  zh: string
  en: string
}

type Payload = Record<string, unknown>
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : value ? [String(value)] : [])

/** Faults of the folder, in the order of its files; none if a city can be founded on it. */
export function folderFaults(folder: string): FolderFault[] {
  const missing = REQUIRED.filter(file => !hasCityFile(file, folder))
  if (missing.length > 0) return missing.map(file => ({ file, line: 0, zh: '没有该文件', en: 'the file is not there' }))
  let all: Defined[]
  try {
    all = defined(folder)
  } catch (error) {
    return [
      {
        file: '',
        line: 0,
        zh: `无法读取：${(error as Error).message}`,
        en: `cannot be read: ${(error as Error).message}`,
      },
    ]
  }
  const lines = new Lines(folder)
  const at = ({ file, place, duty }: Defined) => ({ file, line: lines.of(file, place, duty) })
  return [
    ...cityFaults(folder, all),
    ...all.flatMap(each => payloadFaults(each).map(said => ({ ...at(each), ...said }))),
    ...twice(all).map(each => ({
      ...at(each),
      zh: `重复定义：${each.draft.subject}`,
      en: `defined twice: ${each.draft.subject}`,
    })),
    ...unknownReferences(all).map(({ where, what, name }) => ({
      ...at(where),
      zh: `${what} ${name} 没有定义`,
      en: `${what} ${name} is not defined`,
    })),
    ...clockFaults(
      all.filter(({ draft }) => draft.type === 'clock.defined').map(({ draft }) => draft.payload as never),
    ).map(fault => ({
      file: 'clocks.yaml',
      line: 0,
      zh: `期限不连续：${fault}`,
      en: `a clock has a gap or an overlap: ${fault}`,
    })),
  ]
}

const REQUIRED = [
  'city.yaml',
  'areas.csv',
  'catalogue-categories.csv',
  'catalogue.csv',
  'clocks.yaml',
  'safeguards.yaml',
]

function payloadFaults({ draft: { type, payload } }: Defined): { zh: string; en: string }[] {
  const wrong = payloadFault(type, payload)
  return wrong ? [{ zh: `不合格式：${wrong}`, en: `not as its schema says: ${wrong}` }] : []
}

function cityFaults(folder: string, all: readonly Defined[]): FolderFault[] {
  const city = parseDocument(readFileSync(join(folder, 'city.yaml'), 'utf8')).toJS() as Payload & { centre?: Payload }
  const lacks = [
    ...['name', 'root'].filter(name => typeof city?.[name] !== 'string'),
    ...['name', 'phone', 'areaCode', 'text']
      .filter(name => typeof city?.centre?.[name] !== 'string')
      .map(name => `centre.${name}`),
  ]
  const areas = new Set(all.filter(({ draft }) => draft.type === 'area.defined').map(({ draft }) => draft.payload.code))
  const fault = (zh: string, en: string): FolderFault => ({ file: 'city.yaml', line: 0, zh, en })
  return [
    ...lacks.map(name => fault(`缺少文字 ${name}`, `lacks the text ${name}`)),
    ...(areas.has(city?.root)
      ? []
      : [
          fault(
            `areas.csv 中没有全市的区划 ${city?.root}`,
            `areas.csv lacks the area of the whole city, ${city?.root}`,
          ),
        ]),
  ]
}

/** Later ones of the same subject. Clocks have editions. */
function twice(all: readonly Defined[]): Defined[] {
  const seen = new Set<string>()
  return all.filter(({ draft: { subject } }) => seen.has(subject) || !seen.add(subject))
}

interface Unknown {
  where: Defined
  what: string
  name: string
}

/** Members that name something that the folder does not define. */
function unknownReferences(all: readonly Defined[]): Unknown[] {
  const known = new Set(all.map(({ draft }) => draft.subject))
  const named = (where: Defined, what: string, names: unknown) =>
    texts(names)
      .filter(name => !known.has(`${what}:${name}`))
      .map(name => ({ where, what, name }))
  return all.flatMap(where => {
    const { type, payload } = where.draft
    if (type === 'area.defined')
      return [...named(where, 'area', payload.parent), ...named(where, 'area', payload.successor)]
    if (type === 'service.defined' && String(payload.code).length > 2)
      return named(where, 'service', String(payload.code).slice(0, 2))
    if (type === 'department.defined') return named(where, 'area', payload.area)
    if (type === 'duty.defined')
      return [
        ...named(where, 'area', payload.area),
        ...named(where, 'service', payload.services),
        ...named(where, 'duty', payload.assists),
      ]
    if (type === 'standard.defined')
      return [
        ...named(where, 'service', payload.services),
        ...named(where, 'standard', payload.replaces),
        ...named(where, 'standard', payload.replacedBy),
      ]
    return []
  })
}

/** Finds the line of a row or an item again. */
class Lines {
  readonly #folder: string
  readonly #known = new Map<string, Line[]>()

  constructor(folder: string) {
    this.#folder = folder
  }

  of(file: string, place: number, duty?: number): number {
    let lines = this.#known.get(file)
    if (!lines) {
      const text = readFileSync(join(this.#folder, file), 'utf8')
      lines = file.endsWith('.csv') ? rowLines(text) : itemLines(text)
      this.#known.set(file, lines)
    }
    const found = lines[place]
    return (duty === undefined ? found?.line : found?.inside[duty]) ?? 0
  }
}

interface Line {
  line: number
  /** Of the duties of a department. */
  inside: number[]
}

/** Lines of the rows below the header. No cell of these files holds a line break. */
const rowLines = (text: string): Line[] =>
  text
    .split(/\r?\n/)
    .flatMap((line, i) => (line === '' || line.startsWith('#') ? [] : [{ line: i + 1, inside: [] }]))
    .slice(1)

function itemLines(text: string): Line[] {
  const counter = new LineCounter()
  const lineOf = (node: unknown) => (isNode(node) && node.range ? counter.linePos(node.range[0]).line : 0)
  const { contents } = parseDocument(text, { lineCounter: counter })
  return (isSeq(contents) ? contents.items : []).map(item => {
    const duties = isMap(item) ? item.get('duties') : null
    return { line: lineOf(item), inside: isSeq(duties) ? duties.items.map(lineOf) : [] }
  })
}
