import type { Caller, Handler } from '../api/operations.ts'
import { FIRST_AUTHORITY_DAY } from '../ledger/calendar.ts'
import { dayToDate } from '../ledger/clock.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { requireDay } from '../ledger/require-day.ts'
import { sealedText, sealsOf } from '../ledger/rows.ts'
import { registryError } from '../registry/errors.ts'
import { requireProvider } from '../registry/require.ts'
import { and, eq } from '../store/drizzle.ts'
import { standardError } from './errors.ts'
import { credentialError } from './errors-credentials.ts'
import { appendCredential, type Write } from './record-credential.ts'
import { findStandard } from './rows.ts'
import { credentialsOf, listCredentialRows, requireCredential, toCredential } from './rows-credentials.ts'
import { CERTIFICATE, termsOverlap } from './rules-credentials.ts'

/** Days from today to the first day of a credential, at the most: what begins later is a slip of the pen. */
const LONGEST_AHEAD = 3_653

export const listCredentials: Handler<'listCredentials'> = async ({ path: { id }, query }, { ledger, caller, day }) => {
  const { limit = 50, cursor } = query
  const { tables } = ledger.store
  const today = dayToDate(day)
  const all = seesAll(caller, id)
  const list = `listCredentials ${id} ${all}`
  const after = decodeCursor(list, cursor, ['text'])
  const [rows, reasons] = await ledger.read(async db => {
    await requireProvider(db, tables, id)
    const filter = { on: all ? null : today, after: after?.[0] ?? null, limit: limit + 1 }
    const found = await listCredentialRows(db, tables, id, filter)
    const revocations = all ? found.flatMap(row => row.revokedBy ?? []) : []
    return [found, await sealsOf(db, tables, revocations)] as const
  })
  const shown = (row: (typeof rows)[number]) => toCredential(row, today, reasons.get(row.revokedBy ?? 0)?.reason?.text)
  return { status: 200, body: page(list, rows, limit, row => [row.id], shown) }
}

/** Ended credentials and reasons of revocations are shown to the firm itself, the centre and the regulator. */
const seesAll = ({ role, provider }: Caller, id: string) =>
  role === 'registrar' || role === 'regulator' || (role === 'firm' && provider === id)

export const recordCredential: Handler<'recordCredential'> = async ({ path, body }, context) =>
  context.write(async tx => {
    const provider = await requireProvider(tx.db, tx.tables, path.id)
    if (provider.standing === 'withdrawn') throw registryError('provider-withdrawn', { id: path.id })
    await checkCredential(tx, path.id, body)
    const credential = context.newId()
    await appendCredential(tx, credential, path.id, body)
    return { status: 201, body: toCredential(await requireCredential(tx.db, tx.tables, credential), dayToDate(tx.day)) }
  })

async function checkCredential(tx: Transaction, provider: string, body: Write): Promise<void> {
  const { validFrom, validUntil, standard, type, issuer, number } = body
  requireDay(validFrom, [FIRST_AUTHORITY_DAY, dayToDate(tx.day + LONGEST_AHEAD)], '#/validFrom')
  if (validUntil !== null && validUntil < validFrom)
    throw credentialError.at('credential-ends-before-it-begins', '#/validUntil', { validFrom, validUntil })
  if ((type === CERTIFICATE) !== (standard !== undefined)) throw credentialError.at('credential-standard', '#/standard')
  if (standard && !(await findStandard(tx.db, tx.tables, standard)))
    throw standardError.at('standard-unknown', '#/standard', { id: standard })
  const known = await credentialsOf(tx.db, tx.tables, [provider])
  const same = known.find(
    row =>
      row.type === type &&
      row.issuer === issuer &&
      row.number === number &&
      row.revokedOn === null &&
      termsOverlap(row, { validFrom, validUntil, revokedOn: null }),
  )
  if (same) throw credentialError('credential-known', { number }, [], { existing: same.id })
}

export const revokeCredential: Handler<'revokeCredential'> = async ({ path, body }, context) =>
  context.write(async tx => {
    const { db, tables } = tx
    const row = await requireCredential(db, tables, path.id)
    if (row.revokedOn !== null) throw credentialError('credential-revoked', { id: path.id, day: row.revokedOn })
    const today = dayToDate(tx.day)
    const revokedOn = body.day ?? today
    requireDay(revokedOn, [row.validFrom, today], '#/day')
    const { provider, evidence } = row
    const { seq } = await tx.append({
      type: 'credential.revoked',
      subject: provider,
      payload: { credential: path.id, provider, revokedOn },
      sealed: { reason: body.reason },
    })
    if (evidence !== null && !(await isRetracted(tx, provider, evidence)))
      await tx.append({ type: 'action.retraction', subject: provider, payload: { target: evidence } })
    const revoked = await requireCredential(db, tables, path.id)
    return { status: 201, body: toCredential(revoked, today, await sealedText(db, tables, seq, 'reason')) }
  })

/** An appeal may have been upheld before. */
async function isRetracted({ db, tables: { evidence: e } }: Transaction, provider: string, seq: number) {
  const [row] = await db
    .select({ by: e.retractedBy })
    .from(e)
    .where(and(eq(e.provider, provider), eq(e.seq, seq)))
  return row === undefined || row.by !== null
}
