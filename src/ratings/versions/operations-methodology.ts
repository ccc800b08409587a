import type { Context, Handler } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import type { DomainError } from '../../store/domain-error.ts'
import { asc, gt } from '../../store/drizzle.ts'
import type { Parameters } from '../rules/parameters.ts'
import { methodologyError } from './errors.ts'
import { methodologyDraft } from './methodology-entries.ts'
import { activated, type MethodologyRow, methodologyRow, statusOn } from './rows-methodologies.ts'
import { draftFaults } from './rules-drafts.ts'

/** Faults of one document that an answer lists. */
const MOST_FAULTS = 50

export const listMethodologies: Handler<'listMethodologies'> = async ({ query }, context) => {
  const { limit = 50, cursor } = query
  const { methodologies: t } = context.ledger.store.tables
  const after = decodeCursor('listMethodologies', cursor, ['text'])
  const rows = await context.ledger.read(db =>
    db
      .select()
      .from(t)
      .where(after ? gt(t.version, after[0]) : undefined)
      .orderBy(asc(t.version))
      .limit(limit + 1),
  )
  const body = page(
    'listMethodologies',
    rows,
    limit,
    row => [row.version],
    row => toSummary(row, context),
  )
  return { status: 200, body }
}

export const getMethodology: Handler<'getMethodology'> = async ({ path: { version } }, context) => {
  const { ledger } = context
  const row = await ledger.read(db => methodologyRow(db, ledger.store.tables, version))
  if (!row) throw methodologyError('methodology-not-found', { version })
  return { status: 200, body: toMethodology(row, context) }
}

/** Files a document as a draft: refused with every fault before anything is written. */
export const draftMethodology: Handler<'draftMethodology'> = async ({ body }, context) =>
  context.write(async tx => {
    const { version } = body
    if (await methodologyRow(tx.db, tx.tables, version)) throw methodologyError('methodology-exists', { version })
    const versions = await activated(tx.db, tx.tables)
    const faults = draftFaults(body, versions, tx.day)
    if (faults.length > 0) throw refusedDocument(faults)
    await tx.append(methodologyDraft(body as unknown as Parameters))
    const row = await methodologyRow(tx.db, tx.tables, version)
    return { status: 201 as const, body: toMethodology(row!, context), location: `/v1/methodologies/${version}` }
  })

/** 422 with every fault of a document. */
export function refusedDocument(faults: ReturnType<typeof draftFaults>): DomainError {
  const errors = faults
    .slice(0, MOST_FAULTS)
    .map(({ pointer, code, text }) => ({ pointer: `#${pointer}`, code, detail: text.slice(0, 400) }))
  return methodologyError('methodology-refused', { count: faults.length }, errors)
}

function toSummary(row: MethodologyRow, { day, services }: Context) {
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

export const toMethodology = (row: MethodologyRow, context: Context) => ({
  ...toSummary(row, context),
  parameters: JSON.parse(row.parameters),
})
