import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  DAY_PATTERN,
  epochDay,
  FIRST_DAY,
  isDay,
  isMoment,
  LAST_DAY,
  MONTH_PATTERN,
  readDay,
} from '../../src/ledger/calendar.ts'
import { dateToDay, dayToDate } from '../../src/ledger/clock.ts'
import { monthsBetween } from '../../src/requests/rules-performance.ts'

const SCHEMAS = new URL('../../schemas/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, SCHEMAS), 'utf8')

describe('the calendar', () => {
  it('reads the years 0 to 99 as themselves', () => {
    expect(readDay('0026-03-01')).toBe(epochDay(26, 3, 1))
    expect(dayToDate(dateToDay('0026-03-01'))).toBe('0026-03-01')
    expect(dayToDate(dateToDay('0000-01-01'))).toBe('0000-01-01')
  })

  it('knows every day of its range, in order, and no other', () => {
    const last = dateToDay(LAST_DAY)
    let before = dateToDay(FIRST_DAY) - 1
    for (let year = 1900; year <= 2199; year++)
      for (let month = 1; month <= 12; month++)
        for (let day = 1; day <= 31; day++) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
          if (!isDay(text)) continue
          expect(dateToDay(text)).toBe(++before)
          expect(new RegExp(DAY_PATTERN).test(text)).toBe(true)
        }
    expect(before).toBe(last)
  })

  it.each([
    '1899-12-31',
    '2200-01-01',
    '0026-03-01',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-1-1',
    '2026-04-31',
    '+002026-01-01',
    '',
  ])('admits %j nowhere', text => expect(isDay(text)).toBe(false))

  it.each(['2026-11-24T04:00:00Z', '2026-11-24T12:00:00.999999999+08:00', '1900-01-01T00:00:00-12:00'])(
    'admits the time %j, which JavaScript reads',
    text => expect([isMoment(text), Date.parse(text) > -1e13]).toEqual([true, true]),
  )

  it.each([
    '2026-11-24T23:59:60Z',
    '2026-11-24T25:00:00Z',
    '2026-11-24T12:60:00Z',
    '2026-11-24 12:00:00Z',
    '2026-11-24T12:00:00',
    '2026-11-24T12:00:00+24:00',
    '2026-02-29T12:00:00Z',
    '0026-03-01T00:00:00Z',
    '2026-11-24',
  ])('admits the time %j nowhere', text => expect(isMoment(text)).toBe(false))

  it('writes days beyond what four digits can say as the nearest that they can', () => {
    expect(dayToDate(dateToDay('9999-12-31') + 1)).toBe('9999-12-31')
    expect(dayToDate(dateToDay('0000-01-01') - 1)).toBe('0000-01-01')
  })

  it('counts months across centuries and never past the last', () => {
    expect(monthsBetween('1999-11', '2000-02')).toEqual(['1999-11', '1999-12', '2000-01', '2000-02'])
    expect(monthsBetween('9998-12', '9999-12')).toHaveLength(13)
    expect(monthsBetween('2000-02', '2000-01')).toEqual([])
  })
})

describe('the schemas', () => {
  it('say what the calendar says', () => {
    expect(JSON.parse(read('day.json')).pattern).toBe(DAY_PATTERN)
    expect(JSON.parse(read('day-or-none.json')).pattern).toBe(DAY_PATTERN)
    expect(JSON.parse(read('methodology.schema.json')).properties.validFrom.pattern).toBe(DAY_PATTERN)
    expect(JSON.parse(read('month.json')).pattern).toBe(MONTH_PATTERN)
  })

  it('define a day in one place', () => {
    // These stand alone, without references; their validators have the calendar's format.
    const ALONE = ['evidence-line.json', 'methodology.schema.json']
    const others = readdirSync(SCHEMAS).filter(file => file.endsWith('.json') && !ALONE.includes(file))
    const defining = others.filter(file => read(file).includes('"format": "date"'))
    expect(defining.sort()).toEqual(['day-or-none.json', 'day.json'])
    const contract = readFileSync(new URL('../openapi.yaml', SCHEMAS), 'utf8')
    expect(contract).not.toMatch(/format: date\b(?!-time)/)
  })

  it('hold every day of an entry to the calendar', () => {
    for (const file of readdirSync(new URL('entries/', SCHEMAS))) {
      const { properties } = JSON.parse(read(`entries/${file}`))
      for (const [name, schema] of Object.entries<{ maxLength?: number; format?: string }>(properties))
        if (schema.maxLength === 10 && name !== 'channel') expect(`${file} ${name} ${schema.format}`).toMatch(/ date$/)
    }
  })
})
