import { serves } from './rules-areas.ts'
import { type DutyFact, isInForce } from './rules-duties.ts'
import { pairs, plain, slips, stretches } from './rules-words.ts'

/** What the search reads of a duty. */
export interface SearchedDuty extends DutyFact {
  matter: string
  keywords: readonly string[]
  /** The lead duty that an assisting one belongs to. */
  assists: string | null
}

/** Everyday words and the official ones that they mean (data/synonyms.yaml). */
export interface Synonym {
  say: readonly string[]
  means: readonly string[]
}

/** A service item with the words by which people know it. */
export interface NamedItem {
  code: string
  words: readonly string[]
}

/** A question: everyday words, a service item, an area; any of them may be absent. */
export interface Question {
  words: string
  service?: string
  area?: string
}

/** Why a duty answers: words as they stand in the question, the duty's own words that they mean, items, and the area that it holds in. */
export interface Match<D> {
  duty: D
  /** 0 to 1,000; only good for comparing answers to the same question. */
  score: number
  words: string[]
  keywords: string[]
  services: string[]
}

// What a hit is worth, times how rare it is. A keyword that the duty names outweighs the everyday word that stands for it,
// and that outweighs two characters that merely occur in its text.
const KEYWORD = 12
const MATTER = 10
const SAID = 9
const SLIP = 7
const ITEM = 4
const CATEGORY = 1
const PAIR = 2
// Of a question of one or two characters; these add up, so that the duty whose words turn on that character comes first.
const OWN_LETTER = 4
const LETTER = 1
/** Points of a service item that is asked for by its code; and of its category. */
const ASKED_ITEM = 2_000
const ASKED_CATEGORY = 500
/** A duty of a district goes before the city's on the same matter when its district is asked for, and after it when no area is: tenths. */
const DISTRICT_ASKED = 15
const DISTRICT_UNASKED = 8
/** The score at which `score` says 500. */
const HALF = 600
/** Answers below this share of the best one are noise, in percent. */
const NOISE_PERCENT = 20

interface Posting {
  duty: number
  weight: number
  /** The duty's own word behind it. */
  own: string
}

interface Word {
  postings: Posting[]
  /** How rare: 16 times the binary logarithm of the share of duties without it. */
  rarity: number
}

/** Duties made ready for questions. */
export class PreparedDuties<D extends SearchedDuty> {
  readonly duties: readonly D[]
  #words = new Map<string, Word>()
  #slips = new Map<string, Set<string>>()
  #pairs = new Map<string, Word>()
  #letters = new Map<string, Word>()
  #items = new Map<string, string[]>()

