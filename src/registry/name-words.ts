/** Places and legal forms in names (data/name-words.yaml). */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { NameWords } from './rules-name-parts.ts'

export const NAME_WORDS: Readonly<NameWords> = Object.freeze(
  parse(readFileSync(new URL('../../data/name-words.yaml', import.meta.url), 'utf8')),
)
