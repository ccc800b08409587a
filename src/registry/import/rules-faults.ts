import type { Column } from './register-words.ts'

/** Why a row is rejected, or waits for a person. */
export type FaultCode =
  | 'uscc-missing'
  | 'uscc-form'
  | 'uscc-cut'
  | 'uscc-structure'
  | 'uscc-check'
  | 'uscc-conflict'
  | 'uscc-repeated'
  | 'number-unknown'
  | 'team-known'
  | 'same-name'
  | 'identity-number'
  | 'name-missing'
  | 'name-too-short'
  | 'name-too-long'
  | 'area-unknown'
  | 'category-unknown'
  | 'too-many'
  | 'date'
  | 'kind-unknown'
  | 'status-unknown'
  | 'cell-missing'
  | 'too-long'
  | 'cells'
  | 'quote'
  | 'damaged'

/** Something in a row that was imported that a person should know. */
export type NoteCode =
  | 'area-of-before'
  | 'date-serial'
  | 'uscc-subject'
  | 'kind-differs'
  | 'status-applied'
  | 'centre-kept'
  | 'number-given'

/** One cell, its value in the file, and the reason. */
export interface CellRemark<Code extends string> {
  column: Column | null
  value: string
  code: Code
  /** Values that are allowed, or the nearest to the one in the file. */
  allowed: string[]
}

export type RowFault = CellRemark<FaultCode>
export type RowNote = CellRemark<NoteCode>
