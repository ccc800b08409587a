/** What a department may ask the centre for, and when. Pure; times in milliseconds. */
import { timestamp } from '../ledger/clock.ts'
import { askingError } from './errors-asking.ts'
import { MAX_EXTENSIONS } from './rules-life.ts'

interface Asking {
  id: string
  department: string | null
  handlingDue: string | null
  returnAskedAt: string | null
  extensionAskedAt: string | null
  extensions: number
}

/** Refuses a return by who is no department, a second one while one waits, and one after `until`. */
export function checkReturn({ id, department, returnAskedAt }: Asking, at: number, until: number): void {
  requireDepartment(id, department)
  if (returnAskedAt !== null) throw askingError('already-asked', { id })
  if (at > until) throw askingError('return-too-late', { id, until: timestamp(until) })
}

/** Refuses an extension of what has no clock, a second one, and one that is asked for when the handling is overdue. */
export function checkExtension(row: Asking, at: number): void {
  const { id, department, handlingDue, extensionAskedAt, extensions } = row
  requireDepartment(id, department)
  if (handlingDue === null) throw askingError('no-handling-clock', { id })
  if (extensionAskedAt !== null) throw askingError('already-asked', { id })
  if (extensions >= MAX_EXTENSIONS) throw askingError('extensions-exhausted', { id, most: MAX_EXTENSIONS })
  if (at > Date.parse(handlingDue)) throw askingError('extension-too-late', { id, until: handlingDue })
}

/** Refuses a decision about what nobody has asked for. */
export function checkAsked(id: string, askedAt: string | null): void {
  if (askedAt === null) throw askingError('nothing-asked', { id })
}

function requireDepartment(id: string, department: string | null): void {
  if (department === null) throw askingError('asking-not-department', { id })
}
