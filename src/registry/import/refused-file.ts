import type { DomainError } from '../../store/domain-error.ts'
import { importError } from '../errors-import.ts'
import type { Refusal } from '../files/refusal.ts'

const NONE = { columns: '', line: '', found: '', first: '', second: '', sheet: '', sheets: '' }

/** A refusal of the reader as an error of the contract. */
export function refusedFile({ code, params }: Refusal): DomainError {
  return importError(code, { ...NONE, ...params })
}
