import { simplified } from './simplified.ts'

/** Longest word that is looked for in a question, in units. */
export const LONGEST_WORD = 16

const DIGITS = '零一二三四五六七八九'

/** A text in the form in which words are compared: simplified characters, compatibility forms folded, lower case, spelt-out numbers as digits. */
export function plain(text: string): string {
  return simplified(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/〇/gu, '零')
    .replace(/[零一二三四五六七八九]{3,}/gu, run => [...run].map(digit => DIGITS.indexOf(digit)).join(''))
}

/**
 * Runs of letters and digits of a text in plain form, each as its units; everything else only separates. A unit is one character, or a
 * whole run of Latin letters and digits: 119 is none of the numbers that it stands in, and ETC has no letter in common with KTV.
 */
export function runs(text: string): string[][] {
  return (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(run => run.match(/[a-z0-9]+|[^a-z0-9]/gu) ?? [])
}

/** The units of a text. */
export const units = (text: string): string[] => runs(text).flat()

/** Pairs of neighbouring units. */
export function pairs(text: string): Set<string> {
  const found = new Set<string>()
  for (const run of runs(text)) for (let i = 0; i + 1 < run.length; i++) found.add(run[i]! + run[i + 1]!)
  return found
}

/** Every stretch of at most LONGEST_WORD units inside one run, as its units: what words may be hidden in a sentence. */
export function* stretches(text: string): Generator<string[]> {
  for (const run of runs(text))
    for (let from = 0; from < run.length; from++)
      for (let to = from + 1; to <= Math.min(run.length, from + LONGEST_WORD); to++) yield run.slice(from, to)
}

/** Words that stand in a text, each as a whole. */
export const wordsIn = (text: string): string[] => [...stretches(text)].map(stretch => stretch.join(''))

/**
 * The forms of a word, given as its units, in which one character is open, so that a slip of the pen still finds it; only words of three
 * units or more. Letters and digits have no slips: another number is another number.
 */
export function slips(word: readonly string[]): string[] {
  if (word.length < 3) return []
  return word.flatMap((unit, i) => (isLatin(unit) ? [] : [word.with(i, '*').join('')]))
}

const isLatin = (unit: string) => /^[a-z0-9]/.test(unit)

/** A text with its units marked off: a word stands in it, unit by unit, if the word's own marked form is part of it. */
export const marked = (text: string): string =>
  runs(text)
    .map(run => `|${run.join('|')}|`)
    .join('')

/** Telephone numbers in a text, digits alone: runs of digits with blanks, dashes and brackets between. */
export function numbersIn(text: string): string[] {
  const found = plain(text).match(/(?<![a-z0-9])\(?\d[\d\s()-]*\d(?![a-z0-9])/gu) ?? []
  return found.map(number => number.replace(/\D/gu, '')).filter(number => number.length >= 3)
}

// Characters of grammar and of everybody's sentences: they tell nothing about who is responsible.
const GRAMMAR = new Set(
  '的了吗呢吧啊是在我你他她它们有没怎么哪里能不会一个这那就都还给把被让跟和到去来上下也要想可以什请问谁几多着过很太又再才只已经为得地从对两二三四五十半每天年月日时候',
)

/** True if no character of a text is one of grammar. */
export function telling(text: string): boolean {
  return [...text].every(character => !GRAMMAR.has(character))
}
