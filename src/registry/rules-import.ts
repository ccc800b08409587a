import type { Cells, Column, RegisterRow } from './read-register.ts'
import { type AreaFact, readArea, readAreas } from './rules-areas.ts'
import { readDate } from './rules-dates.ts'
import { judgeUscc, normaliseUscc } from './rules-uscc.ts'

export type ReasonCode =
  | 'uscc-form'
  | 'uscc-check'
  | 'name-missing'
  | 'name-too-long'
  | 'area-unknown'
  | 'category-unknown'
  | 'date'
  | 'kind-unknown'
  | 'status-unknown'
  | 'cells'
  | 'too-long'

/** Why a row is rejected: which cell, what stands there, and the reason. */
export interface RowFault {
  column: Column | null
  value: string
  code: ReasonCode
}

/** What a row says of a provider, in normal form. */
export interface RegisterFacts {
  kind: 'firm' | 'volunteer'
  name: string
  uscc: string
  usccStatus: 'valid' | 'overridden'
  usccReason?: string
  phone: string | null
  address: string | null
  area: string
  areas: string[]
  offerings: string[]
  founded: string | null
  validUntil: string | null
  /** 注销 and 吊销 are facts, not errors. */
  inactive: boolean
}

/** What rows are read against. */
export interface ImportReference {
  areas: readonly AreaFact[]
  /** Name of a category -> its code. */
  categories: ReadonlyMap<string, string>
  /** YYYY-MM-DD */
  today: string
  /** Code -> why a person accepts its wrong check character. */
  overrides: ReadonlyMap<string, string>
}

export const NAME_LIMIT = 100
const LIMITS = { phone: 40, address: 200 } as const
const KINDS: Record<string, 'firm' | 'volunteer'> = {
  家政企业: 'firm',
  企业: 'firm',
  社会组织: 'volunteer',
  志愿服务组织: 'volunteer',
}
const ENDED = new Set(['注销', '吊销', '吊销未注销', '已注销'])
const ALIVE = new Set(['存续', '在业', '开业', '正常', '在营'])
const NO_END = new Set(['长期', '永久', ''])
const SEPARATORS = /[;；、,，/／|\s]+/u

/** Reads one row. All its faults are named, so that one round of corrections is enough. */
export function readRow(
  { cells }: RegisterRow,
  reference: ImportReference,
): { facts: RegisterFacts } | { faults: RowFault[] } {
  if (!cells) return { faults: [{ column: null, value: '', code: 'cells' }] }
  const faults: RowFault[] = []
  const fault = (column: Column, code: ReasonCode, value = cells[column]) => {
    faults.push({ column, value, code })
    return null
  }
  const code = readUscc(cells, reference, fault)
  const name = readName(cells.name, fault)
  const kind = KINDS[cells.kind.trim()] ?? fault('kind', 'kind-unknown')
  const area =
    readArea(cells.area.normalize('NFKC').trim(), reference.areas, reference.today) ?? fault('area', 'area-unknown')
  const served = readAreas(cells.areas, reference.areas, reference.today)
  if (served.unknown.length > 0 || served.codes.length === 0)
    fault('areas', 'area-unknown', served.unknown.join(';') || cells.areas)
  const offerings = readOfferings(cells.offerings, reference, fault)
  const founded = cells.founded.trim() === '' ? null : readFounded(cells.founded, reference.today, fault)
  const validUntil = NO_END.has(cells.validUntil.trim())
    ? null
    : (readDate(cells.validUntil.normalize('NFKC').trim()) ?? fault('validUntil', 'date'))
  const inactive = readStatus(cells.status.trim(), fault)
  const phone = readText(cells, 'phone', fault)
  const address = readText(cells, 'address', fault)
  if (faults.length > 0) return { faults }
  return {
    facts: {
      ...code!,
      kind: kind!,
      name: name!,
      area: area!,
      areas: served.codes,
      offerings,
      founded,
      validUntil,
      inactive: inactive!,
      phone,
      address,
    },
  }
}

type Fault = (column: Column, code: ReasonCode, value?: string) => null

function readUscc(cells: Cells, { overrides }: ImportReference, fault: Fault) {
  const uscc = normaliseUscc(cells.uscc)
  const verdict = judgeUscc(uscc)
  if (verdict === 'valid') return { uscc, usccStatus: 'valid' as const }
  const usccReason = overrides.get(uscc)
  if (verdict === 'uscc-check' && usccReason) return { uscc, usccStatus: 'overridden' as const, usccReason }
  return fault('uscc', verdict)
}

/** A day in the future cannot be a foundation. */
function readFounded(cell: string, today: string, fault: Fault): string | null {
  const founded = readDate(cell.normalize('NFKC').trim())
  return founded === null || founded > today ? fault('founded', 'date') : founded
}

/** A leading `=` is text; a line break inside a name becomes a blank. */
function readName(cell: string, fault: Fault): string | null {
  const name = cell.replace(/\s+/gu, ' ').trim()
  if (name === '') return fault('name', 'name-missing')
  return [...name].length > NAME_LIMIT ? fault('name', 'name-too-long') : name
}

function readOfferings(cell: string, { categories }: ImportReference, fault: Fault): string[] {
  const words = cell.normalize('NFKC').split(SEPARATORS).filter(Boolean)
  const unknown = words.filter(word => !categories.has(word))
  if (unknown.length > 0 || words.length === 0) fault('offerings', 'category-unknown', unknown.join(';') || cell)
  return [...new Set(words.flatMap(word => categories.get(word) ?? []))].sort()
}

function readStatus(status: string, fault: Fault): boolean | null {
  if (ENDED.has(status)) return true
  return ALIVE.has(status) ? false : fault('status', 'status-unknown')
}

function readText(cells: Cells, column: 'phone' | 'address', fault: Fault): string | null {
  const text = cells[column].replace(/\s+/gu, ' ').trim()
  if ([...text].length > LIMITS[column]) fault(column, 'too-long')
  return text === '' ? null : text
}
