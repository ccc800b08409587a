import { AREA } from '../../support/city.ts'
import { type Cases, type Kit, NOBODY, REASON } from './kit.ts'

const FIRM = {
  kind: 'firm',
  name: '宁波新登记家政',
  phone: null,
  address: null,
  area: AREA,
  areas: [AREA],
  offerings: ['05'],
  founded: null,
  validUntil: null,
}
const HEADER =
  '统一社会信用代码,单位名称,类型,联系电话,注册地址,所属区划,服务类别,服务区域,成立日期,经营期限至,登记状态\n'

export const providerCases = ({ city, own, read, post, write, notModified, twice, tooLate }: Kit) => {
  const sendCsv = (text: string) =>
    city().call('post', '/v1/provider-imports', 'registrar').set('Content-Type', 'text/csv').send(text)
  const statusChange = (room: string) => [post(201, 'registrar', () => own() + room, REASON), twice(() => own() + room)]
  return {
    listProviders: [read(() => '/v1/providers'), [422, () => city().get('/v1/providers?service=99')]],
    createProvider: [
      post(201, 'registrar', () => '/v1/providers', { ...FIRM, uscc: '91440101MA5CJQ4N59' }),
      post(409, 'registrar', () => '/v1/providers', { ...FIRM, uscc: '91440101MA5CJQ4N59' }),
      post(422, 'registrar', () => '/v1/providers', { ...FIRM, uscc: '91350100M000100Y4Z' }),
    ],
    getProvider: [read(own), notModified(own)],
    updateProvider: [
      write(200, 'patch', own, { phone: '0574-1' }),
      tooLate('patch', '', { phone: '0574-2' }),
      write(412, 'patch', own, { phone: '0574-1' }, '"999"'),
      write(422, 'patch', own, { areas: ['330204'] }),
    ],
    setOfferings: [
      write(200, 'put', () => `${own()}/offerings`, { offerings: ['05'] }),
      tooLate('put', '/offerings', { offerings: ['05'] }),
      write(412, 'put', () => `${own()}/offerings`, { offerings: ['05'] }, '"999"'),
      write(422, 'put', () => `${own()}/offerings`, { offerings: ['99'] }),
    ],
    importProviders: [
      [200, () => sendCsv(HEADER)],
      [422, () => sendCsv('a,b\n1,2\n')],
    ],
    getImportRejects: [
      [
        200,
        async () => {
          const { body } = (await sendCsv(
            `${HEADER}\n,无代码企业,企业,,,海曙区,保洁清洗,海曙区,,,存续`,
          )) as unknown as {
            body: { rejects: { href: string } }
          }
          return city().get(body.rejects.href, 'registrar')
        },
      ],
      [404, () => city().get(`/v1/provider-imports/${NOBODY}/rejects`, 'registrar')],
    ],
    suspendProvider: statusChange('/suspensions'),
    reinstateProvider: statusChange('/reinstatements'),
    withdrawProvider: statusChange('/withdrawals'),
  } satisfies Partial<Cases>
}
