/** Departments that a question names: by their own words, or by a telephone number. */
import { numbersIn, plain, units, wordsIn } from './rules-words.ts'

/** What the search reads of a department. */
export interface NamedDepartment {
  id: string
  name: string
  shortNames: readonly string[]
  phone: string | null
}

/** A department that a question names, and the words that name it. */
export interface NamedHit {
  points: number
  words: string[]
}

/** The whole question is the name, or a number of the department stands in it: nothing else counts as much. */
export const DECISIVE = 20_000
/** The name stands among other words, which may be about a place beside it. */
const MENTIONED = 1_500
/** A shorter word for a department is part of too many other words. */
const SHORTEST = 2
/** Digits of a telephone number without area code; shorter ones are short numbers, which must be equal. */
const LOCAL = 7

export class DepartmentNames {
  readonly #byWord = new Map<string, string[]>()
  readonly #byNumber = new Map<string, string[]>()

  constructor(departments: readonly NamedDepartment[]) {
    for (const { id, name, shortNames, phone } of departments) {
      for (const word of new Set([name, ...shortNames].map(joined)))
        if (word.length >= SHORTEST) add(this.#byWord, word, id)
      for (const number of numbersIn(phone ?? '')) for (const form of formsOf(number)) add(this.#byNumber, form, id)
    }
  }

  /** By id. */
  namedIn(text: string): Map<string, NamedHit> {
    const hits = new Map<string, NamedHit>()
    const hit = (id: string, points: number, word: string) => {
      const known = hits.get(id) ?? { points: 0, words: [] }
      if (!known.words.includes(word)) known.words.push(word)
      hits.set(id, { ...known, points: Math.max(known.points, points) })
    }
    const whole = joined(text)
    for (const word of new Set(wordsIn(text)))
      for (const id of this.#byWord.get(word) ?? []) hit(id, word === whole ? DECISIVE : MENTIONED, word)
    // Numbers side by side may be one, or several.
    const single = units(text).filter(unit => /^\d{3,}$/.test(unit))
    for (const number of new Set([...numbersIn(text), ...single]))
      for (const form of formsOf(number)) for (const id of this.#byNumber.get(form) ?? []) hit(id, DECISIVE, number)
    return hits
  }
}

const joined = (text: string) => units(text).join('')

/** A number, and without its area code, which people leave out. */
function formsOf(number: string): string[] {
  const local = /^0\d{2,3}(\d{7,8})$/.exec(plain(number))?.[1]
  return local && local.length >= LOCAL ? [number, local] : [number]
}

function add(index: Map<string, string[]>, key: string, id: string): void {
  const ids = index.get(key)
  if (!ids) index.set(key, [id])
  else if (!ids.includes(id)) ids.push(id)
}
