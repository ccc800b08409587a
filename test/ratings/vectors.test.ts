import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runVectorFiles } from '../../src/commands/vectors.ts'
import { compare, runVector, type Vector } from '../../src/ratings/engine/vectors.ts'
import { readParameters } from '../../src/ratings/rules/check-parameters.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { computeTables, tableHash } from '../../src/ratings/rules/tables.ts'

const folderOf = (version: string) => new URL(`../../data/methodology/vectors/${version}/`, import.meta.url)
const folder = folderOf('1.0')
const read = (name: string, of = folder): Vector => JSON.parse(readFileSync(new URL(name, of), 'utf8'))

describe.each([
  ['1.0.0', '1.0', 17],
  ['1.1.0', '1.1', 23],
])('the conformance vectors of hk-credit %s', (version, name, count) => {
  const of = folderOf(name)
  const files = readdirSync(of).filter(file => /^\d.*\.json$/.test(file))
  it('are all there', () => expect(files).toHaveLength(count))

  it.each(files)('%s matches to the last integer', name => {
    const vector = read(name, of)
    expect(vector.parameters).toBe(version)
    expect(compare(vector.expect, runVector(loadMethodology(vector.parameters), vector), name)).toEqual([])
  })

  it('have the published table hashes', () => {
    const tables = computeTables(readParameters(version))
    const published = JSON.parse(readFileSync(new URL('tables.json', of), 'utf8'))
    const hashes = Object.entries(tables).map(([name, table]) => [name, tableHash(table)])
    expect(Object.fromEntries(hashes)).toEqual(published)
    expect([tables.GI[719], tables.PD[0], tables.PD[2879]]).toEqual([8184, 65536, 1])
    expect([tables.G[0], tables.RW[64], tables.RW[256]]).toEqual([4096, 256, 13])
  })
})

describe('the vector runner', () => {
  const run = async (text: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'vector-')), 'v.json')
    writeFileSync(file, text)
    const lines: string[] = []
    return { count: await runVectorFiles([file], line => lines.push(line)), lines, file }
  }

  it('prints path, expected and got of every value that differs', async () => {
    const vector = read('01-first-evidence.json')
    vector.expect.reports[0]!.point = 1
    vector.expect.refused = [7]
    const { count, lines, file } = await run(JSON.stringify(vector))
    expect(count).toBe(3)
    expect(lines).toContain(`${file}.refused.length: expected 1, got 0`)
    expect(lines).toContain(`${file}.refused.0: expected 7, got undefined`)
    expect(lines.some(line => /\.reports\.0\.point: expected 1, got \d+$/.test(line))).toBe(true)
  })

  it.each([
    ['{', /is not JSON$/],
    ['[]', /is not a vector/],
    ['null', /is not a vector/],
    ['{"evidence":[null],"actions":[],"ask":[],"parameters":"1.0.0","expect":{"reports":[]}}', /is not a vector/],
    ['{"evidence":[],"actions":[],"ask":[],"parameters":"9.9.9","expect":{"reports":[]}}', /9\.9\.9/],
  ])('names a file that it cannot run in one line: %s', async (text, message) => {
    const { count, lines } = await run(text)
    expect(count).toBe(1)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(message)
  })

  it('names a file that is not there', async () => {
    const lines: string[] = []
    expect(await runVectorFiles(['/nowhere/v.json'], line => lines.push(line))).toBe(1)
    expect(lines).toEqual(['/nowhere/v.json: cannot be read (ENOENT)'])
  })
})
