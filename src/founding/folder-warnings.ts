/** What a city should have, and can be founded without. */
import { parse } from 'yaml'
import { hasCityFile, readCityFile } from '../city/folder.ts'
import { type Defined, defined } from './reference.ts'

export interface FolderWarning {
  file: string
  zh: string
  en: string
}

/** Warnings about a folder that has no faults. */
export function folderWarnings(folder: string): FolderWarning[] {
  const all = defined(folder)
  const of = (type: string) => all.filter(({ draft }) => draft.type === type).map(({ draft }) => draft.payload)
  return [
    ...withoutLead(folder, all),
    ...withoutSource(of('clock.defined')),
    ...withoutItems(of('service.defined')),
    ...withoutDistricts(folder, of('area.defined')),
  ]
}

type Payload = Record<string, unknown>

/** Public services that no department leads. */
function withoutLead(folder: string, all: readonly Defined[]): FolderWarning[] {
  if (!hasCityFile('public-services.yaml', folder)) return []
  const codes = parse(readCityFile('public-services.yaml', folder)) as string[]
  const led = new Set(
    all
      .filter(({ draft: { type, payload } }) => type === 'duty.defined' && payload.role === 'lead')
      .flatMap(({ draft }) => draft.payload.services as string[]),
  )
  const items = all
    .filter(({ draft }) => draft.type === 'service.defined')
    .map(({ draft }) => String(draft.payload.code))
  return items
    .filter(code => code.length > 2 && codes.some(of => code.startsWith(of)) && !led.has(code))
    .map(code => ({
      file: 'public-services.yaml',
      zh: `公共服务 ${code} 没有主管部门`,
      en: `no department leads the public service ${code}`,
    }))
}

const withoutSource = (clocks: readonly Payload[]): FolderWarning[] =>
  clocks
    .filter(({ source }) => !source)
    .map(({ id }) => ({ file: 'clocks.yaml', zh: `期限 ${id} 没有来源`, en: `the clock ${id} has no source` }))

function withoutItems(services: readonly Payload[]): FolderWarning[] {
  const codes = services.map(({ code }) => String(code))
  return codes
    .filter(code => code.length === 2 && !codes.some(item => item.startsWith(`${code}-`)))
    .map(code => ({ file: 'catalogue.csv', zh: `大类 ${code} 没有服务项目`, en: `the category ${code} has no items` }))
}

function withoutDistricts(folder: string, areas: readonly Payload[]): FolderWarning[] {
  const { root } = parse(readCityFile('city.yaml', folder)) as { root: string }
  const has = areas.some(({ code }) => String(code).startsWith(root) && code !== root)
  return has ? [] : [{ file: 'areas.csv', zh: '没有区县', en: 'there are no districts' }]
}
