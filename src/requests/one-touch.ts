import { CITY } from '../city/city.ts'
import { dayToDate } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { type HeldDuty, nearestDuty } from '../registry/nearest-duty.ts'
import { eq } from '../store/drizzle.ts'
import { requestError } from './errors.ts'
import type { Told } from './rules-occurred.ts'
import { answerBy, type Fact, handlingBy, timed } from './step.ts'

/** The keyword of the duties that answer one-touch telephones. */
export const ONE_TOUCH_KEYWORD = '一键通值守'
/** The responder where no such duty exists: the centre itself, for the whole city. */
export const DEFAULT_DUTY = 'requests-for-help'

interface Pressed {
  subscriber?: string
  service?: string
  duty?: string
  area?: string
  priority?: boolean
  urgency?: Urgency
}

type Urgency = 'normal' | 'urgent' | 'critical'

/** Where a one-touch request goes, and what is said of its matter by that. */
interface OneTouchDuty extends HeldDuty {
  matter: { area: string; duty: string; urgency: Urgency }
}

/**
 * The nearest duty of a one-touch request: for its item or duty if it names one, else for the telephone's area, else the centre's own. Never
 * none. Who presses without a word may be in need, so that press is a priority.
 */
export async function nearestOneTouchDuty(tx: Transaction, pressed: Pressed): Promise<OneTouchDuty> {
  const { service, duty, subscriber } = pressed
  const area = pressed.area ?? (await placeOf(tx, subscriber!)) ?? CITY.root
  const question = { area, date: dayToDate(tx.day) }
  const find = (what: { service?: string; duty?: string; keyword?: string }) =>
    nearestDuty(tx.db, tx.tables, { ...question, ...what })
  const named = duty ? await find({ duty }) : service ? await find({ service }) : null
  const held = named ?? (await find({ keyword: ONE_TOUCH_KEYWORD })) ?? (await lastResort(tx))
  const urgent = pressed.priority ?? (service === undefined && duty === undefined)
  const urgency = pressed.urgency ?? (urgent ? 'urgent' : 'normal')
  return { ...held, matter: { area, duty: held.duty.id, urgency } }
}

async function placeOf({ db, tables: { subscribers } }: Transaction, id: string): Promise<string | null> {
  const [row] = await db.select({ area: subscribers.area }).from(subscribers).where(eq(subscribers.id, id))
  return row?.area ?? null
}

async function lastResort(tx: Transaction): Promise<HeldDuty> {
  const date = dayToDate(tx.day)
  const held = await nearestDuty(tx.db, tx.tables, { duty: DEFAULT_DUTY, area: CITY.root, date })
  if (!held) throw requestError('duty-unknown', { duty: DEFAULT_DUTY, area: CITY.root })
  return held
}

/** In the transaction that receives the request: it is never seen unassigned. */
export async function assignToDuty(
  fact: Fact,
  request: string,
  { department, matter }: OneTouchDuty,
  told: Told & { kind?: string },
) {
  const { occurredAt, kind = 'help' } = told
  const assigned = {
    type: 'request.assigned',
    subject: request,
    payload: {
      request,
      responder: 'department',
      department,
      answerBy: await answerBy(fact, matter.urgency),
      handlingBy: await handlingBy(fact, kind),
    },
  }
  await fact.tx.append(timed(assigned, fact.at, occurredAt === undefined ? {} : { occurredAt }))
}
