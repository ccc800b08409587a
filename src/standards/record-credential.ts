import type { Schemas } from '../api/operations.ts'
import { dateToDay } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { credentialError } from './errors-credentials.ts'
import { CERTIFICATE } from './rules-credentials.ts'

export type Write = Schemas['credential-write']

/** The entries of a credential that has been checked: the evidence that it yields, then itself. */
export async function appendCredential(tx: Transaction, credential: string, provider: string, body: Write) {
  const evidence = body.type === CERTIFICATE ? await certify(tx, provider, body) : null
  await tx.append({
    type: 'credential.recorded',
    subject: provider,
    payload: { credential, provider, ...body, standard: body.standard ?? null, evidence },
  })
}

/** hk-credit 2 reads a certificate as evidence of the day it begins. @returns seq, or null for one that ended before 2020 */
async function certify(tx: Transaction, provider: string, { standard, validFrom, validUntil }: Write) {
  const day = Math.max(0, dateToDay(validFrom))
  if (day > tx.day) throw credentialError.at('certificate-not-begun', '#/validFrom', { validFrom })
  const validTo = validUntil === null ? LAST_DAY : Math.min(LAST_DAY, dateToDay(validUntil))
  if (validTo < day) return null
  const payload = { provider, day, standard, validTo }
  return (await tx.append({ type: 'evidence.credential', subject: provider, payload })).seq
}

/** The last day that hk-credit 2 knows: a certificate without an end. */
const LAST_DAY = 40_000
