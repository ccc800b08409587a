import type { Context, Handler, Schemas } from '../api/operations.ts'
import { FIRST_AUTHORITY_DAY, LAST_DAY } from '../ledger/calendar.ts'
import { dateToDay, dayToDate } from '../ledger/clock.ts'
import { requireMatch } from '../ledger/etag.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { requireDay } from '../ledger/require-day.ts'
import { requireService } from '../registry/require.ts'
import { and, eq, ne } from '../store/drizzle.ts'
import { standardError } from './errors.ts'
import { clauseError } from './errors-clauses.ts'
import { requireStandard, type StandardRow } from './rows.ts'
import type { Clause } from './rules-conformance.ts'
import { codeFamily, editionId, editionsOverlap } from './rules-editions.ts'
import { ruleFault } from './rules-rule.ts'
import { shownEdition } from './shown-edition.ts'

type Write = Schemas['standard-write']
type Patch = Schemas['standard-patch']

export const getStandard: Handler<'getStandard'> = async ({ path }, { ledger }) => ({
  status: 200,
  ...(await ledger.read(db => shownEdition(db, ledger.store.tables, path.id))),
})

export const createStandard: Handler<'createStandard'> = async ({ body }, context) => {
  const clauses = checkClauses(body.clauses)
  return context.write(async tx => {
    const id = editionId(body.code, body.inForceFrom)
    const [taken] = await tx.db.select().from(tx.tables.standards).where(eq(tx.tables.standards.id, id))
    if (taken) throw standardError('standard-taken', { id }, [{ pointer: '#/code', code: 'taken' }], { existing: id })
    const { inForceUntil = null, replaces = null } = body
    requireDay(body.inForceFrom, [FIRST_AUTHORITY_DAY, LAST_DAY], '#/inForceFrom')
    if (inForceUntil !== null && inForceUntil < body.inForceFrom)
      throw standardError.at('edition-ends-before-it-begins', '#/inForceUntil', {
        from: body.inForceFrom,
        until: inForceUntil,
      })
    await checkServices(tx, body.services)
    if (replaces !== null) await endReplaced(tx, id, replaces, body)
    const payload = {
      id,
      code: body.code,
      level: body.level,
      title: body.title,
      titleEn: body.titleEn ?? '',
      inForceFrom: body.inForceFrom,
      inForceUntil,
      replaces,
      replacedBy: null,
      services: [...body.services].sort(),
      source: 'registrar',
      clauses,
    }
    await checkOverlap(tx, payload)
    await tx.append({ type: 'standard.defined', subject: `standard:${id}`, payload })
    return { status: 201, location: `/v1/standards/${id}`, ...(await shownEdition(tx.db, tx.tables, id)) }
  })
}

async function checkServices({ db, tables }: Transaction, services: readonly string[]): Promise<void> {
  for (const [i, service] of services.entries()) await requireService(db, tables, service, `#/services/${i}`)
}

/** Clauses as they are stored. Refuses a number that stands twice, and a rule that breaks a limit, with its pointer. */
function checkClauses(written: readonly Schemas['clause-write'][]): Clause[] {
  const numbers = new Set<string>()
  return written.map(({ number, text, textEn = '', rule, source = 'registrar' }, i) => {
    if (numbers.has(number)) throw standardError.at('clause-number-twice', `#/clauses/${i}/number`, { number })
    numbers.add(number)
    if (rule) checkRule(rule, `#/clauses/${i}/rule`, number)
    return { number, text, textEn, ...(rule ? { rule } : {}), source }
  })
}

function checkRule(rule: object, at: string, number: string): void {
  const fault = ruleFault(rule)
  if (!fault) return
  const pointer = `${at}${fault.pointer}`.slice(0, 400)
  throw clauseError(fault.code, { number, pointer, detail: fault.detail }, [
    { pointer, code: fault.code, detail: fault.detail },
  ])
}

