/** Longest word that is looked for in a question, in characters. */
export const LONGEST_WORD = 12

const DIGITS = '零一二三四五六七八九'

/** A text in the form in which words are compared: compatibility forms folded, lower case, spelt-out numbers as digits. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/〇/gu, '零')
    .replace(/[零一二三四五六七八九]{3,}/gu, run => [...run].map(digit => DIGITS.indexOf(digit)).join(''))
}

/** Runs of letters and digits of a text in plain form, each as its characters; everything else only separates. */
export function runs(text: string): string[][] {
  return (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(run => [...run])
}

/** Pairs of neighbouring characters; a run of Latin letters or digits counts as one character. */
export function pairs(text: string): Set<string> {
  const found = new Set<string>()
  for (const run of runs(text)) {
    const units = run.join('').match(/[a-z0-9]+|[^a-z0-9]/gu) ?? []
    for (let i = 0; i + 1 < units.length; i++) found.add(units[i]! + units[i + 1]!)
  }
  return found
}

/** Every stretch of at most LONGEST_WORD characters inside one run: what words may be hidden in a sentence. */
export function* stretches(text: string): Generator<string> {
  for (const run of runs(text))
    for (let from = 0; from < run.length; from++)
      for (let to = from + 1; to <= Math.min(run.length, from + LONGEST_WORD); to++) yield run.slice(from, to).join('')
}

/** The forms of a word in which one character is open, so that a slip of the pen still finds it; only words of three or more. */
export function slips(word: string): string[] {
  const characters = [...word]
  if (characters.length < 3) return []
  return characters.map((_, i) => characters.with(i, '*').join(''))
}

/** The letters and digits of a text in plain form. */
export function letters(text: string): string[] {
  return runs(text).flat()
}

// Characters of grammar and of everybody's sentences: they tell nothing about who is responsible.
const GRAMMAR = new Set(
  '的了吗呢吧啊是在我你他她它们有没怎么哪里能不会一个这那就都还给把被让跟和到去来上下也要想可以什请问谁几多着过很太又再才只已经为得地从对两二三四五十半每天年月日时候',
)

/** True if no character of a text is one of grammar. */
export function telling(text: string): boolean {
  return [...text].every(character => !GRAMMAR.has(character))
}
