import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { folderFaults } from '../../src/founding/folder-faults.ts'
import { folderWarnings } from '../../src/founding/folder-warnings.ts'
import { withoutInvented } from '../../src/founding/invented.ts'
import { makeCityFolder } from '../../src/founding/new-folder.ts'
import { referenceDrafts } from '../../src/founding/reference.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const place = mkdtempSync(join(tmpdir(), 'xinqiao-folders-'))
afterAll(() => rmSync(place, { recursive: true }))

describe('the folders that are shipped', () => {
  it.each(['ningbo', 'template'])('%s has no fault', name => expect(folderFaults(at(`cities/${name}`))).toEqual([]))

  it('names what is missing, where nothing else depends on it', () => {
    const said = folderWarnings(at('cities/template')).map(({ en }) => en)
    expect(said).toContain('no department leads the public service 29-002')
  })
})

describe('a folder that somebody fills in', () => {
  let folder: string
  let n = 0
  beforeEach(() => {
    folder = join(place, `city-${++n}`)
    cpSync(at('cities/template'), folder, { recursive: true })
  })
  const change = (file: string, from: string | RegExp, to: string) => {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toMatch(from)
    writeFileSync(join(folder, file), text.replace(from, to))
  }
  const faults = () => folderFaults(folder).map(({ file, line, en }) => `${file}:${line} ${en}`)

  it.each<[string, string, string | RegExp, string, string]>([
    [
      'an area above that is not there',
      'areas.csv',
      '990102,二区,,9901',
      '990102,二区,,9801',
      'areas.csv:7 area 9801 is not defined',
    ],
    ['the same code twice', 'areas.csv', '990102,二区', '990101,二区', 'areas.csv:7 defined twice: area:990101'],
    ['an item of no category', 'catalogue.csv', /^01-002/m, '88-002', 'catalogue.csv:4 service 88 is not defined'],
    [
      'a duty for a service that is not there',
      'departments/1-departments.yaml',
      'services: [29-001]',
      'services: [29-901]',
      'departments/1-departments.yaml:40 service 29-901 is not defined',
    ],
    [
      'a standard for a service that is not there',
      'standards.csv',
      ',02,stated',
      ',92,stated',
      'standards.csv:4 service 92 is not defined',
    ],
    [
      'a root that is no area',
      'city.yaml',
      /root: .*/,
      "root: '9902'",
      'city.yaml:0 areas.csv lacks the area of the whole city, 9902',
    ],
    ['a centre without a telephone', 'city.yaml', / {2}phone: .*\n/, '', 'city.yaml:0 lacks the text centre.phone'],
  ])('%s', (_, file, from, to, fault) => {
    change(file, from, to)
    expect(faults()).toContain(fault)
  })

  it('a member that its schema does not know, or of another kind', () => {
    change('departments/1-departments.yaml', 'role: lead', 'role: leader')
    expect(faults()).toEqual([
      expect.stringMatching(/^departments\/1-departments.yaml:11 not as its schema says: .*role/),
    ])
  })

  it('a file that cannot be parsed is named, and one that is not there', () => {
    change('areas.csv', '990102,二区', '990102,二区,,,,,,,')
    expect(faults()).toEqual([expect.stringMatching(/cannot be read: areas.csv: .*line 7/)])
    rmSync(join(folder, 'clocks.yaml'))
    expect(faults()).toEqual(['clocks.yaml:0 the file is not there'])
  })
})

describe('a folder for another city', () => {
  it('has its areas from the table of the country, and no fault', () => {
    const folder = join(place, 'chengdu')
    expect(makeCityFolder(folder, '5101', '成都')).toHaveLength(23)
    expect(folderFaults(folder)).toEqual([])
    expect(readFileSync(join(folder, 'city.yaml'), 'utf8')).toMatch(/^name: 成都市$/m)
    expect(() => makeCityFolder(folder, '5101', '成都')).toThrow(/is not overwritten/)
    expect(() => makeCityFolder(join(place, 'none'), '5199', '无')).toThrow(/four digits/)
  })
})

describe('invented telephone numbers', () => {
  it('do not go live: the number of the centre stands in their place', () => {
    const live = JSON.stringify(referenceDrafts().map(withoutInvented))
    expect(JSON.stringify(referenceDrafts())).toContain('0574-')
    expect(live).not.toContain('0574-')
  })
})

describe('the code', () => {
  it('names no city, no area and no department', () => {
    const src = at('src')
    const named = /宁波|Ningbo|海曙|鄞州|['"`]33\d{2,4}['"`]|公安局|public-security/
    const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts') && !file.endsWith('.gen.ts'))
      .flatMap(file =>
        readFileSync(join(src, file), 'utf8')
          .split('\n')
          .map(line => ({ file, line })),
      )
      // A comment may give an example.
      .filter(({ line }) => named.test(line.replace(/\/?\*.*|\/\/.*/, '')))
    expect(found).toEqual([])
  })
})
