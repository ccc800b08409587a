/** What somebody who looks for a provider has typed. Pure. */
import { phoneMatchKey } from './rules-match-keys.ts'
import { nameKey } from './rules-name.ts'
import { simplified } from './simplified.ts'

/** Words of a name, each in the forms in which it may be on record: as typed, and in simplified characters. */
export interface NameQuery {
  words: string[][]
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

/** Words in any order: blanks and punctuation part them. */
export function nameQuery(q: string): NameQuery {
  const typed = q.normalize('NFKC').match(/[\p{L}\p{N}\p{M}·]+/gu) ?? []
  const words = typed.map(word => [...new Set([nameKey(word), nameKey(simplified(word))])])
  return { words: words.filter(([form]) => form !== '') }
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
