/** One row of a register as facts. All its faults are named, so that one round of corrections is enough. */
import { cleanCell, plainCell, wordKey } from '../files/rules-clean.ts'
import type { TableRow } from '../files/rules-table.ts'
import { readDate } from '../rules-dates.ts'
import { type DayRange, foundedRange, LIMITS, termRange } from '../rules-facts.ts'
import { holdsIdentityNumber } from '../rules-identity.ts'
import { isCentreNumber } from '../rules-number.ts'
import type { RegistrationStatus } from '../rules-provider.ts'
import { hasSubjectCheck, isOverridable, judgeUscc, normaliseUscc } from '../rules-uscc.ts'
import type { RegisterFacts, RowReference } from './register-facts.ts'
import { type Column, noEndKey, type ProviderKind } from './register-words.ts'
import type { FaultCode, NoteCode, RowFault, RowNote } from './rules-faults.ts'
import { mostLike } from './rules-likeness.ts'

export interface ReadRow {
  facts: RegisterFacts | null
  faults: RowFault[]
  notes: RowNote[]
}

const SEPARATORS = /[;；、,，/／|\s]+/u
const SHOWN = 8
/** Words of registers for a missing code. */
const NONE = new Set(['', '无', '-', '--', '/', '—', '——'])
/** A cut code may have been an identity number: what is left of it is not repeated. */
const CUT_SHOWN = 2

export function readRow(row: TableRow, reference: RowReference): ReadRow {
  const reader = new CellReader(row, reference)
  if (row.fault) return { facts: null, faults: [reader.broken(row.fault)], notes: [] }
  const facts = reader.facts()
  return { facts: reader.faults.length > 0 ? null : facts, faults: reader.faults, notes: reader.notes }
}

class CellReader {
  readonly faults: RowFault[] = []
  readonly notes: RowNote[] = []
  readonly #row: TableRow
  readonly #ref: RowReference

  constructor(row: TableRow, reference: RowReference) {
    this.#row = row
    this.#ref = reference
  }

  broken({ place, ...fault }: NonNullable<TableRow['fault']>): RowFault {
    const column = [...this.#ref.places].find(([, at]) => at === place)?.[0] ?? null
    return { column, ...fault }
  }

  facts(): RegisterFacts | null {
    for (const column of this.#ref.places.keys())
      if (holdsIdentityNumber(this.#text(column))) this.#fault(column, 'identity-number')
    const kind = this.#kind()
    const code = this.#uscc(kind)
    const number = this.#number()
    const name = this.#name()
    const founded = this.#day('founded', foundedRange(this.#ref.today))
    const facts = {
      kind,
      phone: this.#limited('phone', LIMITS.phone),
      address: this.#limited('address', LIMITS.address),
      area: this.#area(),
      areas: this.#areas(),
      offerings: this.#offerings(),
      founded,
      validUntil: this.#noEnd() ? null : this.#day('validUntil', termRange(founded)),
      registration: this.#registration(),
    }
    return code && name ? { ...code, number: number ?? null, name, ...facts } : null
  }

  #text(column: Column): string {
    return cleanCell(this.#row.cells[this.#ref.places.get(column) ?? -1] ?? '')
  }

  /** In half-width forms; empty if the cell is. */
  #plain(column: Column): string {
    return plainCell(this.#row.cells[this.#ref.places.get(column) ?? -1] ?? '')
  }

  #fault(column: Column, code: FaultCode, allowed: readonly string[] = [], value = this.#text(column)): undefined {
    // A cell is named once, by its first reason.
    if (!this.faults.some(fault => fault.column === column))
      this.faults.push({ column, value, code, allowed: [...allowed] })
  }

  #note(column: Column, code: NoteCode, allowed: readonly string[] = [], value = this.#text(column)): void {
    this.notes.push({ column, value, code, allowed: [...allowed] })
  }

  /** Meaning of an empty cell of an optional column; an absent column says nothing. */
  #nothing(column: Column): null | undefined {
    return this.#ref.empty === 'clears' && this.#ref.places.has(column) ? null : undefined
  }

  #uscc(kind: ProviderKind | undefined): Pick<RegisterFacts, 'uscc' | 'usccStatus' | 'usccReason'> | undefined {
    const uscc = normaliseUscc(this.#text('uscc'))
    if (NONE.has(uscc)) {
      const allowed = kind === 'volunteer' || this.#text('number') !== ''
      return allowed ? { uscc: null, usccStatus: 'none', usccReason: undefined } : this.#fault('uscc', 'uscc-missing')
    }
    const verdict = judgeUscc(uscc)
    if (verdict === 'valid') {
      if (!hasSubjectCheck(uscc)) this.#note('uscc', 'uscc-subject')
      return { uscc, usccStatus: 'valid', usccReason: undefined }
    }
    const usccReason = this.#ref.overrides.get(uscc)
    if (isOverridable(verdict) && usccReason) return { uscc, usccStatus: 'overridden', usccReason }
    const shown = verdict === 'uscc-cut' ? `${uscc.slice(0, CUT_SHOWN)}…` : undefined
    return this.#fault('uscc', verdict, [], shown)
  }

  #number(): string | undefined {
    const number = this.#plain('number').toUpperCase()
    return number === '' || isCentreNumber(number) ? number || undefined : this.#fault('number', 'number-unknown')
  }

