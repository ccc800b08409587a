import type { Answer, Case, Cases, Kit } from './kit.ts'

/** Valid codes (GB 32100-2015) that no other case registers. */
const CODES = ['91350100M000100Y43', '123502001549897397']

export const admissionCases = ({ city, own, fresh, read, post, twice }: Kit) => {
  let registered = 0
  const candidate = async () => {
    const facts = { kind: 'firm', name: '宁波待准入家政', phone: null, address: null, founded: null, validUntil: null }
    const place = { area: '330203', areas: ['330203'], offerings: ['05'], uscc: CODES[registered++] }
    const answer = await city().post('/v1/providers', 'registrar', { ...facts, ...place })
    return `/v1/providers/${(answer as unknown as Answer).body.id}`
  }
  let applicant: string
  let application: string
  const decide = (status: number, body: object): Case => [
    status,
    async () => city().post(`${application}/decisions`, 'registrar', body),
  ]
  const rechecks = async () => `${await fresh()}/rechecks`
  return {
    applyForAdmission: [
      [
        201,
        async () => {
          applicant = await candidate()
          const answer = await city().call('post', `${applicant}/applications`, 'registrar')
          application = `/v1/applications/${(answer as unknown as Answer).body.id}`
          return answer
        },
      ],
      [409, async () => city().call('post', `${applicant}/applications`, 'registrar')],
    ],
    listProviderApplications: [read(() => `${own()}/applications`, 'firm')],
    listApplications: [read(() => '/v1/applications?status=open', 'regulator')],
    decideApplication: [
      decide(422, { outcome: 'refused', reasons: [] }),
      decide(201, { outcome: 'refused', reasons: ['pledge-missing'], text: '未签署' }),
      decide(409, { outcome: 'admitted', reasons: ['condition-waived'] }),
    ],
    recheckAdmission: [
      post(422, 'registrar', rechecks, { outcome: 'revoked', reasons: [] }),
      post(201, 'registrar', rechecks, { outcome: 'confirmed', reasons: ['condition-waived'] }),
      twice(rechecks, 'registrar', { outcome: 'revoked', reasons: ['pledge-missing'] }),
    ],
    listRechecks: [read(() => '/v1/rechecks?within=366', 'regulator')],
  } satisfies Partial<Cases>
}
