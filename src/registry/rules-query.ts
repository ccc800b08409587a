/** What somebody who looks for a provider has typed. Pure. */
import { phoneMatchKey } from './rules-match-keys.ts'
import { nameKey } from './rules-name.ts'
import { type NameWords, nameParts } from './rules-name-parts.ts'
import { simplified } from './simplified.ts'

/** Words of a name, each in the forms in which it may be on record: as typed, and in simplified characters. */
export interface NameQuery {
  /** The whole text, as a name would be written. */
  whole: string[]
  words: string[][]
  /** The words without places and legal forms. */
  core: string[][]
}
/** The beginning of a code, or a telephone number in the forms in which it may be on record; or both. */
export interface NumberQuery {
  code: string | null
  phones: string[]
}

/** Fewer characters are the beginning of too many codes. */
const SHORTEST_CODE = 4
const PHONE = /^[\d\s()+-]+$/
const CODE = /^(?=.*\d.*\d)[0-9A-Z]{4,17}$/

/** Words in any order: blanks and punctuation part them, and a place or a legal form is a word of its own. */
export function nameQuery(q: string, known: NameWords): NameQuery {
  const typed = (q.normalize('NFKC').match(/[\p{L}\p{N}\p{M}·]+/gu) ?? []).map(nameKey).filter(Boolean)
  const parts = typed.map(word => partsOf(word, known))
  const all = (kept: readonly (keyof Parts)[]) => parts.flatMap(part => kept.flatMap(which => part[which])).map(formsOf)
  return { whole: formsOf(typed.join('')), words: all(['places', 'core', 'forms']), core: all(['core']) }
}

type Parts = Record<'places' | 'core' | 'forms', string[]>

/** Forms of one word are as long as each other. */
const formsOf = (word: string) => [...new Set([word, simplified(word)])]

/** Cut where the simplified form has its places and legal forms. */
function partsOf(word: string, known: NameWords): Parts {
  const { places, core, forms } = nameParts(simplified(word), known)
  const characters = [...word]
  const cut = (part: string) => characters.splice(0, [...part].length).join('')
  return { places: places.map(cut), core: core === '' ? [] : [cut(core)], forms: forms.map(cut) }
}

/**
 * A number, if the whole text is one.
 * @param areaCode of the city's telephone network, which people leave out
 */
export function numberQuery(q: string, areaCode: string): NumberQuery | null {
  const text = q.normalize('NFKC').trim().toUpperCase()
  const digits = PHONE.test(text) ? phoneMatchKey(text) : null
  const code = CODE.test(text) && text.length >= SHORTEST_CODE ? text : null
  if (digits === null && code === null) return null
  const phones = digits === null ? [] : digits.startsWith('0') ? [digits] : [digits, `${areaCode}${digits}`]
  return { code, phones }
}
