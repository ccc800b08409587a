// Unified social credit code, GB 32100-2015: 17 characters and a check character over an alphabet of 31.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const FORM = new RegExp(`^[${ALPHABET}]{18}$`)

export type UsccVerdict = 'valid' | 'uscc-form' | 'uscc-check'

/** Half-width, upper case, without blanks: how a code is compared and kept. */
export function normaliseUscc(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '').toUpperCase()
}

/** The check character for 17 characters of the alphabet: (31 - S mod 31) mod 31. */
export function usccCheckCharacter(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(body[i]!), 0)
  return ALPHABET[(31 - (sum % 31)) % 31]!
}

/** Judges a code in normal form. `uscc-check` can be overridden by a person, `uscc-form` cannot. */
export function judgeUscc(code: string): UsccVerdict {
  if (!FORM.test(code)) return 'uscc-form'
  return usccCheckCharacter(code) === code[17] ? 'valid' : 'uscc-check'
}
