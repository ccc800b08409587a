/** What the folder of a city defines, as drafts of entries. */
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { CITY_FOLDER, cityFilesIn, hasCityFile, readCityFile } from '../city/folder.ts'
import type { Draft } from '../ledger/ledger.ts'
import { SAFEGUARDS } from '../ratings/evidence/entries-safeguards.ts'
import { clausesFor } from './clauses.ts'

type Row = Record<string, string | undefined>
type Payload = Record<string, unknown>

const CSV = { columns: true, comment: '#', comment_no_infix: true } as const

const list = (cell: string | undefined) =>
  cell
    ? cell
        .split(';')
        .map(word => word.trim())
        .filter(Boolean)
    : []
const orNull = (cell: string | undefined) => cell || null
/** English names are optional; the Chinese ones stand in for them. */
const english = (named: Payload): Payload => ({
  ...named,
  nameEn: named.nameEn || named.name,
})
const titled = (named: Payload): Payload => ({
  ...named,
  titleEn: named.titleEn || named.title,
})

/** A draft, and the file that it comes from with the place in it, for whoever checks the folder. */
export interface Defined {
  draft: Draft
  file: string
  /** Row below the header of a CSV file, or item of a YAML file, from 0; of a duty, also its place in its department. */
  place: number
  duty?: number
}

/** Everything that the folder defines, in the order in which it depends on itself. */
export function defined(folder: string = CITY_FOLDER): Defined[] {
  const rows = (file: string, optional = false): Row[] =>
    optional && !hasCityFile(file, folder) ? [] : readAs(file, folder, text => parseCsv(text, CSV))
  const items = (file: string): Payload[] => readAs(file, folder, text => (parseYaml(text) ?? []) as Payload[])
  const from = (file: string, drafts: Draft[]) => drafts.map((draft, place) => ({ draft, file, place }))
  return [
    ...from('areas.csv', rows('areas.csv').map(area)),
    ...from('clocks.yaml', items('clocks.yaml').map(clock)),
    ...from('catalogue-categories.csv', rows('catalogue-categories.csv').map(service)),
    ...from('catalogue.csv', rows('catalogue.csv').map(service)),
    ...cityFilesIn('departments', '.yaml', folder).flatMap(file =>
      items(file).flatMap((given, place) =>
        department(given).map((draft, i) => ({ draft, file, place, ...(i > 0 ? { duty: i - 1 } : {}) })),
      ),
    ),
    ...from(
      'standards.csv',
      rows('standards.csv', true).map(row => standard(row, folder)),
    ),
  ]
}

/** @throws Error that names the file, if it cannot be parsed */
function readAs<T>(file: string, folder: string, parsed: (text: string) => T): T {
  const text = readCityFile(file, folder)
  try {
    return parsed(text)
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error })
  }
}

export const referenceDrafts = (folder?: string): Draft[] => defined(folder).map(({ draft }) => draft)

function define(type: string, key: 'code' | 'id', payload: Payload): Draft {
  return { type: `${type}.defined`, subject: `${type}:${payload[key]}`, payload }
}

const area = ({ code, name, nameEn, parent, validFrom, validUntil, successor }: Row) =>
  define(
    'area',
    'code',
    english({
      code,
      name,
      nameEn,
      parent: orNull(parent),
      validFrom: orNull(validFrom),
      validUntil: orNull(validUntil),
      successor: orNull(successor),
    }),
  )

const service = ({ code, name, nameEn, keywords }: Row) =>
  define('service', 'code', english({ code, name, nameEn, keywords: list(keywords) }))

const department = ({ duties, ...given }: Payload): Draft[] => [
  define('department', 'id', english(given)),
  ...((duties ?? []) as Payload[]).map(duty =>
    define('duty', 'id', {
      assists: null,
      validUntil: null,
      matterEn: duty.matter,
      ...duty,
      department: given.id,
    }),
  ),
]

const clock = (given: Payload): Draft => {
  const payload = titled({ validUntil: null, ...given })
  return { type: 'clock.defined', subject: `clock:${given.id}:${payload.validFrom}`, payload }
}

function standard({ services, inForceFrom, inForceUntil, replaces, replacedBy, ...rest }: Row, folder: string): Draft {
  const edition = titled({
    ...rest,
    inForceFrom: orNull(inForceFrom),
    inForceUntil: orNull(inForceUntil),
    replaces: orNull(replaces),
    replacedBy: orNull(replacedBy),
    services: list(services),
  })
  return define('standard', 'id', { ...edition, clauses: clausesFor(edition as never, folder) })
}

/** The safeguards of evidence that a new city begins with. */
export const safeguardsDraft = (folder?: string): Draft => ({
  type: 'safeguards.set',
  subject: SAFEGUARDS,
  payload: parseYaml(readCityFile('safeguards.yaml', folder)) as Payload,
})
