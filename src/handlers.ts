import type { Handlers } from './api/operations.ts'
import * as keys from './api/operations-keys.ts'
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
import * as replies from './ratings/evidence/operations-replies.ts'
import * as safeguards from './ratings/evidence/operations-safeguards.ts'
import * as sanctions from './ratings/evidence/operations-sanctions.ts'
import * as successors from './ratings/evidence/operations-successors.ts'
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
import * as assignment from './requests/operations-assignment.ts'
import * as moves from './requests/operations-moves.ts'
import * as performance from './requests/operations-performance.ts'
import * as reviews from './requests/operations-review.ts'
import * as subscribers from './requests/operations-subscribers.ts'
import * as standards from './standards/operations.ts'
import * as conformance from './standards/operations-conformance.ts'
import * as credentials from './standards/operations-credentials.ts'
import * as editions from './standards/operations-editions.ts'

/** One handler for every operation of the contract. A missing one does not compile; an undocumented one stops the start. */
export const handlers: Handlers = {
  getHealth: service.getHealth,
  getReadiness: service.getReadiness,
  listAreas: reference.listAreas,
  listClocks: clocks.listClocks,
  getCatalogue: reference.getCatalogue,
  listStandards: standards.listStandards,
  listDepartments: departments.listDepartments,
  getDepartment: departments.getDepartment,
  createDepartment: duties.createDepartment,
  createDuty: duties.createDuty,
  getDuty: duties.getDuty,
  updateDuty: duties.updateDuty,
  transferDuty: duties.transferDuty,
  listResponsibilities: departments.listResponsibilities,
  getDepartmentPerformance: performance.getDepartmentPerformance,
  getProviderPerformance: performance.getProviderPerformance,
  getCoverage: coverage.getCoverage,
  createStandard: editions.createStandard,
  getStandard: editions.getStandard,
  amendStandard: editions.amendStandard,
  setTransition: editions.setTransition,
  listDependents: dependents.listDependents,
  getFactsSchema: conformance.getFactsSchema,
  listFacts: conformance.listFacts,
  getFacts: conformance.getFacts,
  declareFacts: conformance.declareFacts,
  verifyFacts: conformance.verifyFacts,
  getConformance: conformance.getConformance,
  listProviders: providers.listProviders,
  createProvider: providers.createProvider,
  getProvider: providers.getProvider,
  updateProvider: providers.updateProvider,
  setOfferings: providers.setOfferings,
  suspendProvider: providers.suspendProvider,
  reinstateProvider: providers.reinstateProvider,
  withdrawProvider: providers.withdrawProvider,
  listCredentials: credentials.listCredentials,
  recordCredential: credentials.recordCredential,
  revokeCredential: credentials.revokeCredential,
  importProviders: imports.importProviders,
  getImportRejects: imports.getImportRejects,
  getRating: rating.getRating,
  explainRating: explanations.explainRating,
  listRatingHistory: history.listRatingHistory,
  getOutlook: outlook.getOutlook,
  listEvidence: evidence.listEvidence,
  recordInspection: evidence.recordInspection,
  recordComplaint: evidence.recordComplaint,
  getSafeguards: safeguards.getSafeguards,
  setSafeguards: safeguards.setSafeguards,
  listWatches: watches.listWatches,
  clearAlarm: watches.clearAlarm,
  linkPredecessor: successors.linkPredecessor,
  listPredecessorCandidates: successors.listPredecessorCandidates,
  listSanctions: sanctions.listSanctions,
  recordSanction: sanctions.recordSanction,
  repairSanction: sanctions.repairSanction,
  fileAppeal: appeals.fileAppeal,
  listAppeals: appeals.listAppeals,
  getAppeal: appeals.getAppeal,
  examineAppeal: appeals.examineAppeal,
  decideAppeal: appeals.decideAppeal,
  withdrawAppeal: appeals.withdrawAppeal,
  replyToReview: replies.replyToReview,
  listMethodologies: methodologies.listMethodologies,
  getMethodology: methodologies.getMethodology,
  applyForAdmission: admissions.applyForAdmission,
  listProviderApplications: admissions.listProviderApplications,
  listApplications: admissions.listApplications,
  decideApplication: admissions.decideApplication,
  recheckAdmission: admissions.recheckAdmission,
  listRechecks: admissions.listRechecks,
  draftMethodology: methodologies.draftMethodology,
  startImpactRun: impact.startImpactRun,
  getImpactRun: impact.getImpactRun,
  activateMethodology: impact.activateMethodology,
  withdrawActivation: impact.withdrawActivation,
  listExpiries: expiries.listExpiries,
  listGates: gates.listGates,
  getGate: gates.getGate,
  setGate: gates.setGate,
  listEligibleProviders: gate.listEligibleProviders,
  decideEligibility: gate.decideEligibility,
  getEligibilityDecision: gate.getEligibilityDecision,
  receiveRequest: requests.receiveRequest,
  listRequests: requests.listRequests,
  getRequest: requests.getRequest,
  classifyRequest: assignment.classifyRequest,
  assignRequest: assignment.assignRequest,
  claimRequest: assignment.claimRequest,
  answerRequest: moves.answerRequest,
  transferRequest: assignment.transferRequest,
  visitRequest: moves.visitRequest,
  completeRequest: moves.completeRequest,
  followUpRequest: moves.followUpRequest,
  reworkRequest: moves.reworkRequest,
  closeRequest: moves.closeRequest,
  getSubscriber: subscribers.getSubscriber,
  placeSubscriber: subscribers.placeSubscriber,
  createReview: reviews.createReview,
  listLedgerEntries: ledger.listLedgerEntries,
  issueKey: keys.issueKey,
  listKeys: keys.listKeys,
  revokeKey: keys.revokeKey,
}
