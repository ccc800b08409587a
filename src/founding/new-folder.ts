/** A folder for another city, made from the template. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parseCsv } from 'csv-parse/sync'

const TEMPLATE = fileURLToPath(new URL('../../cities/template', import.meta.url))
const AREAS = new URL('../../data/areas-of-china.csv', import.meta.url)

interface NamedArea {
  code: string
  name: string
}

/** @throws Error in both languages, if the folder is there or the root is no city */
export function makeCityFolder(folder: string, root: string, name: string): NamedArea[] {
  if (existsSync(folder)) throw new Error(`${folder} 已存在，不覆盖 is there already and is not overwritten`)
  const areas = areasOf(root)
  cpSync(TEMPLATE, folder, { recursive: true })
  const city = areas.find(({ code }) => code === root)!.name
  const header = readFileSync(join(folder, 'areas.csv'), 'utf8').split('\n').slice(0, 3)
  const rows = areas.map(({ code, name: text }) => `${code},${text},,${code.length > 2 ? above(code) : ''},,,`)
  writeFileSync(join(folder, 'areas.csv'), `${[...header, ...rows].join('\n')}\n`)
  for (const file of ['city.yaml', 'departments/1-departments.yaml']) {
    const text = readFileSync(join(folder, file), 'utf8')
    const renamed = text
      .replaceAll('示例市', city.startsWith(name) ? city : name)
      .replace(/(?<=["'])9901(?=["'])/g, root)
    writeFileSync(join(folder, file), renamed.replace(/^nameEn: .*\n/m, ''))
  }
  return areas
}

const above = (code: string): string => code.slice(0, -2)

/** The city, the province above and the districts below, from the table of the country. */
function areasOf(root: string): NamedArea[] {
  const all = parseCsv(readFileSync(AREAS, 'utf8'), { columns: true, comment: '#' }) as NamedArea[]
  const found = all.filter(({ code }) => code.startsWith(root) || code === root.slice(0, 2))
  if (root.length !== 4 || !found.some(({ code }) => code === root))
    throw new Error(
      `没有代码为 ${root} 的城市，须为四位代码，如 5101 no city has the code ${root}: four digits such as 5101`,
    )
  return found
}
