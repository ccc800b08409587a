/** Codes and texts of a provider as the contract takes them: by the rules of registers. */
import type { Transaction } from '../ledger/ledger.ts'
import { registryError } from './errors.ts'
import { cleanCell } from './files/rules-clean.ts'
import { findByUscc, findWithoutCode, nextNumber } from './rows.ts'
import { LIMITS } from './rules-facts.ts'
import { holdsIdentityNumber, maskIdentityNumbers } from './rules-identity.ts'
import { nameKey } from './rules-name.ts'
import { isOverridable, judgeUscc, normaliseUscc } from './rules-uscc.ts'

/** A code that nobody bears yet, as an entry keeps it. Throws `uscc-…` (422), `uscc-taken` (409). */
export async function freeCode({ db, tables }: Transaction, given: string, override: string | undefined) {
  const uscc = normaliseUscc(given)
  const verdict = judgeUscc(uscc)
  if (verdict !== 'valid' && !(isOverridable(verdict) && override))
    throw registryError(verdict, { uscc: maskIdentityNumbers(uscc) }, [{ pointer: '#/uscc', code: verdict }])
  const [same] = await findByUscc(db, tables, uscc)
  if (same) throw registryError('uscc-taken', { uscc }, [{ pointer: '#/uscc', code: 'taken' }], { existing: same.id })
  return verdict === 'valid'
    ? { uscc, usccStatus: 'valid' as const }
    : { uscc, usccStatus: 'overridden' as const, usccReason: override }
}

/** A number of the centre for a team without a code. One of the same name in the same area is for a person: `team-known` (409). */
export async function codeless({ db, tables }: Transaction, { name, area }: { name: string; area: string }) {
  const known = (await findWithoutCode(db, tables, [nameKey(name)])).find(row => row.area === area)
  if (known)
    throw registryError('team-known', { number: known.number }, [{ pointer: '#/name', code: 'taken' }], {
      existing: known.id,
    })
  return { uscc: null, usccStatus: 'none' as const, number: await nextNumber(db, tables) }
}

const TEXTS = ['name', 'phone', 'address'] as const

/** Texts as an import would keep them: without invisible characters, and without identity numbers (`identity-number`, 422). */
export function cleanTexts<B extends { name?: string; phone?: string | null; address?: string | null }>(body: B): B {
  const clean = { ...body }
  for (const key of TEXTS) {
    const text = body[key]
    if (!text) continue
    if (holdsIdentityNumber(text)) throw registryError.at('identity-number', `#/${key}`)
    Object.assign(clean, { [key]: cleanCell(text) })
  }
  const { least } = LIMITS.name
  if (clean.name !== undefined && [...clean.name].length < least)
    throw registryError.at('name-too-short', '#/name', { least })
  return clean
}
