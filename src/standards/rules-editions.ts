/** Editions of standards by their dates. Days are 'YYYY-MM-DD' in Asia/Shanghai; null = not known (from) or no end (until). */
export interface EditionDates {
  inForceFrom: string | null
  inForceUntil: string | null
  replacedBy: string | null
  /** Until this day a replaced edition still counts. */
  transitionUntil: string | null
}

export type EditionStatus = 'not-yet-in-force' | 'in-force' | 'in-transition' | 'not-in-force'

/** An edition whose first day is not known is taken to be in force; one that is replaced on an unknown day is not. */
export function editionStatus(edition: EditionDates, day: string): EditionStatus {
  const { inForceFrom, inForceUntil, replacedBy, transitionUntil } = edition
  if (inForceFrom !== null && day < inForceFrom) return 'not-yet-in-force'
  if (inForceUntil === null ? replacedBy === null : day <= inForceUntil) return 'in-force'
  return transitionUntil !== null && day <= transitionUntil ? 'in-transition' : 'not-in-force'
}

/** True if conformance with this edition counts on a day: it is in force, or replaced and in its transition. */
export function counts(edition: EditionDates, day: string): boolean {
  const status = editionStatus(edition, day)
  return status === 'in-force' || status === 'in-transition'
}

/** `GB/T 31771` of `GB/T 31771-2024`: what its editions have in common. */
export const codeFamily = (code: string) => code.trim().replace(/\s*[-—–]\s*\d{4}$/, '')

/** The id of an edition: its code in small letters, with its first day where the code has no year. */
export function editionId(code: string, inForceFrom: string): string {
  const slug = code
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return codeFamily(code) === code.trim() ? `${slug}-${inForceFrom}` : slug
}

/** True if two terms have a day in common. A replaced edition whose last day is not known is over. */
export function editionsOverlap(
  a: Pick<EditionDates, 'inForceFrom' | 'inForceUntil' | 'replacedBy'>,
  b: Pick<EditionDates, 'inForceFrom' | 'inForceUntil' | 'replacedBy'>,
): boolean {
  const ends = (e: typeof a) => e.inForceUntil ?? (e.replacedBy === null ? '9999-12-31' : '0000-01-01')
  return (a.inForceFrom ?? '0000-01-01') <= ends(b) && (b.inForceFrom ?? '0000-01-01') <= ends(a)
}
