import { parse } from 'yaml'
import { hasCityFile, readCityFile } from '../city/folder.ts'
import type { Synonym } from './rules-vocabulary.ts'

const FILE = 'synonyms.yaml'

/** Everyday words and what they mean, from synonyms.yaml of the city. Read once, when the index is opened. */
export function readSynonyms(): Synonym[] {
  if (!hasCityFile(FILE)) return []
  return (parse(readCityFile(FILE)) as Synonym[]).map(({ say, means }) => ({
    say: say.map(String),
    means: means.map(String),
  }))
}
