import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importEvidence } from '../../src/ratings/evidence/import-evidence.ts'
import { importRegister } from '../../src/registry/import/import-register.ts'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'
import { City } from '../support/city.ts'

const HEADER =
  '统一社会信用代码,中心编号,单位名称,类型,联系电话,注册地址,所属区划,服务类别,服务区域,成立日期,经营期限至,登记状态'
const FIRM = '123502001549897397'
const CENTRES = '91440101MA5CJQ4N59'

interface Row {
  uscc?: string
  number?: string
  name?: string
  kind?: string
  phone?: string
  address?: string
  offerings?: string
  areas?: string
  status?: string
}

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const file = (...rows: Row[]) => {
  const lines = rows.map(row => {
    const { uscc = FIRM, number = '', name = '试样家政', kind = '企业', phone = '0574-1', address = '海曙区1号' } = row
    const { offerings = '保洁清洗、家政服务', areas = '海曙区、鄞州区', status = '存续' } = row
    return [uscc, number, name, kind, phone, address, '海曙区', offerings, areas, '2015-05-06', '长期', status].join(
      ',',
    )
  })
  return Buffer.from([HEADER, ...lines].join('\n'))
}
const run = async (...rows: Row[]) =>
  (await importRegister(city.service.ledger, file(...rows), { actor: 'key' })).report
const find = async (q: string) => (await city.get(`/v1/providers?q=${encodeURIComponent(q)}`)).body.items
const firm = async () => (await find(FIRM))[0]

describe('a field of two owners', () => {
  it('is the register’s until the centre has entered it', async () => {
    await run({})
    expect((await run({ phone: '0574-2', offerings: '保洁清洗', areas: '全市' })).counts.updated).toBe(1)
    expect(await firm()).toMatchObject({ phone: '0574-2', offerings: ['05'], areas: ['3302'], enteredByCentre: [] })
  })

  it('stays what the centre has made of it: offerings that were narrowed are not widened again', async () => {
    const { id } = await firm()
    await run({})
    expect((await firm()).offerings).toEqual(['01', '05'])
    const put = (path: string, method: 'put' | 'patch', body: object) => city.call(method, path, 'registrar').send(body)
    expect((await put(`/v1/providers/${id}/offerings`, 'put', { offerings: ['05'] })).status).toBe(200)
    expect((await put(`/v1/providers/${id}`, 'patch', { phone: '0574-9', areas: ['330203'] })).status).toBe(200)
    const { counts, rows } = await run({})
    expect(counts).toMatchObject({ updated: 0, unchanged: 1 })
    expect(rows[0]!.notes.map(note => [note.column, note.code, note.allowed])).toEqual([
      ['联系电话', 'centre-kept', ['0574-9']],
      ['服务区域', 'centre-kept', ['330203']],
      ['服务类别', 'centre-kept', ['05']],
    ])
    expect(await firm()).toMatchObject({
      ...{ phone: '0574-9', offerings: ['05'], areas: ['330203'] },
      enteredByCentre: ['phone', 'areas', 'offerings'],
    })
  })

  it('is the authority’s where only a register knows it, and acts beside what is kept', async () => {
    await run({ address: '海曙区2号', status: '歇业' })
    expect(await firm()).toMatchObject({ address: '海曙区2号', registration: 'dormant', phone: '0574-9' })
  })

  it('is the centre’s from the beginning if it registered the provider', async () => {
    const body = {
      kind: 'firm',
      name: '中心登记家政',
      uscc: CENTRES,
      area: '330203',
      areas: ['330203'],
      offerings: ['05'],
    }
    expect((await city.post('/v1/providers', 'registrar', body)).status).toBe(201)
    await run({ uscc: CENTRES, name: '中心登记家政' })
    const [held] = await find(CENTRES)
    expect(held).toMatchObject({
      offerings: ['05'],
      areas: ['330203'],
      phone: '0574-1',
      enteredByCentre: ['areas', 'offerings'],
    })
  })

  it('is told apart by the same rule in rows that older versions wrote', async () => {
    const database = new Database(join(city.folder, SQLITE_FILE))
    const flags = () =>
      database
        .prepare('select id, phone_by_centre, areas_by_centre, offerings_by_centre from providers order by id')
        .all()
    try {
      const replayed = flags()
      const migration = readFileSync(new URL('../../migrations/0025-registers-a-owners.sql', import.meta.url), 'utf8')
      database.exec('begin; update providers set phone_by_centre = 0, areas_by_centre = 0, offerings_by_centre = 0')
      // Old imports by the contract did not say what they were; those of this test do.
      const updates = migration.split(';').filter(statement => statement.trim().startsWith('update'))
      for (const statement of updates)
        database.exec(statement.replaceAll("actor <> 'import'", `actor <> 'import' and payload not like '%"source":%'`))
      const migrated = flags()
      database.exec('rollback')
      expect(migrated).toEqual(replayed)
    } finally {
      database.close()
    }
  })
})

