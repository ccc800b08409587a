import type { Answer, Case, Cases, Kit } from './kit.ts'

export const PLEDGE = {
  type: 'service-pledge',
  issuer: '宁波市一号求助服务中心',
  number: 'JC-0001',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  verifiedBy: '准入审核科',
  verifiedHow: 'original-seen',
}
export const CERTIFICATE = {
  ...PLEDGE,
  type: 'certificate-of-conformance',
  number: 'HK-0001',
  standard: 'gb-t-31771-2024',
}

export const credentialCases = ({ city, own, fresh, read, post, twice }: Kit) => {
  const room = () => `${own()}/credentials`
  const recorded = async (body: object = PLEDGE) => {
    const answer = (await city().post(`${await fresh()}/credentials`, 'registrar', body)) as unknown as Answer
    return `/v1/credentials/${answer.body.id}/revocations`
  }
  const revoked = (status: number, body: object): Case => [
    status,
    async () => city().post(await recorded(CERTIFICATE), 'registrar', body),
  ]
  return {
    listCredentials: [read(room)],
    recordCredential: [
      post(201, 'registrar', room, PLEDGE),
      post(409, 'registrar', room, PLEDGE),
      post(422, 'registrar', room, { ...PLEDGE, validUntil: '2025-12-31' }),
    ],
    revokeCredential: [
      revoked(201, { reason: '发证机构已撤销' }),
      twice(recorded),
      revoked(422, { reason: '发证机构已撤销', day: '2026-11-25' }),
    ],
  } satisfies Partial<Cases>
}