/** The edition before ends on the day before its successor begins, unless it has ended already. */
async function endReplaced(tx: Transaction, id: string, replaces: string, { inForceFrom }: Write): Promise<void> {
  const [row] = await tx.db.select().from(tx.tables.standards).where(eq(tx.tables.standards.id, replaces))
  if (!row) throw standardError.at('standard-unknown', '#/replaces', { id: replaces })
  if (row.replacedBy !== null)
    throw standardError(
      'edition-replaced-already',
      { id: replaces, by: row.replacedBy },
      [{ pointer: '#/replaces', code: 'edition-replaced-already' }],
      { existing: row.replacedBy },
    )
  const eve = dayToDate(dateToDay(inForceFrom) - 1)
  if (row.inForceFrom !== null && eve < row.inForceFrom)
    throw standardError.at('edition-begins-before-its-predecessor', '#/inForceFrom', {
      from: inForceFrom,
      other: row.inForceFrom,
    })
  const inForceUntil = row.inForceUntil !== null && row.inForceUntil < eve ? row.inForceUntil : eve
  const payload = { standard: replaces, inForceUntil, replacedBy: id }
  await tx.append({ type: 'standard.amended', subject: `standard:${replaces}`, payload })
}

interface Term extends Pick<StandardRow, 'id' | 'code' | 'inForceFrom' | 'inForceUntil' | 'replacedBy'> {}

async function checkOverlap({ db, tables: { standards: s } }: Transaction, edition: Term): Promise<void> {
  const others = await db
    .select()
    .from(s)
    .where(and(ne(s.id, edition.id)))
  const family = codeFamily(edition.code)
  const other = others.find(row => codeFamily(row.code) === family && editionsOverlap(row, edition))
  if (!other) return
  const params = { id: other.id, from: other.inForceFrom ?? '…', until: other.inForceUntil ?? '…' }
  throw standardError('edition-overlaps', params, [{ pointer: '#/inForceFrom', code: 'edition-overlaps' }], {
    existing: other.id,
  })
}

export const amendStandard: Handler<'amendStandard'> = async ({ path: { id }, headers, body }, context) => {
  const { clauses: written, ...changes } = body
  const clauses = written ? { clauses: checkClauses(written) } : {}
  return context.write(async tx => {
    const row = await requireStandard(tx.db, tx.tables, id)
    requireMatch(headers['if-match'], row.version)
    checkAmendment(row, body, context)
    if (changes.services) await checkServices(tx, changes.services)
    // As if it were not replaced: an end that is taken away would run into the successor.
    if (changes.inForceUntil !== undefined)
      await checkOverlap(tx, { ...row, replacedBy: null, inForceUntil: changes.inForceUntil })
    await tx.append({
      type: 'standard.amended',
      subject: `standard:${id}`,
      payload: { standard: id, ...changes, ...clauses },
    })
    return { status: 200, ...(await shownEdition(tx.db, tx.tables, id)) }
  })
}

function checkAmendment(row: StandardRow, { inForceUntil, ...wording }: Patch, { day }: Context): void {
  const inForce = row.inForceFrom === null || row.inForceFrom <= dayToDate(day)
  if (inForce && Object.keys(wording).length > 0)
    throw standardError('edition-in-force', { id: row.id, from: row.inForceFrom ?? '…' })
  if (inForceUntil && row.inForceFrom !== null && inForceUntil < row.inForceFrom)
    throw standardError.at('edition-ends-before-it-begins', '#/inForceUntil', {
      from: row.inForceFrom,
      until: inForceUntil,
    })
}

export const setTransition: Handler<'setTransition'> = async ({ path: { id }, body: { until } }, context) =>
  context.write(async tx => {
    const row = await requireStandard(tx.db, tx.tables, id)
    if (row.replacedBy === null) throw standardError('edition-not-replaced', { id })
    if (row.inForceUntil !== null && until <= row.inForceUntil)
      throw standardError.at('transition-too-early', '#/until', { until, ends: row.inForceUntil })
    await tx.append({ type: 'standard.transition-set', subject: `standard:${id}`, payload: { standard: id, until } })
    return { status: 201, ...(await shownEdition(tx.db, tx.tables, id)) }
  })
