import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { readCityFile } from '../city/folder.ts'

/** Behaviour of one kind of provider; see demo/profiles.yaml for units. */
export interface Profile {
  name: string
  share: number
  orders: [number, number]
  stars: number[]
  completed: number
  answeredInTime: number
  complaints: number
  inspections: number
  scores: [number, number]
  collapse?: {
    lastDays: number
    orders: [number, number]
    stars: number[]
    completed: number
    answeredInTime: number
    complaints: number
  }
  smear?: [number, number]
}

export interface DemoSettings {
  seed: number
  firms: number
  volunteers: number
  years: number
  repeatCustomer: number
  reviewed: number
  unverifiedReviews: number
  profiles: Profile[]
  suspended: number
  reinstated: number
  withdrawn: number
}

interface Names {
  brandFirst: string
  brandSecond: string
  firmForms: string[]
  businesses: Record<string, string[]>
  causes: string[]
  volunteerForms: string[]
  streets: Record<string, string[]>
}

export interface DemoData {
  settings: DemoSettings
  names: Names
  districts: { code: string; name: string }[]
  categories: { code: string; items: string[] }[]
}

const data = (path: string) => readCityFile(path)
const csv = (path: string): Record<string, string>[] => parseCsv(data(path), { columns: true, bom: true, comment: '#' })

const readSettings = () => parseYaml(data('demo/profiles.yaml')) as DemoSettings

/** The demo city with that number of firms, of the same shape: as many volunteer organisations to a firm as in the whole one. */
export function demoOf(firms: number): Pick<DemoSettings, 'firms' | 'volunteers'> {
  const whole = readSettings()
  return { firms, volunteers: Math.round((firms * whole.volunteers) / whole.firms) }
}

/** Reads what the demo city is made from. `overrides` makes a smaller city. */
export function readDemoData(overrides: Partial<DemoSettings> = {}): DemoData {
  const settings = { ...readSettings(), ...overrides }
  const items = csv('catalogue.csv').map(row => row.code!)
  return {
    settings,
    names: parseYaml(data('demo/names.yaml')) as Names,
    districts: csv('areas.csv')
      .filter(row => row.code!.length === 6 && !row.validUntil)
      .map(row => ({ code: row.code!, name: row.name! })),
    categories: csv('catalogue-categories.csv').map(row => ({
      code: row.code!,
      items: items.filter(item => item.startsWith(`${row.code}-`)),
    })),
  }
}
