// Unified social credit code, GB 32100-2015: 17 characters and a check character over an alphabet of 31.
import { plainCell } from './files/rules-clean.ts'
import { isIdentityNumber } from './rules-identity.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const FORM = new RegExp(`^[${ALPHABET}]{18}$`)

/**
 * Registration authority (character 1) -> categories of organisation (character 2). Table of GB 32100-2015 with its first amendment;
 * assumption: we have not seen the text itself.
 */
const CATEGORIES: Record<string, string> = {
  1: '1239',
  2: '19',
  3: '123459',
  4: '19',
  5: '1239',
  6: '129',
  7: '129',
  8: '19',
  9: '123',
  A: '19',
  N: '1239',
  Y: '1',
}
/** First two digits of the area (characters 3 and 4), GB/T 2260; 10 stands for registration by the state itself. */
const PROVINCE = /^(?:10|1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])/
/** Weights of the subject code (characters 9 to 17), GB 11714-1997. */
const SUBJECT_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
/** Form in which a spreadsheet cuts a long number: 15 digits, and the rest is lost. */
const EXPONENT = /^\d(?:\.\d+)?E\+?\d{1,2}$/
const CUT = /^\d{15}000$/

export type UsccFault = 'uscc-form' | 'uscc-cut' | 'uscc-structure' | 'uscc-check' | 'identity-number'
export type UsccVerdict = 'valid' | UsccFault

/** Half-width, upper case, without blanks: how a code is compared and kept. */
export function normaliseUscc(text: string): string {
  return plainCell(text).replace(/\s/gu, '').toUpperCase()
}

/** The check character for 17 characters of the alphabet: (31 - S mod 31) mod 31. */
export function usccCheckCharacter(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(body[i]!), 0)
  return ALPHABET[(31 - (sum % 31)) % 31]!
}

/** The check character for the 8 characters of a subject code (GB 11714): X stands for 10, 0 for 11. */
export function subjectCheckCharacter(body: string): string {
  const sum = SUBJECT_WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(body[i]!, 36), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** Judges a code in normal form. A person can override `uscc-check` and `uscc-structure`, nothing else. */
export function judgeUscc(code: string): UsccVerdict {
  if (isIdentityNumber(code)) return 'identity-number'
  if (EXPONENT.test(code)) return 'uscc-cut'
  if (!FORM.test(code)) return 'uscc-form'
  const checked = usccCheckCharacter(code) === code[17]
  if (checked && hasStructure(code)) return 'valid'
  if (CUT.test(code)) return 'uscc-cut'
  return checked ? 'uscc-structure' : 'uscc-check'
}

/** True for a fault that a person may override with a reason. */
export function isOverridable(verdict: UsccVerdict): boolean {
  return verdict === 'uscc-check' || verdict === 'uscc-structure'
}

/** True if the subject code within a code has its right check character. Registers hold codes without it: worth a remark, no refusal. */
export function hasSubjectCheck(code: string): boolean {
  return subjectCheckCharacter(code.slice(8, 16)) === code[16]
}

function hasStructure(code: string): boolean {
  return (
    CATEGORIES[code[0]!]?.includes(code[1]!) === true && PROVINCE.test(code.slice(2)) && /^\d{6}/.test(code.slice(2))
  )
}
