import type { Duty } from './reference-rows.ts'
import { serves } from './rules-areas.ts'
import { nameKey } from './rules-name.ts'

/** A question: everyday words, a service item, an area; any of them may be absent. */
export interface Question {
  words: string[]
  service?: string
  area?: string
}

export interface Match {
  score: number
  words: string[]
  services: string[]
  area: boolean
}

// What a hit is worth. A keyword that the duty names outweighs characters that merely occur in its matter.
const KEYWORD = 12
const MATTER_PAIR = 2
const ITEM = 20
const CATEGORY = 6

/** Words of a question: split at blanks and punctuation, in normal form. */
export function questionWords(q: string): string[] {
  return q
    .split(/[\s,，。;；、!！?？]+/u)
    .map(nameKey)
    .filter(Boolean)
}

/** How well a duty answers a question, or null if it does not, or holds in another area. */
export function matchDuty(duty: Duty, question: Question): Match | null {
  const area = question.area === undefined || serves(duty.area, question.area)
  if (!area) return null
  const services = question.service ? duty.services.filter(code => question.service!.startsWith(code)) : []
  const words = duty.keywords.filter(keyword => question.words.some(word => touches(word, nameKey(keyword))))
  const pairs = pairsIn(nameKey(duty.matter), question.words)
  const service = services.some(code => code.length > 2) ? ITEM : services.length > 0 ? CATEGORY : 0
  const score = service + words.length * KEYWORD + pairs * MATTER_PAIR
  return score > 0 ? { score, words, services, area: question.area !== undefined } : null
}

/** One contains the other: short words of a citizen and longer official ones meet both ways. */
function touches(word: string, keyword: string): boolean {
  return keyword.length > 1 && word.length > 1 && (word.includes(keyword) || keyword.includes(word))
}

/** How many pairs of neighbouring characters of the words stand in the text. */
function pairsIn(text: string, words: readonly string[]): number {
  const pairs = new Set(words.flatMap(word => [...word].slice(0, -1).map((_, i) => [...word].slice(i, i + 2).join(''))))
  return [...pairs].filter(pair => text.includes(pair)).length
}
