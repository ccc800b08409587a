import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '../../src/commands/import.ts'
import { keys } from '../../src/commands/keys.ts'
import { rebuild } from '../../src/commands/rebuild.ts'
import { City } from '../support/city.ts'
import { runCommand } from '../support/command.ts'

const caseFile = (name: string) => fileURLToPath(new URL(`../registry/cases/${name}`, import.meta.url))
const CITIZEN = '330203190001010056'

let city: City
let folder: string
beforeAll(async () => {
  city = await City.open()
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-import-'))
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

const importInto = (...args: string[]) => runCommand(importFile, city.folder, args, city.clock.ms)
const file = (name: string, bytes: Uint8Array | string) => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const review = (customer: string) =>
  JSON.stringify({
    kind: 'review',
    provider: city.providers[0],
    day: '2026-05-07',
    customer,
    stars: 4,
    verified: true,
    text: '准时',
  })
const customers = async () => {
  const entries = await city.service.ledger.read(db => db.select().from(city.service.ledger.store.tables.ledger))
  return entries.map(entry => JSON.parse(entry.payload).customer).filter(Boolean)
}

describe('a file of evidence', () => {
  it('is read in GB18030 as a register is: six customers stay six', async () => {
    await importInto('providers', caseFile('01-a-alive.csv'))
    const { status, output } = await importInto('evidence', caseFile('02-evidence-gb18030.ndjson'))
    expect([status, output]).toEqual([0, expect.stringMatching(/gb18030 {2}6 行/)])
    expect(new Set(await customers())).toEqual(new Set(['客户甲', '客户乙', '客户丙', '客户丁', '客户戊', '客户己']))
  })

  it.each([
    ['utf-8', (text: string) => Buffer.from(text)],
    ['utf-8-bom', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['utf-16le', (text: string) => iconv.encode(`\ufeff${text}`, 'utf-16le')],
    ['utf-16be', (text: string) => iconv.encode(`\ufeff${text}`, 'utf-16be')],
    ['gb18030', (text: string) => iconv.encode(text, 'gb18030')],
  ])('is read in %s', async (encoding, encode) => {
    const lines = ['甲', '乙', '丙'].map(name => review(`${encoding}-${name}`)).join('\r\n')
    const { output } = await importInto('evidence', file(`${encoding}.ndjson`, encode(lines)))
    expect(output).toContain(`${encoding}  3 行`)
    expect(await customers()).toEqual(expect.arrayContaining([`${encoding}-甲`, `${encoding}-乙`, `${encoding}-丙`]))
  })

  it('loses one line to a damaged character, and stores nothing of it', async () => {
    const good = Buffer.from(`${review('前')}\n${review('中')}\n${review('后')}\n`)
    const at = good.indexOf('中')
    const bytes = Buffer.concat([good.subarray(0, at + 1), good.subarray(at + 2)])
    const { status, output } = await importInto('evidence', file('damaged.ndjson', bytes))
    expect([status, output]).toEqual([0, expect.stringContaining('line 2: text-damaged')])
    const stored = await customers()
    expect(stored).toEqual(expect.arrayContaining(['前', '后']))
    expect(stored.join()).not.toContain('\ufffd')
  })

  it('refuses a line with an identity number and repeats its digits nowhere', async () => {
    const report = join(folder, 'report.csv')
    const lines = file('citizen.ndjson', `${review(CITIZEN)}\n${review('33020319000101-0056')}\n`)
    const { status, output } = await importInto('evidence', lines, '--report', report)
    expect(status).toBe(1)
    expect(output).toContain('every line was refused')
    expect(output).toContain('identity-number')
    const shown = output + readFileSync(report, 'utf8') + (await customers()).join()
    expect(shown).not.toMatch(/190001010056|19000101-0056/)
  })

  it('cannot write to the terminal with its control characters', async () => {
    const { output } = await importInto('evidence', file('control.ndjson', '\u001b[2Jnonsense\u0007\n'))
    expect(output).toContain('\\u{1b}[2Jnonsense\\u{7}')
  })
})

describe('a command on a place without a city', () => {
  it.each([
    ['import providers', importFile, ['providers', caseFile('01-a-alive.csv')]],
    ['import evidence', importFile, ['evidence', caseFile('02-evidence-gb18030.ndjson')]],
    ['keys', keys, ['issue', 'admin', '--name', 'night']],
    ['rebuild', rebuild, []],
  ])('%s names the folder and makes nothing there', async (_, command, args) => {
    const nowhere = join(folder, 'nowhere')
    const { status, error } = await runCommand(command, nowhere, args)
    expect([status, error]).toEqual([null, expect.stringContaining(`no city in ${nowhere}`)])
    expect(existsSync(nowhere)).toBe(false)
  })
})
