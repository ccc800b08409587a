import type { Context } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import { pointerOf, wordsOf } from '../../ledger/schema-words.ts'
import type { DomainError } from '../../store/domain-error.ts'
import type { Parameters } from '../rules/parameters.ts'
import { linksOf } from './documents.ts'
import { methodologyError } from './errors.ts'
import { type MethodologyRow, statusOn } from './rows-methodologies.ts'
import type { draftFaults } from './rules-drafts.ts'

/** Faults of one document that an answer lists. */
const MOST_FAULTS = 50

/** 422 with every fault of a document. */
export function refusedDocument(faults: ReturnType<typeof draftFaults>): DomainError {
  const errors = faults
    .slice(0, MOST_FAULTS)
    .map(({ pointer, code, text, violation }) =>
      violation
        ? { pointer: `#${pointerOf(violation)}`, code, detail: wordsOf(violation) }
        : { pointer: `#${pointer}`, code, detail: text },
    )
  return methodologyError('methodology-refused', { count: faults.length }, errors)
}

export function toSummary(row: MethodologyRow, { day, services }: Context) {
  const { id, version, validFrom, fromDay, draftedBy, activatedBy, runSeq, runDay, runHash } = row
  return {
    id,
    version,
    validFrom,
    status: statusOn(row, day, services.methodologyOn(day).parameters.version),
    from: fromDay === null ? null : dayToDate(fromDay),
    draftedBy,
    activatedBy,
    run: runSeq === null ? null : { seq: runSeq, day: dayToDate(runDay!), hash: runHash! },
  }
}

export function toMethodology(row: MethodologyRow, context: Context) {
  const parameters = JSON.parse(row.parameters) as Parameters
  return { ...toSummary(row, context), links: linksOf(parameters), parameters: { ...parameters } }
}
