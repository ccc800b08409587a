import type { Handler } from '../api/operations.ts'
import { CITY } from '../city/city.ts'
import { dayToDate } from '../ledger/clock.ts'
import { decodeCursor, encodeCursor } from '../ledger/cursor.ts'
import type { DutyIndex } from './duty-index.ts'
import { allAreas } from './reference-rows.ts'
import { requireArea } from './require.ts'
import type { Duty } from './rows-duties.ts'
import { type Gap, gapsIn, needsLead } from './rules-coverage.ts'

export const getCoverage: Handler<'getCoverage'> = async ({ query }, { ledger, services, now, day }) => {
  const { area, on, finding, limit = 50, cursor } = query
  const list = `getCoverage ${area ?? ''} ${on ?? ''} ${finding ?? ''}`
  const after = decodeCursor(list, cursor, ['text', 'text'])
  const date = on ?? dayToDate(day)
  const { tables } = ledger.store
  const areas = await ledger.read(async db => {
    if (area) await requireArea(db, tables, area, now, '?area')
    return allAreas(db, tables)
  })
  const asked = areas.filter(
    ({ code, validFrom, validUntil }) =>
      (area ? code === area : code.startsWith(CITY.root)) &&
      (validFrom ?? '') <= date &&
      date <= (validUntil ?? '9999'),
  )
  const { duties } = services
  const items = duties.items.map(({ code }) => code).filter(code => needsLead(code, duties.publicServices))
  const found = asked.map(({ code }) => ({
    area: code,
    gaps: gapsIn(duties.duties, items, code, date, duty => duties.holder(duty, date)),
  }))
  const rows = found
    .flatMap(({ area: code, gaps }) => gaps.map(gap => toRow(duties, code, gap, date)))
    .filter(row => finding === undefined || row.finding === finding)
  const rest = rows.filter(row => after === null || `${row.area} ${row.service}` > `${after[0]} ${after[1]}`)
  const shown = rest.slice(0, limit)
  const last = shown.at(-1)
  const next = rest.length > limit && last ? encodeCursor(list, [last.area, last.service]) : null
  return { status: 200, body: { areas: found.map(each => summary(each, items.length)), items: shown, next } }
}

function summary({ area, gaps }: { area: string; gaps: readonly Gap<Duty>[] }, needed: number) {
  const noLead = gaps.filter(({ finding }) => finding === 'no-lead').length
  return { area, needed, oneLead: needed - gaps.length, noLead, severalLeads: gaps.length - noLead }
}

function toRow(duties: DutyIndex, area: string, { service, finding, leads }: Gap<Duty>, date: string) {
  return {
    area,
    service,
    name: duties.items.find(({ code }) => code === service)!.words[0]!,
    finding,
    leads: leads.map(duty => ({ department: duties.holder(duty, date), duty: duty.id, matter: duty.matter })),
  }
}
