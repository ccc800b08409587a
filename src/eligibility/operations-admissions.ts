import type { Context, Handler } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { sealsOf } from '../ledger/rows.ts'
import { registryError } from '../registry/errors.ts'
import { requireProvider } from '../registry/require.ts'
import type { ProviderRow } from '../registry/rows.ts'
import { allClocks } from '../registry/rows-clocks.ts'
import { endOf } from '../registry/rules-clocks.ts'
import { ADMISSION_WORDS, type Admission } from '../registry/rules-provider.ts'
import type { Words } from '../store/domain-error.ts'
import type { Reader } from '../store/store.ts'
import { eligibilityError } from './errors.ts'
import {
  type ApplicationRow,
  checksOf,
  listApplicationRows,
  listRecheckRows,
  requireApplication,
  toApplication,
} from './rows-admissions.ts'
import { anyFailed, type Check } from './rules-checks.ts'

/** Time until an admission is checked again (clocks.yaml of the city). */
const RECHECK = 'admission.recheck'

export const applyForAdmission: Handler<'applyForAdmission'> = async ({ path: { id } }, context) =>
  context.write(async tx => {
    const provider = await requireProvider(tx.db, tx.tables, id)
    requireCandidate(provider)
    const application = context.newId()
    const checks = await checksOf(tx.db, tx.tables, context.services.methodology, provider, tx.day)
    await tx.append({ type: 'application.received', subject: id, payload: { application, provider: id, checks } })
    return { status: 201, body: toApplication(await requireApplication(tx.db, tx.tables, application), checks) }
  })

const APPLICATION_STATUS_WORDS: Readonly<Record<string, Words>> = {
  open: { zh: '待审', en: 'open' },
  admitted: { zh: '准入', en: 'admitted' },
  refused: { zh: '不予准入', en: 'refused' },
}

function requireCandidate({ id, standing, admission }: ProviderRow): void {
  if (standing === 'withdrawn') throw registryError('provider-withdrawn', { id })
  if (admission === 'applied') throw eligibilityError('application-open', { id })
  if (admission === 'admitted' || admission === 'taken-over')
    throw eligibilityError('provider-already-admitted', { id })
}

/** Open ones with their checks as of today, decided ones as they were decided. */
async function shown(db: Reader, { ledger, services, day }: Context, rows: readonly ApplicationRow[]) {
  const { tables } = ledger.store
  const seals = await sealsOf(
    db,
    tables,
    rows.flatMap(row => row.decidedBy ?? []),
  )
  const items = []
  for (const row of rows) {
    const checks =
      row.status === 'open'
        ? await checksOf(db, tables, services.methodology, await requireProvider(db, tables, row.provider), day)
        : (JSON.parse(row.checks) as Check[])
    items.push(toApplication(row, checks, seals.get(row.decidedBy ?? 0)?.text?.text))
  }
  return items
}

async function applicationPage(
  list: string,
  filter: { provider?: string; status?: string },
  { limit = 50, cursor }: { limit?: number; cursor?: string },
  context: Context,
) {
  const { ledger } = context
  const after = decodeCursor(list, cursor, ['text'])
  const items = await ledger.read(async db => {
    const { tables } = ledger.store
    if (filter.provider) await requireProvider(db, tables, filter.provider)
    const rows = await listApplicationRows(db, tables, filter, after?.[0] ?? null, limit + 1)
    return shown(db, context, rows)
  })
  return page(
    list,
    items,
    limit,
    item => [item.id],
    item => item,
  )
}

export const listProviderApplications: Handler<'listProviderApplications'> = async (
  { path: { id }, query },
  context,
) => ({
  status: 200,
  body: await applicationPage(`listProviderApplications ${id}`, { provider: id }, query, context),
})

export const listApplications: Handler<'listApplications'> = async ({ query }, context) => {
  const { status } = query
  const filter = status === undefined ? {} : { status }
  return { status: 200, body: await applicationPage(`listApplications ${status ?? ''}`, filter, query, context) }
}

export const decideApplication: Handler<'decideApplication'> = async ({ path, body }, context) =>
  context.write(async tx => {
    const row = await requireApplication(tx.db, tx.tables, path.id)
    if (row.status !== 'open')
      throw eligibilityError('application-decided', { id: path.id, status: APPLICATION_STATUS_WORDS[row.status] })
    const { provider } = row
    const candidate = await requireProvider(tx.db, tx.tables, provider)
    if (candidate.standing === 'withdrawn') throw registryError('provider-withdrawn', { id: provider })
    const checks = await checksOf(tx.db, tx.tables, context.services.methodology, candidate, tx.day)
    const { outcome, reasons, text } = body
    requireReasons(outcome === 'admitted', reasons, checks)
    const recheckOn = outcome === 'admitted' ? await nextRecheck(tx) : null
    await tx.append({
      type: 'application.decided',
      subject: provider,
      payload: { application: path.id, provider, outcome, reasons, checks, recheckOn },
      ...(text ? { sealed: { text } } : {}),
    })
    return { status: 201, body: toApplication(await requireApplication(tx.db, tx.tables, path.id), checks, text) }
  })

/** A refusal states its reason, and so does an admission in spite of a failed check. */
function requireReasons(admits: boolean, reasons: readonly string[], checks: readonly Check[]): void {
  if (reasons.length === 0 && (!admits || anyFailed(checks)))
    throw eligibilityError('admission-reasons', {}, [{ pointer: '#/reasons', code: 'needed' }])
}

async function nextRecheck({ db, tables, day }: Transaction): Promise<string> {
  return dayToDate(endOf(await allClocks(db, tables), RECHECK, day))
}

export const recheckAdmission: Handler<'recheckAdmission'> = async ({ path: { id }, body }, context) =>
  context.write(async tx => {
    const provider = await requireProvider(tx.db, tx.tables, id)
    const { standing, admission } = provider
    if (standing === 'withdrawn') throw registryError('provider-withdrawn', { id })
    if (admission !== 'admitted' && admission !== 'taken-over')
      throw eligibilityError('provider-not-admitted', { id, admission: ADMISSION_WORDS[admission as Admission] })
    const checks = await checksOf(tx.db, tx.tables, context.services.methodology, provider, tx.day)
    const { outcome, reasons, text } = body
    requireReasons(outcome === 'confirmed', reasons, checks)
    const recheckOn = outcome === 'confirmed' ? await nextRecheck(tx) : null
    await tx.append({
      type: 'admission.rechecked',
      subject: id,
      payload: { provider: id, outcome, reasons, checks, recheckOn },
      ...(text ? { sealed: { text } } : {}),
    })
    const now = outcome === 'confirmed' ? ('admitted' as const) : ('refused' as const)
    return { status: 201, body: { provider: id, admission: now, checks, dueOn: recheckOn } }
  })

export const listRechecks: Handler<'listRechecks'> = async ({ query }, { ledger, day }) => {
  const { within = 30, limit = 50, cursor } = query
  const list = `listRechecks ${within} ${day}`
  const after = decodeCursor(list, cursor, ['text', 'text'])
  const until = dayToDate(day + within)
  const rows = await ledger.read(db => listRecheckRows(db, ledger.store.tables, until, after, limit + 1))
  const shownRow = ({ admittedDay, recheckedDay, recheckOn, ...row }: (typeof rows)[number]) => ({
    ...row,
    admittedOn: dayToDate(admittedDay),
    recheckedOn: recheckedDay === null ? null : dayToDate(recheckedDay),
    dueOn: recheckOn,
    overdue: recheckOn < dayToDate(day),
  })
  return { status: 200, body: page(list, rows, limit, row => [row.recheckOn, row.provider], shownRow) }
}
