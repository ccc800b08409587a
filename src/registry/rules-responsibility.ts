import { serves } from './rules-areas.ts'
import { DECISIVE, DepartmentNames, type NamedDepartment, type NamedHit } from './rules-departments.ts'
import { coveringCode, type DutyFact, isInForce } from './rules-duties.ts'
import { type Synonym, Vocabulary, type Word } from './rules-vocabulary.ts'
import { pairs, plain, telling, units, wordsIn } from './rules-words.ts'

/** Facts of a duty that the search reads. */
export interface SearchedDuty extends DutyFact {
  matter: string
  keywords: readonly string[]
  /** The lead duty that an assisting one belongs to. */
  assists: string | null
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

/** Why a duty answers: words as they stand in the question, the duty's own words that they mean, and items. */
export interface Match<D> {
  duty: D
  /** 0 to 1,000; only good for comparing answers to the same question. */
  score: number
  words: string[]
  keywords: string[]
  services: string[]
}

// In a sentence a single character says little, and nothing more when many words have it; a question of one or two has nothing else.
const LETTER = 4
const LETTER_MOST = 2
/** Points of a service item that is asked for by its code, and of its category; then of one that the words name. */
const ASKED = { item: 2_000, category: 500 }
const NAMED = { item: 240, category: 60 }
/** Of what the other duties of its department score, a duty is credited one part in so many: a sentence often touches several. */
const DEPARTMENT_PART = 5
/** A duty of a district goes before the city's on the same matter when its district is asked for, and after it when no area is: tenths. */
const DISTRICT_ASKED = 15
const DISTRICT_UNASKED = 8
/** The score at which `score` says 500. */
const HALF = 600
/** Answers below this share of the best one are noise, in percent. */
const NOISE_PERCENT = 35

/** Duties made ready for questions. */
export class PreparedDuties<D extends SearchedDuty> {
  readonly duties: readonly D[]
  #vocabulary: Vocabulary
  #departments: DepartmentNames
  #items = new Map<string, string[]>()

  constructor(
    duties: readonly D[],
    synonyms: readonly Synonym[],
    items: readonly NamedItem[],
    departments: readonly NamedDepartment[] = [],
  ) {
    this.duties = duties
    this.#departments = new DepartmentNames(departments)
    this.#vocabulary = new Vocabulary(duties, synonyms)
    for (const { code, words } of items)
      for (const word of words.map(plain)) this.#items.set(word, [...(this.#items.get(word) ?? []), code])
  }

  /** Departments that the whole question names, or whose number stands in it, by id. */
  asked(words: string): string[] {
    const hits = [...this.#departments.namedIn(words)]
    return hits.flatMap(([id, { points }]) => (points >= DECISIVE ? [id] : [])).sort()
  }

  /** The duties that answer a question on a day, best first. `holderOf`: the department that holds a duty on that day.  The rest of the order (lead before assisting, then id) is fixed too. */
  rank(question: Question, date: string, holderOf: (duty: D) => string = duty => duty.department): Match<D>[] {
    const hits = new Map<number, Match<D>>()
    const hit = (number: number): Match<D> => {
      const duty = this.duties[number]!
      const match = hits.get(number) ?? { duty, score: 0, words: [], keywords: [], services: [] }
      hits.set(number, match)
      return match
    }
    this.#wordHits(question.words, hit)
    this.#itemHits(question, hit)
    const named = this.#departments.namedIn(question.words)
    for (const [number, duty] of this.duties.entries()) if (named.has(holderOf(duty))) hit(number)
    const able = (duty: D) => isInForce(duty, date) && (question.area === undefined || serves(duty.area, question.area))
    const best = ordered(
      withNames(withDepartments([...hits.values()].filter(({ duty }) => able(duty))), named, holderOf),
      question.area !== undefined,
    )
    return together(best, this.duties.filter(able))
  }

  #wordHits(text: string, hit: (duty: number) => Match<D>): void {
    for (const { said, word, most } of this.#vocabulary.found(text)) wordHit(word, said, most, hit)
    const short = isShort(text)
    for (const pair of pairs(text))
      if (short || telling(pair)) partHit(this.#vocabulary.pairs.get(pair), pair, 1, Number.POSITIVE_INFINITY, hit)
    for (const letter of new Set(units(text)))
      if (short) partHit(this.#vocabulary.letters.get(letter), letter, 1, Number.POSITIVE_INFINITY, hit)
      else if (telling(letter)) partHit(this.#vocabulary.letters.get(letter), letter, LETTER, LETTER_MOST, hit)
  }

  #itemHits({ words, service }: Question, hit: (duty: number) => Match<D>): void {
    const named = new Set(wordsIn(words).flatMap(word => (word.length > 1 ? (this.#items.get(word) ?? []) : [])))
    for (const [number, duty] of this.duties.entries()) {
      if (service) itemHit(duty, service, ASKED, () => hit(number))
      for (const item of named) itemHit(duty, item, NAMED, () => hit(number))
    }
  }
}

function itemHit<D extends SearchedDuty>(duty: D, item: string, points: typeof ASKED, hit: () => Match<D>): void {
  const code = coveringCode(duty, item)
  if (!code) return
  const match = hit()
  match.score += code === item ? points.item : points.category
  note(match.services, code)
}

function wordHit<D>({ postings, rarity }: Word, said: string, most: number, hit: (duty: number) => Match<D>): void {
  for (const { duty, weight, own } of postings) {
    const match = hit(duty)
    match.score += rarity * Math.min(weight, most)
    note(match.words, said)
    note(match.keywords, own)
  }
}

/** A pair or a character: shown only where no word that has it was found. */
function partHit<D>(
  word: Word | undefined,
  part: string,
  times: number,
  most: number,
  hit: (duty: number) => Match<D>,
): void {
  for (const { duty, weight, own } of word?.postings ?? []) {
    const match = hit(duty)
    match.score += word!.rarity * Math.min(weight, most) * times
    if (match.words.some(known => known.includes(part))) continue
    note(match.words, part)
    note(match.keywords, own)
  }
}

const isShort = (text: string) => units(text).length <= 2

/** Credits every duty with a part of what its department's other duties score. */
function withDepartments<D extends SearchedDuty>(matches: readonly Match<D>[]): Match<D>[] {
  const sums = new Map<string, number>()
  for (const { duty, score } of matches) sums.set(duty.department, (sums.get(duty.department) ?? 0) + score)
  return matches.map(match => ({
    ...match,
    score: match.score + Math.floor((sums.get(match.duty.department)! - match.score) / DEPARTMENT_PART),
  }))
}

/** Adds what the name of a department is worth to each of its duties. */
function withNames<D extends SearchedDuty>(
  matches: readonly Match<D>[],
  named: ReadonlyMap<string, NamedHit>,
  holderOf: (duty: D) => string,
): Match<D>[] {
  return matches.map(match => {
    const hit = named.get(holderOf(match.duty))
    if (!hit) return match
    return { ...match, score: match.score + hit.points, words: [...new Set([...hit.words, ...match.words])] }
  })
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
  const points = (duty: D) => matched.get(duty.id)?.score ?? 0
  const leadOf = (duty: D) => duty.assists ?? duty.id
  const members = Map.groupBy(able, leadOf)
  return [...new Set(best.map(({ duty }) => leadOf(duty)))].flatMap(lead =>
    members
      .get(lead)!
      .toSorted(
        (a, b) => Number(b.id === lead) - Number(a.id === lead) || points(b) - points(a) || (a.id < b.id ? -1 : 1),
      )
      .map(duty => matched.get(duty.id) ?? { duty, score: 0, words: [], keywords: [], services: [] }),
  )
}