  constructor(duties: readonly D[], synonyms: readonly Synonym[], items: readonly NamedItem[]) {
    this.duties = duties
    for (const { code, words } of items)
      for (const word of words.map(plain)) this.#items.set(word, [...(this.#items.get(word) ?? []), code])
    const said = synonyms.map(({ say, means }) => ({ say: say.map(plain), means: means.map(plain) }))
    for (const [number, duty] of duties.entries()) this.#prepare(number, duty, said)
    for (const index of [this.#words, this.#pairs, this.#letters])
      for (const word of index.values()) word.rarity = rarity(duties.length, word.postings.length)
  }

  #prepare(number: number, duty: D, synonyms: readonly Synonym[]): void {
    const post = (index: Map<string, Word>, word: string, weight: number, own: string) =>
      addPosting(index, word, { duty: number, weight, own })
    const own = [...duty.keywords, duty.matter]
    for (const text of own) {
      const word = plain(text)
      post(this.#words, word, text === duty.matter ? MATTER : KEYWORD, text)
      for (const slip of slips(word)) addTo(this.#slips, slip, word)
      for (const pair of pairs(text)) post(this.#pairs, pair, PAIR, text)
      for (const letter of new Set(word))
        addPosting(this.#letters, letter, { duty: number, weight: OWN_LETTER, own: text }, true)
    }
    for (const { say, means } of synonyms) {
      const meant = own.find(text => means.some(word => plain(text).includes(word)))
      if (!meant) continue
      for (const word of say) {
        post(this.#words, word, SAID, meant)
        for (const pair of pairs(word)) post(this.#pairs, pair, PAIR, meant)
        for (const letter of new Set(word))
          addPosting(this.#letters, letter, { duty: number, weight: LETTER, own: meant }, true)
      }
    }
  }

  /** The duties that answer a question on a day, best first. The rest of the order (lead before assisting, then id) is fixed too. */
  rank(question: Question, date: string): Match<D>[] {
    const hits = new Map<number, Match<D>>()
    const hit = (number: number): Match<D> => {
      const duty = this.duties[number]!
      const match = hits.get(number) ?? { duty, score: 0, words: [], keywords: [], services: [] }
      hits.set(number, match)
      return match
    }
    this.#wordHits(question.words, hit)
    this.#itemHits(question, hit)
    const able = (duty: D) => isInForce(duty, date) && (question.area === undefined || serves(duty.area, question.area))
    const best = ordered(
      [...hits.values()].filter(({ duty }) => able(duty)),
      question.area !== undefined,
    )
    return together(best, this.duties.filter(able))
  }

  #wordHits(text: string, hit: (duty: number) => Match<D>): void {
    const count = [...runsLength(text)].length
    for (const { said, word, weight } of this.#found(text))
      for (const posting of this.#words.get(word)!.postings) {
        const match = hit(posting.duty)
        match.score += this.#words.get(word)!.rarity * Math.min(posting.weight, weight ?? posting.weight)
        note(match.words, said)
        note(match.keywords, posting.own)
      }
    const parts = count > 2 ? [...pairs(text)] : [...plain(text), ...pairs(text)]
    for (const part of parts) {
      const entry = this.#pairs.get(part) ?? (count <= 2 ? this.#letters.get(part) : undefined)
      for (const posting of entry?.postings ?? []) {
        const match = hit(posting.duty)
        match.score += entry!.rarity * posting.weight
        if (!match.words.some(word => word.includes(part))) note(match.words, part)
        note(match.keywords, posting.own)
      }
    }
  }

  /** Known words in a text: each as said, and the known word; one that lies inside a longer one counts for less than that already. */
  #found(text: string): { said: string; word: string; weight?: number }[] {
    const found = new Map<string, { said: string; word: string; weight?: number }>()
    const short = [...runsLength(text)].length <= 2
    for (const { word } of stretches(text)) {
      if (word.length < 2 && !short) continue
      if (this.#words.has(word)) found.set(word, { said: word, word })
      for (const slip of slips(word))
        for (const meant of this.#slips.get(slip) ?? [])
          if (meant !== word && !found.has(meant)) found.set(meant, { said: word, word: meant, weight: SLIP })
    }
    return [...found.values()]
  }

  #itemHits({ words, service }: Question, hit: (duty: number) => Match<D>): void {
    const named = new Set(
      [...stretches(words)].flatMap(({ word }) => (word.length > 1 ? (this.#items.get(word) ?? []) : [])),
    )
    for (const [number, duty] of this.duties.entries()) {
      if (service) this.#itemHit(duty, service, ASKED_ITEM, ASKED_CATEGORY, () => hit(number))
      for (const item of named) this.#itemHit(duty, item, ITEM * 60, CATEGORY * 60, () => hit(number))
    }
  }

  #itemHit(duty: D, item: string, whole: number, category: number, hit: () => Match<D>): void {
    const code = duty.services.includes(item)
      ? item
      : duty.services.includes(item.slice(0, 2))
        ? item.slice(0, 2)
        : null
    if (!code) return
    const match = hit()
    match.score += code === item ? whole : category
    note(match.services, code)
  }
}

function* runsLength(text: string): Generator<string> {
  for (const character of plain(text)) if (/[\p{L}\p{N}]/u.test(character)) yield character
}

function rarity(all: number, having: number): number {
  return Math.round(16 * Math.log2(1 + all / having))
}

function addPosting(index: Map<string, Word>, word: string, posting: Posting, adding = false): void {
  const entry = index.get(word) ?? { postings: [], rarity: 0 }
  index.set(word, entry)
  const before = entry.postings.find(({ duty }) => duty === posting.duty)
  if (!before) entry.postings.push(posting)
  else if (adding) before.weight += posting.weight
  else if (before.weight < posting.weight) Object.assign(before, posting)
}

function addTo(index: Map<string, Set<string>>, key: string, value: string): void {
  index.set(key, (index.get(key) ?? new Set()).add(value))
}

function note(list: string[], word: string): void {
  if (!list.includes(word)) list.push(word)
}

function ordered<D extends SearchedDuty>(matches: Match<D>[], inArea: boolean): Match<D>[] {
  const tenths = inArea ? DISTRICT_ASKED : DISTRICT_UNASKED
  const near = ({ duty, score }: Match<D>) => (duty.area.length > 4 ? Math.round((score * tenths) / 10) : score)
  const weighed = matches.map(match => ({ ...match, score: near(match) }))
  const best = Math.max(0, ...weighed.map(({ score }) => score))
  return weighed
    .filter(({ score }) => score * 100 >= best * NOISE_PERCENT)
    .sort(
      (a, b) =>
        b.score - a.score ||
        Number(b.duty.role === 'lead') - Number(a.duty.role === 'lead') ||
        (a.duty.id < b.duty.id ? -1 : 1),
    )
    .map(match => ({ ...match, score: Math.round((1000 * match.score) / (match.score + HALF)) }))
}

/** Each lead followed by those who assist it, where the best of them stands; those who did not match themselves have the score 0. */
function together<D extends SearchedDuty>(best: readonly Match<D>[], able: readonly D[]): Match<D>[] {
  const matched = new Map(best.map(match => [match.duty.id, match]))
  const leadOf = (duty: D) => duty.assists ?? duty.id
  const members = Map.groupBy(able, leadOf)
  return [...new Set(best.map(({ duty }) => leadOf(duty)))].flatMap(lead =>
    members
      .get(lead)!
      .toSorted((a, b) => Number(b.id === lead) - Number(a.id === lead))
      .map(duty => matched.get(duty.id) ?? { duty, score: 0, words: [], keywords: [], services: [] }),
  )
}
