// Citizen's identity number, GB 11643-1999: division of the province, day of birth, sequence, check character (ISO 7064 MOD 11-2).
import { isDay } from '../ledger/calendar.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/
/** Runs of 18: longer numbers hold none. Blanks and dashes between groups are looked through. */
const CANDIDATE = /(?<![0-9A-Za-z])(?:\d[\s-]?){17}[\dXx](?![0-9A-Za-z])/g

/** True for 18 characters in half-width form that are a citizen's identity number. */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text) || !PROVINCE.test(text)) return false
  if (!isDay(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return CHECKS[sum % 11] === text[17]!.toUpperCase()
}

const numbersIn = (text: string) =>
  (text.match(CANDIDATE) ?? []).filter(found => isIdentityNumber(found.replace(/[\s-]/g, '')))

// Every line of evidence is looked at: only few need folding.
const folded = (text: string) => (/[０-９Ｘｘ－]/u.test(text) ? text.normalize('NFKC') : text)

/** True if a text holds a citizen's identity number. */
export function holdsIdentityNumber(text: string): boolean {
  return numbersIn(folded(text)).length > 0
}

export const IDENTITY_MASK = '〔身份证号〕'

/** A text in which no identity number can be read; others are left as they are. */
export function maskIdentityNumbers(text: string): string {
  const plain = folded(text)
  const found = numbersIn(plain)
  return found.length === 0 ? text : found.reduce((rest, number) => rest.replaceAll(number, IDENTITY_MASK), plain)
}
