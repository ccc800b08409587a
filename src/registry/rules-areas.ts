/** An area as the rules see it. */
export interface AreaFact {
  code: string
  name: string
  /** YYYY-MM-DD, the last day; null for an area of today. */
  validUntil: string | null
  /** The area that an abolished one went into. */
  successor: string | null
}

/** True if who serves `served` serves `area`: an area and all below it (codes go by prefix). */
export function serves(served: string, area: string): boolean {
  return area.startsWith(served)
}

/** The code itself and those above it: 330203 -> 330203, 3302, 33. */
export function withAncestors(code: string): string[] {
  return [6, 4, 2].filter(length => length <= code.length).map(length => code.slice(0, length))
}
