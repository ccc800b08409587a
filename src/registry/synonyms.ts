import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Synonym } from './rules-vocabulary.ts'

const FILE = new URL('../../data/synonyms.yaml', import.meta.url)

/** Everyday words and what they mean, from data/synonyms.yaml. Read once, when the index is opened. */
export function readSynonyms(): Synonym[] {
  return (parse(readFileSync(FILE, 'utf8')) as Synonym[]).map(({ say, means }) => ({
    say: say.map(String),
    means: means.map(String),
  }))
}
