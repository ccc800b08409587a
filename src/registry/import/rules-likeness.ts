/** The words of a list that are most like one that is not in it: by characters in common; none if nothing is alike. */
export function mostLike(word: string, words: Iterable<string>, most: number): string[] {
  const own = new Set(word)
  const likeness = (other: string) => [...other].filter(character => own.has(character)).length / [...other].length
  return [...words]
    .filter(other => likeness(other) > 0)
    .sort((a, b) => likeness(b) - likeness(a) || (a < b ? -1 : 1))
    .slice(0, most)
}
