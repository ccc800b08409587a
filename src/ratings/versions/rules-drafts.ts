/** True if a new version may follow the versions that a ledger was rated with (hk-credit 2). Pure. */
import { dateToDay, dayToDate } from '../../ledger/clock.ts'
import { parameterFaults } from '../rules/check-parameters.ts'
import type { ParameterFault, Parameters } from '../rules/parameters.ts'
import { makeTables, wrongTables } from '../rules/tables.ts'

/** A version and the first day on which it is in force. */
export interface ActivatedVersion {
  from: number
  parameters: Parameters
}

const YEAR = 365
/** Cut points may change by at most 5 % of the range in a year. */
const CUT_CHANGE_PERCENT = 5

/** Everything that is wrong with a draft: by itself, then beside the versions before it. `versions` ascend. */
export function draftFaults(document: unknown, versions: readonly ActivatedVersion[], day: number): ParameterFault[] {
  const faults = parameterFaults(document)
  if (faults.length > 0) return faults
  const p = document as Parameters
  // A version comes into force tomorrow at the earliest.
  const from = Math.max(day + 1, dateToDay(p.validFrom))
  return [
    ...tableFaults(p),
    ...clockFaults(p, versions.at(-1)!.parameters),
    ...repairFaults(p, versions.at(-1)!.parameters),
    ...cutFaults(p, versions, from),
  ]
}

const tableFaults = (p: Parameters): ParameterFault[] =>
  wrongTables(p, makeTables(p)).map(({ name, hash }) => ({
    pointer: `/tables/${name}`,
    code: 'table-hash',
    text: { zh: `这些参数所得之表的散列值为 ${hash}`, en: `the table of these parameters has the hash ${hash}` },
  }))

/** Days that were accepted once must be accepted by every later version, or its replay would lose evidence. */
function clockFaults({ clock }: Parameters, before: Parameters): ParameterFault[] {
  if (clock.maxDay >= before.clock.maxDay) return []
  const { maxDay } = before.clock
  const text = { zh: `maxDay 此前已为 ${maxDay}，不得缩短`, en: `maxDay was ${maxDay} already: it must not shrink` }
  return [{ pointer: '/clock/maxDay', code: 'clock-shortened', text }]
}

/** A repair that was granted stays granted: credit repair is law, and a replay must not undo it. */
function repairFaults({ sanctions }: Parameters, before: Parameters): ParameterFault[] {
  return Object.entries(sanctions.classes).flatMap(([name, { repairAfterDays }]) => {
    const was = before.sanctions.classes[name as keyof typeof sanctions.classes].repairAfterDays
    if (repairAfterDays <= was) return []
    const text = {
      zh: `此前 ${was} 天后即可修复；已准予的修复不得收回`,
      en: `repairs were possible after ${was} days; what was granted must stay granted`,
    }
    return [{ pointer: `/sanctions/classes/${name}/repairAfterDays`, code: 'repair-later', text }]
  })
}

/** Cuts that would lie further than 5 % of the range from where they were on any day of the year before `from`. */
export function cutFaults(p: Parameters, versions: readonly ActivatedVersion[], from: number): ParameterFault[] {
  const most = Math.floor((p.units.maxScore * CUT_CHANGE_PERCENT) / 100)
  const ofTheYear = versions.filter((_, i) => (versions[i + 1]?.from ?? Number.POSITIVE_INFINITY) > from - YEAR)
  return p.grades.cuts.flatMap((cut, i) => {
    const far = ofTheYear.find(({ parameters }) => Math.abs(cut - parameters.grades.cuts[i]!) > most)
    if (!far) return []
    const { version, grades } = far.parameters
    const [was, date] = [grades.cuts[i], dayToDate(from)]
    const text = {
      zh: `${version} 版的分界为 ${was}：${date} 前一年内的变动不得超过 ${most}`,
      en: `the cut was ${was} in version ${version}: it may move by at most ${most} in the year before ${date}`,
    }
    return [{ pointer: `/grades/cuts/${i}`, code: 'cut-moved-too-far', text }]
  })
}
