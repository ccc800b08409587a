import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { allDepartments, type Duty } from './reference-rows.ts'
import { serves } from './rules-areas.ts'

/** What a duty is looked for by: itself, a keyword of it, or a service item; each that is given must match. */
export interface DutyQuestion {
  duty?: string
  keyword?: string
  service?: string
  area: string
  /** YYYY-MM-DD */
  date: string
}

export interface HeldDuty {
  department: string
  duty: Duty
}

/** The duties that answer, nearest first: the smaller its area the nearer, lead before assisting, then by id. */
export async function nearestDuties(db: Reader, tables: Tables, question: DutyQuestion): Promise<HeldDuty[]> {
  const held = (await allDepartments(db, tables)).flatMap(({ id: department, duties }) =>
    duties.filter(duty => answers(duty, question)).map(duty => ({ department, duty })),
  )
  return held.sort(
    (a, b) =>
      b.duty.area.length - a.duty.area.length ||
      Number(b.duty.role === 'lead') - Number(a.duty.role === 'lead') ||
      (a.duty.id < b.duty.id ? -1 : 1),
  )
}

export async function nearestDuty(db: Reader, tables: Tables, question: DutyQuestion): Promise<HeldDuty | null> {
  return (await nearestDuties(db, tables, question))[0] ?? null
}

function answers(duty: Duty, { duty: id, keyword, service, area, date }: DutyQuestion): boolean {
  return (
    serves(duty.area, area) &&
    (duty.validFrom === null || duty.validFrom <= date) &&
    (id === undefined || duty.id === id) &&
    (keyword === undefined || duty.keywords.includes(keyword)) &&
    (service === undefined || duty.services.includes(service) || duty.services.includes(service.slice(0, 2)))
  )
}
