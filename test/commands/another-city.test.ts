import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ServiceProcess } from '../machine/process.ts'
import { run } from '../support/running-command.ts'

/** A city that the project does not know, as its people would make it: by the commands, and through the interface. */
describe('a city of its own', () => {
  const place = mkdtempSync(join(tmpdir(), 'xinqiao-chengdu-'))
  const folder = join(place, 'chengdu')
  const data = join(place, 'data')
  let service: ServiceProcess
  beforeAll(async () => {
    expect(await run(['city', 'new', folder, '--root', '5101', '--name', '成都'], {})).toMatchObject({ code: 0 })
    expect(await run(['city', 'check', folder], {})).toMatchObject({ code: 0 })
    service = await ServiceProcess.start({ XINQIAO_DATA: data }, { args: ['--city', folder] })
  })
  afterAll(async () => {
    await service?.end('SIGTERM')
    rmSync(place, { recursive: true })
  })
  const get = async (path: string, role = 'dispatcher') =>
    (await service.send('GET', path, role)).body as never as {
      items: { provider: { id: string; name: string }; department: { name: string } }[]
    }

  it('takes its register, finds its firms, and lists them for dispatch', async () => {
    const register = join(place, 'register.csv')
    const rows = [
      '统一社会信用代码,单位名称,类型,联系电话,注册地址,所属区划,服务类别,服务区域,成立日期,登记状态',
      '91510104MA6CMXY213,成都锦江安心家政有限公司,家政企业,028-80000001,成都市锦江区一号,锦江区,家政服务,锦江区,2019-03-01,存续',
      '91510105MA6CMXY3X9,四川青羊家政有限公司,家政企业,028-80000002,成都市青羊区一号,成都市青羊区,家政服务,全市,2020-05-06,存续',
      '91510105MA6CMXY3X9,外地家政有限公司,家政企业,0574-80000002,宁波市海曙区一号,海曙区,家政服务,海曙区,2020-05-06,存续',
    ]
    writeFileSync(register, rows.join('\n'))
    const { said } = await run(['import', 'providers', register, '--city', folder], { XINQIAO_DATA: data })
    expect(said).toMatch(/2 .*(added|新增)|新增.*2/)
    const found = await get(`/v1/providers?q=${encodeURIComponent('安心 成都')}`)
    expect(found.items).toMatchObject([{ name: '成都锦江安心家政有限公司' }])
    const listed = await get('/v1/eligible-providers?service=01-001&area=510104')
    const names = listed.items.map(({ provider }) => provider.name).sort()
    expect(names).toEqual(['四川青羊家政有限公司', '成都锦江安心家政有限公司'])
  })

  it('knows who is responsible, and offers its own centre where nobody is', async () => {
    const { items } = await get(`/v1/responsibilities?q=${encodeURIComponent('办户口')}`)
    expect(items[0]!.department.name).toBe('成都市公安局')
    const nothing = (await service.send('GET', `/v1/responsibilities?q=${encodeURIComponent('xyzzy')}`, 'dispatcher'))
      .body
    expect(nothing).toMatchObject({ items: [], centre: { name: '成都市求助服务中心' } })
  })

  it('handles a request from the call to the closing', async () => {
    const call = { channel: 'phone', customer: 'c-1', duty: 'household-registration', area: '510104' }
    const { body } = await service.send('POST', '/v1/requests', 'dispatcher', call)
    const move = async (name: string, sent: object, role = 'dispatcher') =>
      (await service.send('POST', `/v1/requests/${body.id}/${name}`, role, sent)).status
    expect(await move('assignments', { department: 'public-security' })).toBe(201)
    expect(await move('answers', {})).toBe(201)
    expect(await move('completions', { outcome: 'completed' })).toBe(201)
  })

  it('is rebuilt from its ledger', async () => {
    await service.end('SIGTERM')
    const { code, said } = await run(['rebuild', '--city', folder], { XINQIAO_DATA: data })
    expect([code, said]).toEqual([0, expect.stringContaining('the rebuilt database matches')])
  })
})
