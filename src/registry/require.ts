import { businessDay, dayToDate } from '../ledger/clock.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { registryError } from './errors.ts'
import { areaExists, findProvider, type ProviderRow, serviceExists, successorOf } from './rows.ts'
import { holdsIdentityNumber } from './rules-identity.ts'

/** Refuses an id of a person that holds a citizen's identity number: `identity-number` (422) at `pointer`. */
export function refuseIdentityNumber(id: string | undefined, pointer: string): void {
  if (id !== undefined && holdsIdentityNumber(id)) throw registryError.at('identity-number', pointer)
}

/** Refuses a service item or category that the catalogue does not hold: `service-unknown` (422) at `pointer`. */
export async function requireService(db: Reader, tables: Tables, code: string, pointer: string): Promise<void> {
  if (!(await serviceExists(db, tables, code)))
    throw registryError('service-unknown', { code }, [{ pointer, code: 'unknown' }])
}

/** Refuses an area that is none today: `area-unknown` (422) at `pointer`, with the successor of one of before. */
export async function requireArea(
  db: Reader,
  tables: Tables,
  code: string,
  now: number,
  pointer: string,
): Promise<void> {
  if (await areaExists(db, tables, code, dayToDate(businessDay(now)))) return
  const successor = await successorOf(db, tables, code)
  const detail = successor
    ? { detail: { zh: `${code} 已并入 ${successor}`, en: `${code} went into ${successor}` } }
    : {}
  throw registryError('area-unknown', { code }, [{ pointer, code: 'unknown', ...detail }])
}

/** The provider; `provider-not-found` (404) without one. */
export async function requireProvider(db: Reader, tables: Tables, id: string): Promise<ProviderRow> {
  const row = await findProvider(db, tables, id)
  if (!row) throw registryError('provider-not-found', { id })
  return row
}