describe('a team without a code', () => {
  const team = { uscc: '', kind: '志愿服务组织', name: '白云志愿服务队' }

  it('is registered once, and by its name alone only a person changes it', async () => {
    expect((await run(team)).counts.created).toBe(1)
    expect((await run(team)).counts).toMatchObject({ created: 0, unchanged: 1 })
    const { counts, rows } = await run({ ...team, phone: '0574-7', status: '注销' })
    expect(counts).toMatchObject({ conflicts: 1, updated: 0 })
    expect(rows[0]!.faults).toMatchObject([{ code: 'team-known', allowed: ['V000001'] }])
    expect((await find('V000001'))[0]).toMatchObject({ phone: '0574-1', registration: 'operating' })
  })

  it('is meant by its number, under which it can change and get a code', async () => {
    expect((await run({ ...team, number: 'v000001', phone: '0574-7' })).counts.updated).toBe(1)
    expect((await run({ ...team, number: 'V000009' })).rows[0]!.faults).toMatchObject([{ code: 'number-unknown' }])
    const code = '91350100M000100Y43'
    const alone = await run({ ...team, uscc: code, number: '' })
    expect(alone.rows[0]!.faults).toMatchObject([{ code: 'team-known' }])
    expect((await run({ ...team, uscc: code, number: 'V000001', phone: '0574-7' })).counts.updated).toBe(1)
    expect((await find(code))[0]).toMatchObject({ number: 'V000001', usccStatus: 'valid', phone: '0574-7' })
    expect((await run({ ...team, uscc: code, phone: '0574-7' })).counts.unchanged).toBe(1)
    expect((await run({ ...team, uscc: FIRM, number: 'V000001' })).counts.conflicts).toBe(1)
  })

  it('is registered by the contract by the same rules', async () => {
    const body = { kind: 'volunteer', name: '月湖志愿服务队', area: '330203', areas: ['330203'], offerings: ['05'] }
    const created = await city.post('/v1/providers', 'registrar', body)
    expect([created.status, created.body.number, created.body.uscc]).toEqual([201, 'V000002', null])
    const again = await city.post('/v1/providers', 'registrar', body)
    expect([again.status, again.body.code, again.body.existing]).toEqual([409, 'team-known', created.body.id])
    const asFirm = await city.post('/v1/providers', 'registrar', { ...body, kind: 'firm', name: '无代码家政' })
    expect([asFirm.status, asFirm.body.code]).toEqual([422, 'uscc-missing'])
    const patch = (uscc: string) => city.call('patch', `/v1/providers/${created.body.id}`, 'registrar').send({ uscc })
    expect((await patch(FIRM)).body.code).toBe('uscc-taken')
    expect((await patch('330203190001010056')).body.code).toBe('identity-number')
    expect((await patch('91350200776049653A')).body.code).toBe('uscc-taken')
    const given = await patch('53100000500014005H')
    expect([given.status, given.body.code]).toEqual([422, 'uscc-check'])
    expect(JSON.stringify(given.body)).not.toContain('undefined')
  })

  it('is known to evidence by its number', async () => {
    const line = { kind: 'inspection', provider: 'V000002', day: '2026-05-07', score: 80 }
    async function* lines() {
      yield JSON.stringify(line)
    }
    const faults: unknown[] = []
    const options = { actor: 'import', source: 'teams', onFault: (fault: unknown) => faults.push(fault) }
    expect(await importEvidence(city.service.ledger, lines(), options)).toMatchObject({ admitted: 1, refused: 0 })
  })

  it('twice in one file is reported, not registered twice', async () => {
    const other = { ...team, name: '鼓楼志愿服务队' }
    expect((await run(other, { ...other, phone: '0574-8' })).counts).toMatchObject({ created: 1, repeated: 1 })
    const third = { ...team, name: '天一志愿服务队' }
    // The first row lacks a cell: it does not stand in the way of the second.
    expect((await run({ ...third, offerings: '' }, third)).counts).toMatchObject({
      created: 1,
      rejected: 1,
      repeated: 0,
    })
    expect((await run({ ...other, uscc: '', kind: '企业', name: '无代码企业' })).rows[0]!.faults).toMatchObject([
      { code: 'uscc-missing' },
    ])
  })

  it('is replayed with the rest to the same rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})
