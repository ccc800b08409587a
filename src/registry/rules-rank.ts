/** How well a name answers a question: the lower the better. Pure. */
import { type NameWords, nameParts } from './rules-name-parts.ts'
import type { NameQuery } from './rules-query.ts'

export const RANKS = ['name', 'core', 'beginning', 'beginning-of-core', 'together', 'in-order', 'any-order'] as const

/** Place in RANKS of a name that has all words. */
export function rankOf(name: string, { whole, words, core }: NameQuery, known: NameWords): number {
  const own = nameParts(name, known).core
  const cores = core.length === 1 ? core[0]! : whole
  const is: Record<(typeof RANKS)[number], boolean> = {
    name: whole.includes(name),
    core: cores.includes(own),
    beginning: whole.some(key => name.startsWith(key)),
    'beginning-of-core': cores.some(key => own.startsWith(key)),
    together: whole.some(key => name.includes(key)),
    'in-order': inOrder(name, words),
    'any-order': true,
  }
  return RANKS.findIndex(rank => is[rank])
}

/** Each word stands behind the end of the one before. */
function inOrder(name: string, words: readonly string[][]): boolean {
  let from = 0
  for (const forms of words) {
    const ends = forms.map(form => ({ at: name.indexOf(form, from), form })).filter(({ at }) => at >= 0)
    if (ends.length === 0) return false
    from = Math.min(...ends.map(({ at, form }) => at + form.length))
  }
  return true
}
