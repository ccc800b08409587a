/** An area as the rules see it. */
export interface AreaFact {
  code: string
  name: string
  validUntil: string | null
}

export const CITY = '3302'
const WHOLE_CITY = new Set(['全市', '宁波全市', '全大市', '宁波市', '宁波'])
const SEPARATORS = /[;；、,，/／|\s]+/u

/** Whether who serves `served` serves `area`: an area and all below it (codes go by prefix). */
export function serves(served: string, area: string): boolean {
  return area.startsWith(served)
}

/** The code itself and those above it: 330203 -> 330203, 3302, 33. */
export function withAncestors(code: string): string[] {
  return [6, 4, 2].filter(length => length <= code.length).map(length => code.slice(0, length))
}

/** Codes of a cell that names areas by code or name; what is not an area of today is in `unknown`, as it stands. */
export function readAreas(
  cell: string,
  areas: readonly AreaFact[],
  today: string,
): { codes: string[]; unknown: string[] } {
  const codes = new Set<string>()
  const unknown: string[] = []
  for (const word of cell.normalize('NFKC').split(SEPARATORS).filter(Boolean)) {
    const code = readArea(word, areas, today)
    if (code) codes.add(code)
    else unknown.push(word)
  }
  return { codes: [...codes].sort(), unknown }
}

/** The code of one area by code or name, within the city and valid today; null otherwise. */
export function readArea(word: string, areas: readonly AreaFact[], today: string): string | null {
  if (WHOLE_CITY.has(word)) return CITY
  const found = areas.find(area => area.code === word || area.name === word)
  if (!found?.code.startsWith(CITY)) return null
  return found.validUntil !== null && found.validUntil < today ? null : found.code
}
