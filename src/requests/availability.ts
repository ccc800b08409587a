import type { Context } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { type HeldDuty, nearestDuty } from '../registry/nearest-duty.ts'
import { requireArea, requireService } from '../registry/require.ts'
import { isOffered } from '../registry/rows.ts'
import { requestError } from './errors.ts'

interface Matter {
  service?: string
  duty?: string
  area?: string
}

/**
 * Refuses what the city does not know (422 service-unknown, area-unknown, duty-unknown), and an item that the area does not have
 * (422 item-not-in-area): no provider of the registry offers it there, and no department has a duty for it there.
 */
export async function checkMatter(tx: Transaction, context: Context, { service, duty, area }: Matter): Promise<void> {
  if (service) await requireService(tx.db, tx.tables, service, '#/service')
  if (area) await requireArea(tx.db, tx.tables, area, context.now, '#/area')
  if (duty) await requireDuty(tx, duty, area!)
  if (service && !(await hasItem(tx, context, service, area!)))
    throw requestError('item-not-in-area', { service, area }, [{ pointer: '#/service', code: 'not-in-area' }])
}

async function hasItem(tx: Transaction, { services, day }: Context, service: string, area: string): Promise<boolean> {
  // The index knows it of most items without a query; a provider that may not be sent today is still one that the area has.
  if (services.eligibility.ranked(service, area, day).size > 0) return true
  if (await isOffered(tx.db, tx.tables, service, area)) return true
  return (await nearestDuty(tx.db, tx.tables, { service, area, date: dayToDate(day) })) !== null
}

/** The duty where it is held in an area today; `duty-unknown` (422) without one. */
export async function requireDuty(tx: Transaction, duty: string, area: string): Promise<HeldDuty> {
  const held = await nearestDuty(tx.db, tx.tables, { duty, area, date: dayToDate(tx.day) })
  if (!held) throw requestError('duty-unknown', { duty, area }, [{ pointer: '#/duty', code: 'unknown' }])
  return held
}
