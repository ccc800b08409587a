import type { Context, Handler } from '../../api/operations.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import { asc, gt } from '../../store/drizzle.ts'
import type { Parameters } from '../rules/parameters.ts'
import { makeTables, tableHash } from '../rules/tables.ts'
import { methodologyError } from './errors.ts'
import { methodologyDraft } from './methodology-entries.ts'
import { activated, type MethodologyRow, methodologyRow } from './rows-methodologies.ts'
import { draftFaults } from './rules-drafts.ts'
import { refusedDocument, toMethodology, toSummary } from './shown-methodology.ts'

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

export const getMethodology: Handler<'getMethodology'> = async ({ path: { version } }, context) => ({
  status: 200,
  body: toMethodology(await requireMethodology(context, version), context),
})

export const getMethodologyParameters: Handler<'getMethodologyParameters'> = async ({ path }, context) => ({
  status: 200,
  body: JSON.parse((await requireMethodology(context, path.version)).parameters),
})

export const getMethodologyTables: Handler<'getMethodologyTables'> = async ({ path }, context) => {
  const { parameters } = await requireMethodology(context, path.version)
  const tables = Object.entries(makeTables(JSON.parse(parameters) as Parameters))
  const shown = tables.map(([name, entries]: [string, readonly number[]]) => ({
    name: name as 'G',
    sha256: tableHash(entries),
    entries: [...entries],
  }))
  return { status: 200, body: { version: path.version, tables: shown } }
}

async function requireMethodology({ ledger }: Context, version: string): Promise<MethodologyRow> {
  const row = await ledger.read(db => methodologyRow(db, ledger.store.tables, version))
  if (!row) throw methodologyError('methodology-not-found', { version })
  return row
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
