import type { AreaReader } from '../rules-area-words.ts'
import type { RegistrationStatus } from '../rules-provider.ts'
import type { Column, ProviderKind, RegisterWords } from './register-words.ts'

/** Facts of a provider in a row. Undefined: the cell is empty and says nothing. */
export interface RegisterFacts {
  /** Null for a volunteer team without a code. */
  uscc: string | null
  usccStatus: 'valid' | 'overridden' | 'none'
  usccReason: string | undefined
  /** Of the centre. */
  number: string | null
  name: string
  kind: ProviderKind | undefined
  phone: string | null | undefined
  address: string | null | undefined
  area: string | undefined
  areas: string[] | undefined
  offerings: string[] | undefined
  founded: string | null | undefined
  /** Null: without an end. */
  validUntil: string | null | undefined
  registration: RegistrationStatus | undefined
}

/** Reference data that rows are read against. */
export interface RowReference {
  words: RegisterWords
  places: ReadonlyMap<Column, number>
  areas: AreaReader
  /** Name or code of a category -> its code. */
  categories: ReadonlyMap<string, string>
  /** YYYY-MM-DD */
  today: string
  /** Code -> why a person accepts it although it breaks the rules. */
  overrides: ReadonlyMap<string, string>
  /** Meaning of an empty cell of a text or day. */
  empty: 'keeps' | 'clears'
}
