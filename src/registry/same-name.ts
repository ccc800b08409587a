/**
 * A provider of the same name in the same area may be the same one twice: a person confirms that it is another. One that is suspended
 * counts too, one that has left the register or the centre does not.
 */
import type { Transaction } from '../ledger/ledger.ts'
import { and, eq, inArray, ne } from '../store/drizzle.ts'
import { preparedIn } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { nameError } from './errors-names.ts'
import { nameKey } from './rules-name.ts'

/** A provider that bears a name in an area. */
export interface Bearer {
  id: string
  /** Code, or number of the centre. */
  uscc: string | null
  number: string | null
  nameKey: string
  area: string
}

/** Providers in operation that bear one of these names, in any area. */
export async function bearersOf(db: Reader, { providers: t }: Tables, names: readonly string[]): Promise<Bearer[]> {
  return preparedIn<Reader, Bearer>(db, 'name_bearers', names.map(nameKey), (d, list) =>
    d
      .select({ id: t.id, uscc: t.uscc, number: t.number, nameKey: t.nameKey, area: t.area })
      .from(t)
      .where(and(inArray(t.nameKey, list), eq(t.registration, 'operating'), ne(t.standing, 'withdrawn'))),
  )
}

/** Refuses a name that a provider in operation bears in that area, other than `self`: `same-name` (409). */
export async function refuseSameName(
  { db, tables }: Transaction,
  { name, area, self }: { name: string; area: string; self: string | null },
): Promise<void> {
  const same = (await bearersOf(db, tables, [name])).find(bearer => bearer.area === area && bearer.id !== self)
  if (!same) return
  const fault = { pointer: '#/name', code: 'taken' }
  throw nameError('same-name', { name, id: same.id }, [fault], { existing: same.id })
}
