/** Match keys of a re-registration: what two registrations of the same people often have in common. Candidates only: a person decides. */

export const MATCH_KEYS = ['phone', 'representative', 'address'] as const
export type MatchKey = (typeof MATCH_KEYS)[number]

/** Fewer digits are an extension or a slip, which many share. */
const MIN_PHONE_DIGITS = 7

/** Digits of a telephone number without the country's; null if they are too few to tell anybody apart. */
export function phoneMatchKey(phone: string | null | undefined): string | null {
  const digits = (phone ?? '')
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^(00)?86(?=\d{10,})/, '')
  return digits.length < MIN_PHONE_DIGITS ? null : digits
}

/** An address without blanks and punctuation, compatibility forms folded; null if nothing is left. */
export function addressMatchKey(address: string | null | undefined): string | null {
  const key = (address ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '')
  return key === '' ? null : key
}

/** A person's name as it is hashed: blanks and middle dots of transcribed names do not count. */
export const representativeKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·•・.]+/gu, '')

/** Categories that both offer. */
export function sharedCategories(a: readonly string[], b: readonly string[]): string[] {
  const of = (codes: readonly string[]) => new Set(codes.map(code => code.slice(0, 2)))
  return [...of(a)].filter(category => of(b).has(category)).sort()
}
