/**
 * Texts that people type: a line (a name, a title, a number) or prose. Both are cleaned where they come in and checked before they are
 * appended, so that two names which look the same are the same, and no name looks like something that it is not.
 */
import type { Ajv2020 } from 'ajv/dist/2020.js'
import type { Words } from '../store/domain-error.ts'

// Joiners are part of emoji and of some scripts: prose keeps them, a line does not.
const JOINERS = '\u200c\u200d'
const MARKS = '\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff'
const INVISIBLE_IN_LINES = new RegExp(`[${JOINERS}${MARKS}]`, 'gu')
const INVISIBLE_IN_PROSE = new RegExp(`[${MARKS}]`, 'gu')
// Blanks of every width, line breaks and control characters; NUL is refused and not cleaned. The last three are blank letters.
const BLANKS = /[[\s\p{Cc}\p{Z}\u2800\u3164\uffa0]--[\0]]+/gv
const CONTROLS = /[[\p{Cc}\u2028\u2029]--[\0\t\n\r]]+/gv
/** Left after cleaning: NUL, lone surrogates, tags, variation selectors, what Unicode keeps as no character, and whatever else is not shown. */
const HIDDEN = /[\0\p{Cs}]|[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u
const HIDDEN_IN_PROSE = /[\0\p{Cs}]|[\u{e0000}-\u{e0fff}\ufff9-\ufffb]/u

/** A line without invisible characters, its blanks as one, composed (NFC). */
export function cleanLine(text: string): string {
  // Composed last: without what stood between them, a letter and its mark compose.
  return text.replace(INVISIBLE_IN_LINES, '').replace(BLANKS, ' ').trim().normalize('NFC')
}

/** Prose without direction marks and control characters; line breaks stay. */
export function cleanProse(text: string): string {
  return text.replace(INVISIBLE_IN_PROSE, '').replace(CONTROLS, ' ').trim()
}

/** A clean line. An empty one is a matter of `minLength`. */
export const isLine = (text: string): boolean => text === cleanLine(text) && !HIDDEN.test(text)

/** Clean prose; not joiners alone. */
export const isProse = (text: string): boolean =>
  text === '' || (cleanLine(text) !== '' && text === cleanProse(text) && !HIDDEN_IN_PROSE.test(text))

/** Letters that are shown as nothing: the fillers of Hangul. */
const FILLERS = /[\u115f\u1160\u3164\uffa0]/u
const NAME = /^[\p{L}\p{N}]+([-._][\p{L}\p{N}]+)*$/u

/** Letters and digits of any script, with single hyphens, dots or underscores between them. */
export const isLabel = (text: string): boolean => NAME.test(text) && !FILLERS.test(text)

/** True if a text somewhere in the value holds NUL: SQLite's own functions end such a text there, PostgreSQL has none. */
export function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (value === null || typeof value !== 'object') return false
  return Object.values(value).some(holdsNul)
}

export const CLEANERS: Readonly<Record<string, (text: string) => string>> = { line: cleanLine, prose: cleanProse }

/** Format -> its rule in words. */
export const TEXT_RULES: Readonly<Record<string, Words>> = {
  line: {
    zh: '须为一行文字，不得含不可见字符、方向控制符或控制字符',
    en: 'must be one line without invisible, direction or control characters',
  },
  'key-name': {
    zh: '只能由文字和数字组成，中间可有单个 - . _',
    en: 'must be letters and digits of any script, with single - . _ between them',
  },
  prose: {
    zh: '须为文字，不得含方向控制符或控制字符',
    en: 'must be text without direction or control characters',
  },
}

/** Gives a schema validator the formats `line`, `prose` and `key-name`. A pattern of letters of any script is read by few tools. */
export function addTexts(ajv: Ajv2020): void {
  ajv.addFormat('line', { type: 'string', validate: isLine })
  ajv.addFormat('key-name', { type: 'string', validate: isLabel })
  ajv.addFormat('prose', { type: 'string', validate: isProse })
}
