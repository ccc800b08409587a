import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { handlers } from '../src/handlers.ts'

const SRC = fileURLToPath(new URL('../src', import.meta.url))
/** From the edge down: a room may import from itself and from what stands to its right. */
const ORDER = ['api', 'requests', 'eligibility', 'ratings', 'standards', 'registry', 'city', 'ledger', 'store']
/** Inside ratings, from the top down. Versions and evidence do not see each other; entries.ts is the face of the room. */
const WINGS = [['entries.ts'], ['answers'], ['versions', 'evidence'], ['live'], ['engine'], ['rules']]
/** The library that the vectors describe: pure, and without a view of anything else. */
const LIBRARY = /^ratings\/(rules|engine)\//
const LIBRARY_PACKAGES = /^(node:crypto|ajv\/dist\/2020\.js|ajv-formats)$/
/** They put the house together, so they see everything. */
const COMPOSITION =
  /^(commands|demo|founding)\/|^(main|service|services|reading-service|query-worker|gauges|handlers|config)\.ts$/
/** Shapes of the contract, made of types only. */
const TYPES = 'api/operations.ts'
const MAX_LINES = 300

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
const source = new Map(files.map(file => [file, readFileSync(join(SRC, file), 'utf8')]))
const room = (file: string) => ORDER.indexOf(file.split('/')[0]!)

function imports(file: string): { target: string; isType: boolean }[] {
  const text = source.get(file)!
  const found = text.matchAll(/^(?:import|export) (type )?[^;'"]*?from '([^']+)'/gm)
  const atRunTime = text.matchAll(/\bawait import\(()'([^']+)'\)/g)
  return [...found, ...atRunTime].map(([, type, from]) => ({
    target: from!.startsWith('.') ? relative(SRC, join(SRC, dirname(file), from!)) : from!,
    isType: Boolean(type),
  }))
}

describe('the layers of the house', () => {
  it('has no arrow that points back', () => {
    const back = files
      .filter(file => !COMPOSITION.test(file))
      .flatMap(file =>
        imports(file)
          .filter(({ target, isType }) => target.endsWith('.ts') && !(isType && target === TYPES))
          .filter(({ target }) => room(target) < room(file))
          .map(({ target }) => `${file} -> ${target}`),
      )
    expect(back).toEqual([])
  })

  it('has no arrow inside ratings that points back or sideways', () => {
    const wing = (file: string) => file.split('/')[1]!
    const floor = (file: string) => WINGS.findIndex(names => names.includes(wing(file)))
    const inside = files.filter(file => file.startsWith('ratings/'))
    expect(inside.filter(file => floor(file) < 0)).toEqual([])
    const back = inside.flatMap(file =>
      imports(file)
        .filter(({ target }) => target.startsWith('ratings/') && wing(target) !== wing(file))
        .filter(({ target }) => floor(target) <= floor(file))
        .map(({ target }) => `${file} -> ${target}`),
    )
    expect(back).toEqual([])
  })

  it('keeps the library of the methodology free of everything else', () => {
    const outside = files
      .filter(file => LIBRARY.test(file))
      .flatMap(file =>
        imports(file)
          .filter(({ target }) => !LIBRARY.test(target) && !target.endsWith('.json') && !LIBRARY_PACKAGES.test(target))
          .map(({ target }) => `${file} -> ${target}`),
      )
    expect(outside).toEqual([])
  })

  it('has no circle of imports, of types or of code', () => {
    const state = new Map<string, 'open' | 'done'>()
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]) => {
      if (state.get(file) === 'open') circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      if (state.has(file)) return
      state.set(file, 'open')
      for (const { target } of imports(file)) if (source.has(target)) visit(target, [...path, file])
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })

  it('has each operation in one file that its name leads to', () => {
    const rooms = files.filter(file => /(^|\/)operations(-[^/]+)?\.ts$/.test(file) && file !== TYPES)
    const exported = rooms.flatMap(file => [...source.get(file)!.matchAll(/^export const (\w+): Handler<'(\w+)'>/gm)])
    expect(exported.filter(([, name, id]) => name !== id).map(([line]) => line)).toEqual([])
    expect(exported.map(([, name]) => name).sort()).toEqual(Object.keys(handlers).sort())
  })

  it('keeps rules pure: no clock, no chance, no input or output', () => {
    const rules = files.filter(file => /\/rules-[^/]+\.ts$/.test(file) || LIBRARY.test(file))
    expect(rules.length).toBeGreaterThan(10)
    const impure = rules.filter(
      file =>
        /Date\.now|new Date\(\)|Math\.random|process\.|await /.test(source.get(file)!) ||
        imports(file).some(({ target, isType }) => !isType && /^node:(?!crypto)|drizzle|express|store\//.test(target)),
    )
    expect(impure).toEqual([])
  })

  it('loads drizzle in one place, by its quick door', () => {
    const others = files.filter(file => file !== 'store/drizzle.ts' && /from 'drizzle-orm/.test(source.get(file)!))
    expect(others).toEqual([])
  })

  it('has no file that two ideas share', () => {
    const long = files.filter(file => file !== 'api/api.gen.ts' && source.get(file)!.split('\n').length > MAX_LINES)
    expect(long).toEqual([])
  })
})