  #name(): string | undefined {
    const name = this.#text('name')
    const { least, most } = LIMITS.name
    if (name === '') return this.#fault('name', 'name-missing')
    if ([...name].length < least) return this.#fault('name', 'name-too-short', [String(least)])
    if ([...name].length > most) return this.#fault('name', 'name-too-long', [String(most)])
    return name
  }

  /** A legal form by its beginning: 有限责任公司(自然人独资) is a 有限责任公司. */
  #kind(): ProviderKind | undefined {
    const key = wordKey(this.#text('kind'))
    if (key === '') return undefined
    const { meanings, written } = this.#ref.words.kinds
    let end = key.length
    while (end > 0 && !meanings.has(key.slice(0, end))) end--
    return meanings.get(key.slice(0, end)) ?? this.#fault('kind', 'kind-unknown', written.slice(0, SHOWN))
  }

  #registration(): RegistrationStatus | undefined {
    const key = wordKey(this.#text('status'))
    if (key === '') return undefined
    const { meanings, written } = this.#ref.words.statuses
    const known = meanings.get(key)
    if (known) return known
    const like = mostLike(key, written, SHOWN)
    return this.#fault('status', 'status-unknown', like.length > 0 ? like : written)
  }

  #area(): string | undefined {
    const text = this.#plain('area')
    if (text === '') return undefined
    const area = this.#ref.areas.area(text)
    if (!area) return this.#fault('area', 'area-unknown', this.#ref.areas.nearest(text))
    if (area.before) this.#note('area', 'area-of-before', [area.name], area.before)
    return area.code
  }

  #areas(): string[] | undefined {
    const text = this.#plain('areas')
    if (text === '') return undefined
    const { codes, unknown, before } = this.#ref.areas.list(text)
    for (const area of before) this.#note('areas', 'area-of-before', [area.name], area.before!)
    if (unknown.length > 0) {
      const nearest = [...new Set(unknown.flatMap(word => this.#ref.areas.nearest(word)))]
      return this.#fault('areas', 'area-unknown', nearest, unknown.join('、'))
    }
    return codes.length > LIMITS.areas ? this.#fault('areas', 'too-many', [String(LIMITS.areas)]) : codes
  }

  #offerings(): string[] | undefined {
    const words = this.#plain('offerings').split(SEPARATORS).filter(Boolean)
    if (words.length === 0) return undefined
    const { categories } = this.#ref
    const unknown = words.filter(word => !categories.has(word))
    if (unknown.length > 0) {
      const like = unknown.flatMap(word => mostLike(word, categories.keys(), 3))
      const allowed = like.length > 0 ? like : [...categories.keys()].filter(name => !/^\d/.test(name))
      return this.#fault('offerings', 'category-unknown', [...new Set(allowed)], unknown.join('、'))
    }
    return [...new Set(words.flatMap(word => categories.get(word) ?? []))].sort()
  }

  #noEnd(): boolean {
    const text = this.#plain('validUntil')
    return text !== '' && this.#ref.words.noEnd.has(noEndKey(text))
  }

  #day(column: 'founded' | 'validUntil', [earliest, latest]: DayRange): string | null | undefined {
    const text = this.#plain(column)
    if (text === '') return this.#nothing(column)
    const read = readDate(text)
    if (!read || read.date < earliest || read.date > latest) return this.#fault(column, 'date', [earliest, latest])
    if (read.serial) this.#note(column, 'date-serial', [read.date])
    return read.date
  }

  #limited(column: 'phone' | 'address', most: number): string | null | undefined {
    const text = this.#text(column)
    if (text === '') return this.#nothing(column)
    return [...text].length > most ? this.#fault(column, 'too-long', [String(most)]) : text
  }
}
