import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textPlaces } from '../../src/api/clean-texts.ts'
import { loadContract } from '../../src/api/contract.ts'
import { importRegister } from '../../src/registry/import/import-register.ts'
import { usccCheckCharacter } from '../../src/registry/rules-uscc.ts'
import { AREA, City } from '../support/city.ts'

const OTHER_AREA = '330205'
let codes = 0

/** A valid code that nobody bears. */
function newUscc(): string {
  const start = `91330203MA2${String(++codes).padStart(6, '0')}`
  return start + usccCheckCharacter(start)
}

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const FIRM = { kind: 'firm', area: AREA, areas: [AREA], offerings: ['05'] }
const register = (body: object) => city.post('/v1/providers', 'registrar', { ...FIRM, uscc: newUscc(), ...body })
const department = (body: object) =>
  city.post('/v1/departments', 'registrar', {
    id: 'pets',
    name: '宁波市宠物管理办公室',
    nameEn: 'Pet Office',
    phone: '0574-87000000',
    hours: '9-17',
    area: '3302',
    ...body,
  })

describe('every text that a body may hold', () => {
  it('is a line, prose, or has a form of its own', () => {
    const { bundled, operations } = loadContract()
    // Codes and ids that are compared with what exists, by their own rules.
    const compared = /\/(standard|replaces|clause|uscc|customer)$/
    const loose: string[] = []
    // biome-ignore lint/suspicious/noExplicitAny: a schema of the contract
    const walk = (schema: any, path: string, seen: string[]): void => {
      if (schema === null || typeof schema !== 'object') return
      if (schema.$ref) {
        const name = schema.$ref.split('/').at(-1)
        if (!seen.includes(name)) walk(bundled.components.schemas[name], path, [...seen, name])
        return
      }
      const isText = [schema.type].flat().includes('string')
      const hasForm = ['format', 'pattern', 'enum', 'const'].some(key => key in schema)
      if (isText && !hasForm && !compared.test(path)) loose.push(path)
      for (const [name, member] of Object.entries(schema.properties ?? {})) walk(member, `${path}/${name}`, seen)
      for (const part of [schema.items, ...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])])
        walk(part, path, seen)
    }
    for (const { id, document } of operations) walk(document.requestBody?.content?.['application/json']?.schema, id, [])
    expect([...new Set(loose)].filter(path => !path.startsWith('draftMethodology'))).toEqual([])
  })

  it('is found behind references, in lists and in alternatives', () => {
    const schemas = { 'a.json': { properties: { b: { items: { format: 'line' } }, a: { $ref: './a.json' } } } }
    const places = textPlaces(
      { oneOf: [{ properties: { c: { format: 'prose' } } }, { $ref: './schemas/a.json' }] },
      schemas,
    )
    expect([...places!.members.keys()].sort()).toEqual(['b', 'c'])
  })
})

describe('a name', () => {
  it.each([
    [' 宁波\u3000甬安  家政 ', '宁波 甬安 家政'],
    ['宁波\u200b甬宁\u202e家政', '宁波甬宁家政'],
    ['宁波甬静\u0007家政\ufeff', '宁波甬静 家政'],
  ])('of a provider, %j, is kept as %j', async (given, kept) => {
    const { body } = await register({ name: given })
    expect(body.name).toBe(kept)
  })

  it.each([' ', '\u200b\u200b\u200b', '\u3164\u2800', '城\u{e0041}隍', '家\ufe00政'])(
    'of a provider or a department is not %j',
    async name => {
      expect((await register({ name })).status).toBe(400)
      const { status, body } = await department({ name })
      expect([status, body.errors[0].pointer]).toEqual([400, '#/name'])
    },
  )

  it('of a department, and its short names, are cleaned too', async () => {
    const { status, body } = await department({
      name: '宁波市\u2066宠物\u2069管理办公室',
      shortNames: ['宠\u200b管办 '],
    })
    expect([status, body.name, body.shortNames]).toEqual([201, '宁波市宠物管理办公室', ['宠管办']])
  })

  it('is checked again before its entry is appended', async () => {
    const payload = { provider: 'x', name: '宁波\u202e家政' }
    await expect(
      city.service.ledger.write('test', tx => tx.append({ type: 'provider.changed', subject: 'x', payload })),
    ).rejects.toThrow(/provider\.changed: payload\/name/)
  })
})

