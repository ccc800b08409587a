/** Places and legal forms in names: the areas of the city, and data/name-words.yaml. */
import { readFileSync } from 'node:fs'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse } from 'yaml'
import { readCityFile } from '../city/folder.ts'
import { shortName } from '../city/place-names.ts'
import type { NameWords } from './rules-name-parts.ts'

const areas = () =>
  (
    parseCsv(readCityFile('areas.csv'), { columns: true, comment: '#', comment_no_infix: true }) as { name: string }[]
  ).flatMap(({ name }) => [name, shortName(name)])

export const NAME_WORDS: Readonly<NameWords> = Object.freeze({
  places: [...new Set(areas())],
  forms: parse(readFileSync(new URL('../../data/name-words.yaml', import.meta.url), 'utf8')).forms as string[],
})
