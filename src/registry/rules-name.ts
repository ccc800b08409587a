/** Form in which names are compared and searched: compatibility forms folded, lower case, without blanks. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
}

/** Overlapping pairs of characters of a key, and its last character alone: so one character can be found by prefix. */
export function nameGrams(key: string): string[] {
  const characters = [...key]
  return [...new Set(characters.map((character, i) => character + (characters[i + 1] ?? '')))].sort()
}

/** The grams that a name must have to contain `key`; for a single character, the prefix of one. */
export function searchGrams(key: string): string[] {
  const characters = [...key]
  return [...new Set(characters.slice(0, -1).map((character, i) => character + characters[i + 1]))]
}
