import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { wordKey } from '../files/rules-clean.ts'
import { type ColumnWords, columnWords } from '../files/rules-columns.ts'
import type { RegistrationStatus } from '../rules-provider.ts'

const FILE = new URL('../../../data/registers.yaml', import.meta.url)

/** The columns of a register. */
export const COLUMNS = [
  'uscc',
  'number',
  'name',
  'kind',
  'phone',
  'address',
  'area',
  'offerings',
  'areas',
  'founded',
  'validUntil',
  'status',
] as const
export type Column = (typeof COLUMNS)[number]

export type ProviderKind = 'firm' | 'volunteer'

export interface RegisterWords {
  columns: ColumnWords<Column>
  /** Key of a word -> what it means; with the words as they are written, for messages. */
  kinds: Words<ProviderKind>
  statuses: Words<RegistrationStatus>
  noEnd: ReadonlySet<string>
  totals: readonly string[]
  footnotes: readonly string[]
}

export interface Words<Meaning extends string> {
  meanings: ReadonlyMap<string, Meaning>
  written: readonly string[]
}

interface Document {
  columns: Record<Column, { needed?: boolean; titles: string[] }>
  kinds: Record<ProviderKind, string[]>
  statuses: Record<RegistrationStatus, string[]>
  noEnd: string[]
  totals: string[]
  footnotes: string[]
}

let held: RegisterWords | null = null

/** The words of data/registers.yaml, read at the first import. */
export function registerWords(): RegisterWords {
  held ??= wordsOf(parse(readFileSync(FILE, 'utf8')) as Document)
  return held
}

function wordsOf(document: Document): RegisterWords {
  return {
    columns: columnWords(document.columns),
    kinds: meaningsOf(document.kinds),
    statuses: meaningsOf(document.statuses),
    noEnd: new Set(document.noEnd.map(noEndKey)),
    totals: document.totals.map(wordKey),
    footnotes: document.footnotes.map(wordKey),
  }
}

/** A mark alone (`--`, `/`) is a word too. */
export const noEndKey = (text: string) => wordKey(text) || text

function meaningsOf<M extends string>(words: Record<M, string[]>): Words<M> {
  const entries = Object.entries(words) as [M, string[]][]
  return {
    meanings: new Map(entries.flatMap(([meaning, written]) => written.map(word => [wordKey(word), meaning] as const))),
    written: entries.flatMap(([, written]) => written),
  }
}
