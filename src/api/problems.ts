/** Every error that the service can answer with, collected from the catalogues of its rooms. */
import { eligibilityError } from '../eligibility/errors.ts'
import { ledgerError } from '../ledger/errors.ts'
import { ratingError } from '../ratings/answers/errors.ts'
import { evidenceError } from '../ratings/evidence/errors.ts'
import { actionError } from '../ratings/evidence/errors-actions.ts'
import { appealError } from '../ratings/evidence/errors-appeals.ts'
import { reinspectionError } from '../ratings/evidence/errors-reinspections.ts'
import { retractionError } from '../ratings/evidence/errors-retractions.ts'
import { safeguardError } from '../ratings/evidence/errors-safeguards.ts'
import { sanctionError } from '../ratings/evidence/errors-sanctions.ts'
import { surgeError } from '../ratings/evidence/errors-surges.ts'
import { calendarError } from '../ratings/live/errors.ts'
import { methodologyError } from '../ratings/versions/errors.ts'
import { registryError } from '../registry/errors.ts'
import { dutyError } from '../registry/errors-duties.ts'
import { importError } from '../registry/errors-import.ts'
import { nameError } from '../registry/errors-names.ts'
import { requestError } from '../requests/errors.ts'
import { askingError } from '../requests/errors-asking.ts'
import { assignmentError } from '../requests/errors-assignment.ts'
import { courseError } from '../requests/errors-course.ts'
import { endingError } from '../requests/errors-endings.ts'
import { mergingError } from '../requests/errors-merging.ts'
import { moveError } from '../requests/errors-moves.ts'
import { occurredError } from '../requests/errors-occurred.ts'
import { recurrenceError } from '../requests/errors-recurrence.ts'
import { reviewError } from '../requests/errors-reviews.ts'
import { standardError } from '../standards/errors.ts'
import { clauseError } from '../standards/errors-clauses.ts'
import { credentialError } from '../standards/errors-credentials.ts'
import type { Problem } from '../store/domain-error.ts'
import { storeError } from '../store/errors.ts'
import { edgeError } from './errors.ts'
import { bodyError } from './errors-bodies.ts'
import { callerError } from './errors-callers.ts'
import { serviceError } from './errors-service.ts'

/** In the order of the reference. */
const CATALOGUES = [
  edgeError.catalogue,
  bodyError.catalogue,
  callerError.catalogue,
  serviceError.catalogue,
  storeError.catalogue,
  ledgerError.catalogue,
  registryError.catalogue,
  dutyError.catalogue,
  importError.catalogue,
  nameError.catalogue,
  standardError.catalogue,
  clauseError.catalogue,
  credentialError.catalogue,
  calendarError.catalogue,
  ratingError.catalogue,
  evidenceError.catalogue,
  actionError.catalogue,
  sanctionError.catalogue,
  appealError.catalogue,
  safeguardError.catalogue,
  reinspectionError.catalogue,
  surgeError.catalogue,
  retractionError.catalogue,
  methodologyError.catalogue,
  eligibilityError.catalogue,
  requestError.catalogue,
  assignmentError.catalogue,
  moveError.catalogue,
  courseError.catalogue,
  endingError.catalogue,
  mergingError.catalogue,
  askingError.catalogue,
  occurredError.catalogue,
  recurrenceError.catalogue,
  reviewError.catalogue,
] as const

type Codes<C extends readonly object[]> = C extends readonly [infer Head, ...infer Tail extends readonly object[]]
  ? keyof Head | Codes<Tail>
  : never

/** Codes that two catalogues define. */
type Twice<C extends readonly object[]> = C extends readonly [infer Head, ...infer Tail extends readonly object[]]
  ? (keyof Head & Codes<Tail>) | Twice<Tail>
  : never

/** A code in two catalogues does not compile: `never` is what `Twice` must be. */
type NoneTwice<Found extends never> = Found
export type CodesDefinedTwice = NoneTwice<Twice<typeof CATALOGUES>>

export type ProblemCode = Codes<typeof CATALOGUES>

/** Every code with its status and its texts. */
export const PROBLEMS: ReadonlyMap<string, Problem> = new Map(CATALOGUES.flatMap(codes => Object.entries(codes)))
