/** Areas as registers name them: by code of 4, 6, 9 or 12 digits, by name with or without province and city, and areas of before. */
import { shortName } from '../city/place-names.ts'
import type { AreaFact } from './rules-areas.ts'

const SEPARATORS = /[;；、,，/／|\s]+/u

/** An area of today, and the area of before by which it was named. */
export interface NamedArea {
  code: string
  name: string
  before: string | null
}

export interface AreaWords {
  codes: string[]
  /** Words that name no area, as they stand. */
  unknown: string[]
  /** Areas that were named by one of before. */
  before: NamedArea[]
}

/** Reads names of areas on one day. */
export class AreaReader {
  readonly #areas: readonly AreaFact[]
  readonly #today: string
  readonly #city: AreaFact | undefined
  readonly #above: string[]

  constructor(areas: readonly AreaFact[], today: string) {
    this.#areas = areas
    this.#today = today
    this.#city = areas.find(area => area.code.length === 4)
    // Names that stand in front of others, the longer ones first.
    this.#above = areas.filter(area => area.code.length <= 4).flatMap(({ name }) => [name, shortName(name)])
    this.#above.sort((a, b) => b.length - a.length)
  }

  /** One area of the city, whole cities included; null for anything else. */
  area(cell: string): NamedArea | null {
    const word = cell.normalize('NFKC').replace(/[\s/／,，、;；-]/gu, '')
    if (/^\d+$/.test(word)) return this.#ofCode(word)
    const own = this.#withoutAbove(word)
    if (own === '' || WHOLE.has(own)) return this.#wholeCity(word)
    const found = this.#best(this.#areas.filter(area => area.code.length > 4 && area.name === own))
    return found ?? this.#best(this.#areas.filter(area => area.code.length > 4 && shortName(area.name) === own))
  }

  /** The areas that a cell names. */
  list(cell: string): AreaWords {
    const words = cell.normalize('NFKC').split(SEPARATORS).filter(Boolean)
    const read = words.map(word => [word, this.area(word)] as const)
    const found = read.flatMap(([, area]) => area ?? [])
    return {
      codes: [...new Set(found.map(area => area.code))].sort(),
      unknown: read.filter(([, area]) => !area).map(([word]) => word),
      before: found.filter(area => area.before !== null),
    }
  }

  /** Names of today's areas, those that are most alike first. */
  nearest(word: string): string[] {
    const own = new Set(this.#withoutAbove(word.normalize('NFKC')))
    const likeness = (name: string) => [...shortName(name)].filter(character => own.has(character)).length
    const today = this.#areas.filter(area => area.code.length > 4 && this.#exists(area)).map(area => area.name)
    const like = today.filter(name => likeness(name) > 0).sort((a, b) => likeness(b) - likeness(a))
    return like.length > 0 ? like.slice(0, 3) : today
  }

  /** 全市, or the name of the city with nothing behind it. */
  #wholeCity(word: string): NamedArea | null {
    const city = this.#city
    if (!city) return null
    const isCity =
      word.endsWith(city.name) || word.endsWith(shortName(city.name)) || [...WHOLE].some(whole => word.endsWith(whole))
    return isCity ? named(city, null) : null
  }

  /** Divisions below a district count as the district; 00 at the end of a code stands for all. */
  #ofCode(digits: string): NamedArea | null {
    if (![4, 6, 9, 12].includes(digits.length)) return null
    const six = digits.slice(0, 6)
    return this.#best(this.#areas.filter(area => area.code === six || `${area.code}00` === six || area.code === digits))
  }

  #withoutAbove(word: string): string {
    if (this.#areas.some(area => area.code.length > 4 && area.name === word)) return word
    const above = this.#above.find(name => word.startsWith(name))
    return above ? this.#withoutAbove(word.slice(above.length)) : word
  }

  /** Of several areas one of today; one of before stands for its successor. */
  #best(found: readonly AreaFact[]): NamedArea | null {
    const area = found.find(one => this.#exists(one)) ?? found[0]
    if (!area || !this.#city || !area.code.startsWith(this.#city.code)) return null
    if (this.#exists(area)) return named(area, null)
    const successor = this.#successor(area)
    return successor ? named(successor, area.name) : null
  }

  #successor(area: AreaFact): AreaFact | null {
    let at: AreaFact | undefined = area
    for (let steps = 0; at && steps < 8; steps++) {
      if (this.#exists(at)) return at
      const next: string | null = at.successor
      at = this.#areas.find(one => one.code === next)
    }
    return null
  }

  #exists(area: AreaFact): boolean {
    return area.validUntil === null || area.validUntil >= this.#today
  }
}

const WHOLE = new Set(['全市', '全大市', '全域', '全市范围'])
const named = ({ code, name }: AreaFact, before: string | null): NamedArea => ({ code, name, before })
