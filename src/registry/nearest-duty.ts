import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { allDuties, allTransfers, type Duty } from './rows-duties.ts'
import { serves } from './rules-areas.ts'
import { coveringCode, holderOn, isInForce } from './rules-duties.ts'

/** Search terms of a duty: its id, a keyword of it, or a service item; each that is given must match. */
export interface DutyQuestion {
  duty?: string
  keyword?: string
  service?: string
  area: string
  /** YYYY-MM-DD */
  date: string
}

export interface HeldDuty {
  /** The department that holds it on that day. */
  department: string
  duty: Duty
}

/** The nearest duty that answers: the smaller its area the nearer, then lead before assisting, then by id. From the rows, for use in a write. */
export async function nearestDuty(db: Reader, tables: Tables, question: DutyQuestion): Promise<HeldDuty | null> {
  const [nearest] = (await allDuties(db, tables))
    .filter(duty => answers(duty, question))
    .sort(
      (a, b) =>
        b.area.length - a.area.length ||
        Number(b.role === 'lead') - Number(a.role === 'lead') ||
        (a.id < b.id ? -1 : 1),
    )
  if (!nearest) return null
  const transfers = (await allTransfers(db, tables)).get(nearest.id) ?? []
  return { department: holderOn(nearest, transfers, question.date), duty: nearest }
}

function answers(duty: Duty, { duty: id, keyword, service, area, date }: DutyQuestion): boolean {
  return (
    serves(duty.area, area) &&
    isInForce(duty, date) &&
    (id === undefined || duty.id === id) &&
    (keyword === undefined || duty.keywords.includes(keyword)) &&
    (service === undefined || coveringCode(duty, service) !== null)
  )
}
