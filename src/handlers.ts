import type { Handlers, OperationId } from './api/operations.ts'
import * as keys from './api/operations-keys.ts'
import * as problems from './api/operations-problems.ts'
import * as service from './api/operations-service.ts'
import * as gate from './eligibility/operations.ts'
import * as admissions from './eligibility/operations-admissions.ts'
import * as dependents from './eligibility/operations-dependents.ts'
import * as expiries from './eligibility/operations-expiries.ts'
import * as gates from './eligibility/operations-gates.ts'
import * as ledger from './ledger/operations.ts'
import * as explanations from './ratings/answers/operations-explanation.ts'
import * as history from './ratings/answers/operations-history.ts'
import * as outlook from './ratings/answers/operations-outlook.ts'
import * as rating from './ratings/answers/operations-rating.ts'
import * as watches from './ratings/answers/operations-watches.ts'
import * as appeals from './ratings/evidence/operations-appeals.ts'
import * as evidence from './ratings/evidence/operations-evidence.ts'
import * as reinspections from './ratings/evidence/operations-reinspections.ts'
import * as replies from './ratings/evidence/operations-replies.ts'
import * as retractions from './ratings/evidence/operations-retractions.ts'
import * as safeguards from './ratings/evidence/operations-safeguards.ts'
import * as sanctions from './ratings/evidence/operations-sanctions.ts'
import * as successors from './ratings/evidence/operations-successors.ts'
import * as surges from './ratings/evidence/operations-surges.ts'
import * as impact from './ratings/versions/operations-impact.ts'
import * as methodologies from './ratings/versions/operations-methodology.ts'
import * as clocks from './registry/operations-clocks.ts'
import * as coverage from './registry/operations-coverage.ts'
import * as departments from './registry/operations-departments.ts'
import * as duties from './registry/operations-duties.ts'
import * as imports from './registry/operations-import.ts'
import * as providers from './registry/operations-provider.ts'
import * as reference from './registry/operations-reference.ts'
import * as requests from './requests/operations.ts'
import * as asking from './requests/operations-asking.ts'
import * as assignment from './requests/operations-assignment.ts'
import * as endings from './requests/operations-endings.ts'
import * as merging from './requests/operations-merging.ts'
import * as moves from './requests/operations-moves.ts'
import * as performance from './requests/operations-performance.ts'
import * as reviews from './requests/operations-review.ts'
import * as subscribers from './requests/operations-subscribers.ts'
import * as standards from './standards/operations.ts'
import * as conformance from './standards/operations-conformance.ts'
import * as credentials from './standards/operations-credentials.ts'
import * as editions from './standards/operations-editions.ts'

/** Files named operations*.ts export handlers and nothing else, each by the operationId that it answers. */
const found = {
  ...keys,
  ...problems,
  ...service,
  ...gate,
  ...admissions,
  ...dependents,
  ...expiries,
  ...gates,
  ...ledger,
  ...explanations,
  ...history,
  ...outlook,
  ...rating,
  ...watches,
  ...appeals,
  ...evidence,
  ...replies,
  ...retractions,
  ...safeguards,
  ...sanctions,
  ...successors,
  ...reinspections,
  ...surges,
  ...impact,
  ...methodologies,
  ...clocks,
  ...coverage,
  ...departments,
  ...duties,
  ...imports,
  ...providers,
  ...reference,
  ...requests,
  ...asking,
  ...assignment,
  ...endings,
  ...merging,
  ...moves,
  ...performance,
  ...reviews,
  ...subscribers,
  ...standards,
  ...conformance,
  ...credentials,
  ...editions,
}

/** One handler for every operation of the contract: a missing one does not compile. */
export const handlers: Handlers = found

/** An export beside the handlers does not compile: `never` is what remains without them. */
type NothingElse<Rest extends never> = Rest
export type Undocumented = NothingElse<Exclude<keyof typeof found, OperationId>>