describe('words of people', () => {
  it('are not blank, and lose what would turn their order round', async () => {
    const inspect = (finding: string) =>
      city.post(`/v1/providers/${city.providers[0]}/inspections`, 'regulator', { score: 80, finding })
    for (const finding of [' \n ', '\u200b', '\u3000']) expect((await inspect(finding)).status).toBe(400)
    expect((await inspect('台账齐全\n\u202e公示不全')).status).toBe(201)
    const { body } = await city.get(`/v1/providers/${city.providers[0]}/evidence`, 'regulator')
    expect(body.items[0].text).toBe('台账齐全\n公示不全')
  })
})

describe('an active provider of the same name in the same area', () => {
  let first: string

  it('asks for a confirmation, also if the name is written otherwise', async () => {
    const { body } = await register({ name: '宁波同名（甬）家政' })
    first = body.id
    const again = { name: '宁波同名(甬) 家政' }
    const refused = await register(again)
    expect([refused.status, refused.body.code, refused.body.existing]).toEqual([409, 'same-name', first])
    expect((await register({ ...again, area: OTHER_AREA })).status).toBe(201)
    expect((await register({ ...again, sameNameConfirmed: true })).status).toBe(201)
  })

  it('asks when a name or an area is changed, and not when the name stays', async () => {
    const other = await city.register()
    const change = (body: object) => city.call('patch', `/v1/providers/${other}`, 'registrar').send(body)
    const { body } = await change({ name: '宁波同名（甬）家政' })
    expect(body.code).toBe('same-name')
    expect((await change({ sameNameConfirmed: true })).status).toBe(400)
    expect((await change({ name: '宁波同名（甬）家政', sameNameConfirmed: true })).status).toBe(200)
    expect((await change({ phone: '0574-87111111' })).status).toBe(200)
    expect((await change({ name: '宁波同名（甬） 家政' })).status).toBe(200)
  })

  it('asks while it is suspended, and nothing once it has left', async () => {
    const { body } = await register({ name: '宁波已走家政' })
    await city.post(`/v1/providers/${body.id}/suspensions`, 'registrar', { reason: '多次爽约' })
    expect((await register({ name: '宁波已走家政' })).body.code).toBe('same-name')
    await city.post(`/v1/providers/${body.id}/withdrawals`, 'registrar', { reason: '重复登记' })
    expect((await register({ name: '宁波已走家政' })).status).toBe(201)
  })

  const HEADER = '统一社会信用代码,单位名称,类型,所属区划,服务区域,服务类别,登记状态'
  type Row = [uscc: string, name: string, area: string, status: string]
  async function imported(rows: Row[], options: { dryRun?: boolean; overrides?: Map<string, string> } = {}) {
    const lines = rows.map(([uscc, name, area, status]) => `${uscc},${name},企业,${area},${area},05,${status}`)
    const bytes = Buffer.from([HEADER, ...lines].join('\n'))
    const { rows: all } = await importRegister(city.service.ledger, bytes, { actor: 'test', ...options })
    return all.map(row => [row.outcome, ...row.faults.map(fault => fault.code)].join(' '))
  }

  it('lets a row of a register wait for a person, on a dry run as well', async () => {
    const uscc = newUscc()
    const rows: Row[] = [
      [uscc, '宁波同名（甬）家政', AREA, '存续'],
      [newUscc(), '宁波同名（甬）家政', '330206', '存续'],
      [newUscc(), '宁波同名（甬）家政', AREA, '注销'],
    ]
    const outcomes = ['conflict same-name', 'created', 'created']
    expect(await imported(rows, { dryRun: true })).toEqual(outcomes)
    expect(await imported(rows)).toEqual(outcomes)
    expect(await imported(rows)).toEqual(['conflict same-name', 'unchanged', 'unchanged'])
    const overrides = new Map([[uscc, '同名，法定代表人不同']])
    expect(await imported(rows, { overrides })).toEqual(['created', 'unchanged', 'unchanged'])
    expect(await imported(rows)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  it('is found among the rows of one file', async () => {
    const rows: Row[] = [
      [newUscc(), '宁波同档家政', AREA, '存续'],
      [newUscc(), '宁波 同档家政', AREA, '存续'],
    ]
    for (const dryRun of [true, false])
      expect(await imported(rows, { dryRun })).toEqual(['created', 'conflict same-name'])
  })

  it('has left a ledger that a rebuild repeats', async () => expect(await city.differences()).toEqual([]))
})
