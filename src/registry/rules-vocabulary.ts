import { marked, pairs, plain, runs, slips, stretches, units } from './rules-words.ts'

/** Everyday words and the official ones that they mean (synonyms.yaml of the city). */
export interface Synonym {
  say: readonly string[]
  means: readonly string[]
}

// Worth of a hit, times its rarity. A keyword that the duty names outweighs the everyday word that stands for it,
// and that outweighs two characters that merely occur in its text.
const KEYWORD = 12
const MATTER = 10
const SAID = 9
/** At most, for a word that stands in the question with one character wrong. */
const SLIP = 7
const PAIR = 2
// Weight of one character in a duty's words: each of its own words that has it, each everyday word that has it.
const OWN_LETTER = 4
const SAID_LETTER = 1

interface Posting {
  /** Number of the duty. */
  duty: number
  weight: number
  /** The duty's own word behind it. */
  own: string
}

export interface Word {
  postings: Posting[]
  /** Rarity: 16 times the binary logarithm of 1 + duties by duties that have it. */
  rarity: number
}

/** A known word as it stands in a question. `most` limits what a hit of it is worth. */
export interface Found {
  said: string
  word: Word
  most: number
}

/** A word with what is posted for it and looked for in it. */
interface Parts {
  word: string
  marked: string
  pairs: readonly string[]
  letters: readonly string[]
  slips: readonly string[]
}

function taken(text: string): Parts {
  const word = plain(text)
  const run = runs(word)
  return {
    ...{ word, marked: marked(text), pairs: [...pairs(word)], letters: [...new Set(units(word))] },
    slips: run.length === 1 ? slips(run[0]!) : [],
  }
}

/** Takes each text apart once: an everyday word stands for many duties. */
function takingApart(): (text: string) => Parts {
  const known = new Map<string, Parts>()
  return text => {
    const parts = known.get(text) ?? taken(text)
    known.set(text, parts)
    return parts
  }
}

/** The words, pairs of characters and characters by which duties are found. */
export class Vocabulary {
  #words = new Map<string, Word>()
  #slips = new Map<string, Set<string>>()
  readonly pairs = new Map<string, Word>()
  readonly letters = new Map<string, Word>()

  constructor(duties: readonly { matter: string; keywords: readonly string[] }[], synonyms: readonly Synonym[]) {
    const partsOf = takingApart()
    const said = synonyms.map(({ say, means }) => ({ say, means: means.map(word => partsOf(word).marked) }))
    for (const [number, { matter, keywords }] of duties.entries()) {
      const own = [...keywords, matter]
      for (const text of own) this.#own(number, partsOf(text), text, text === matter ? MATTER : KEYWORD)
      const markedOwn = own.map(text => partsOf(text).marked)
      for (const { say, means } of said) {
        const meant = own[markedOwn.findIndex(text => means.some(word => text.includes(word)))]
        if (meant) for (const word of say) this.#post(number, partsOf(word), SAID, SAID_LETTER, meant)
      }
    }
    for (const index of [this.#words, this.pairs, this.letters])
      for (const word of index.values())
        word.rarity = Math.round(16 * Math.log2(1 + duties.length / word.postings.length))
  }

  #own(duty: number, parts: Parts, text: string, weight: number): void {
    this.#post(duty, parts, weight, OWN_LETTER, text)
    for (const slip of parts.slips) this.#slips.set(slip, (this.#slips.get(slip) ?? new Set()).add(parts.word))
  }

  #post(duty: number, parts: Parts, weight: number, letterWeight: number, own: string): void {
    post(this.#words, parts.word, { duty, weight, own })
    for (const pair of parts.pairs) post(this.pairs, pair, { duty, weight: PAIR, own })
    for (const letter of parts.letters) post(this.letters, letter, { duty, weight: letterWeight, own }, true)
  }

  /** Known words in a text, each once; in a text of one or two characters a single one is a word too. */
  found(text: string): Found[] {
    const found = new Map<string, Found>()
    const shortest = units(text).length <= 2 ? 1 : 2
    for (const stretch of stretches(text)) {
      const said = stretch.join('')
      if (said.length < shortest) continue
      const word = this.#words.get(said)
      if (word) found.set(said, { said, word, most: KEYWORD })
      for (const slip of slips(stretch))
        for (const meant of this.#slips.get(slip) ?? [])
          if (!found.has(meant)) found.set(meant, { said, word: this.#words.get(meant)!, most: SLIP })
    }
    return [...found.values()]
  }
}

/** A duty has a word once, with its best weight; or, `adding`, with all its weights together. */
function post(index: Map<string, Word>, word: string, posting: Posting, adding = false): void {
  const entry = index.get(word) ?? { postings: [], rarity: 0 }
  index.set(word, entry)
  // Duties are posted one after another: an earlier posting of this one is the last.
  const before = entry.postings.at(-1)
  if (before?.duty !== posting.duty) entry.postings.push(posting)
  else if (adding) before.weight += posting.weight
  else if (before.weight < posting.weight) Object.assign(before, posting)
}
