import type { Handler } from '../api/operations.ts'
import { dateToDay, dayToDate } from '../ledger/clock.ts'
import { etagOf, requireMatch } from '../ledger/etag.ts'
import { registryError } from '../registry/errors.ts'
import { requireProvider } from '../registry/require.ts'
import { conformanceReport } from './conformance.ts'
import { standardError } from './errors.ts'
import { checkFacts, factsSchema } from './facts-schemas.ts'
import { factsTag, findFacts, isVerifiedBy, readFacts, toDeclaredFacts } from './rows-facts.ts'
import { whyText } from './texts.ts'

export const getFactsSchema: Handler<'getFactsSchema'> = async ({ path }) => ({
  status: 200,
  body: factsSchema(path.category),
})

export const listFacts: Handler<'listFacts'> = async ({ path }, { ledger, day }) => {
  const { tables } = ledger.store
  const newest = await ledger.read(async db => {
    await requireProvider(db, tables, path.id)
    return readFacts(db, tables, path.id, day)
  })
  return { status: 200, body: { items: [...newest.values()].map(toDeclaredFacts) } }
}

export const getFacts: Handler<'getFacts'> = async ({ path: { id, category } }, { ledger }) => {
  const { tables } = ledger.store
  const row = await ledger.read(async db => {
    await requireProvider(db, tables, id)
    return findFacts(db, tables, id, category)
  })
  if (!row) throw standardError('facts-not-found', { category })
  return { status: 200, body: toDeclaredFacts(row), etag: etagOf(factsTag(row)) }
}

export const declareFacts: Handler<'declareFacts'> = async ({ path: { id, category }, headers, body }, context) =>
  context.write(async tx => {
    const provider = await requireProvider(tx.db, tx.tables, id)
    if (provider.standing === 'withdrawn') throw registryError('provider-withdrawn', { id })
    checkFacts(category, body.facts)
    const before = await findFacts(tx.db, tx.tables, id, category)
    requireMatch(headers['if-match'], factsTag(before))
    const by = context.caller.role
    await tx.append({ type: 'facts.declared', subject: id, payload: { provider: id, category, by, facts: body.facts } })
    const row = (await findFacts(tx.db, tx.tables, id, category))!
    return { status: 200, body: toDeclaredFacts(row), etag: etagOf(factsTag(row)) }
  })

export const verifyFacts: Handler<'verifyFacts'> = async ({ path: { id, category }, body }, context) =>
  context.write(async tx => {
    await requireProvider(tx.db, tx.tables, id)
    const newest = await findFacts(tx.db, tx.tables, id, category)
    if (!newest) throw standardError('facts-not-found', { category })
    const { version, verifiedBy, verifiedHow } = body
    // Whoever verified read one declaration; the provider may have sent another since.
    if (newest.version !== version) throw standardError('facts-declared-anew', { category, version: newest.version })
    if (newest.verifiedDay !== null) throw standardError('facts-verified', { category, version })
    await tx.append({
      type: 'facts.verified',
      subject: id,
      payload: { provider: id, category, version, verifiedBy, verifiedHow },
    })
    const row = (await findFacts(tx.db, tx.tables, id, category))!
    return { status: 201, body: toDeclaredFacts(row), etag: etagOf(factsTag(row)) }
  })

export const getConformance: Handler<'getConformance'> = async ({ path, query }, { ledger, day, language }) => {
  const { tables } = ledger.store
  const on = query.on ?? dayToDate(day)
  const report = await ledger.read(async db => {
    await requireProvider(db, tables, path.id)
    return conformanceReport(db, tables, path.id, query.standard, on)
  })
  const { edition, declared, results, ...rest } = report
  const { id: standard, code, title, titleEn } = edition
  return {
    status: 200,
    body: {
      provider: path.id,
      standard,
      code,
      title,
      titleEn,
      on,
      ...rest,
      declaredOn: declared ? dayToDate(declared.day) : null,
      verifiedOn: isVerifiedBy(declared, dateToDay(on)) ? dayToDate(declared.verifiedDay) : null,
      clauses: results.map(({ clause: { number, text, textEn }, ...result }) => ({
        number,
        text,
        textEn,
        outcome: result.outcome,
        why: whyText(result, language),
        failed: result.failed.map(({ missing: _, ...witness }) => witness),
        missing: result.missing,
      })),
    },
  }
}
