import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { backup } from '../../src/commands/backup.ts'
import { City } from '../support/city.ts'

const OLD = ['20260101-034000', '20260102-034000', '20260103-034000'].map(at => `xinqiao-${at}.backup`)
/** Of other makers, or half of a backup: nobody but its maker may remove it. */
const OTHERS = ['city.backup', 'city.backup.json', 'xinqiao-20250101-034000.backup', 'xinqiao-old.backup', 'notes.txt']

let city: City
let folder: string
beforeAll(async () => {
  city = await City.open()
  folder = join(mkdtempSync(join(tmpdir(), 'xinqiao-kept-')), 'backups')
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
afterAll(async () => {
  await city.close()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

async function run(...args: string[]): Promise<number> {
  vi.stubEnv('XINQIAO_DATA', city.folder)
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  return backup([...args, '--quick'])
}
const dated = () =>
  readdirSync(folder).filter(name => /^xinqiao-\d{8}-\d{6}\.backup$/.test(name) && !OTHERS.includes(name))

it('makes the folder for its owner alone, and a dated backup with its manifest', async () => {
  expect(await run('--keep', '2', folder)).toBe(0)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  const [made] = dated()
  expect(readdirSync(folder).sort()).toEqual([made, `${made}.json`])
})

it('keeps the newest, removes older ones with their manifests, and leaves alone what is no backup of its own', async () => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
  for (const name of [...OLD, ...OLD.map(name => `${name}.json`), ...OTHERS]) writeFileSync(join(folder, name), '')
  expect(await run('--keep', '2', folder)).toBe(0)
  const kept = dated().sort()
  expect(kept).toEqual([OLD[2], expect.stringMatching(/^xinqiao-2/)])
  expect(kept[1]! > OLD[2]!).toBe(true)
  expect(readdirSync(folder).sort()).toEqual([...kept, ...kept.map(name => `${name}.json`), ...OTHERS].sort())
})

it('removes nothing when no backup could be made', async () => {
  const before = readdirSync(folder).sort()
  vi.stubEnv('XINQIAO_DATA', '/nowhere')
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await expect(backup(['--keep', '1', folder])).rejects.toThrow()
  expect(readdirSync(folder).sort()).toEqual(before)
})

it.each(['0', '-1', '1.5', 'x', '', '1e3', '10001'])('refuses to keep %j', async keep => {
  await expect(run(`--keep=${keep}`, folder)).rejects.toThrow('whole number from 1')
})
