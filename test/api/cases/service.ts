import type { Case, Cases, Kit } from './kit.ts'

export const serviceCases = ({ city, read, post }: Kit) => {
  let issued = 0
  const issue = async () =>
    (await city().post('/v1/keys', 'admin', { role: 'admin', name: `case-${++issued}` })).body.id as string
  const revoke = (id: string) => city().call('delete', `/v1/keys/${id}`, 'admin')
  const revokedTwice: Case = [
    409,
    async () => {
      const id = await issue()
      await revoke(id)
      return revoke(id)
    },
  ]
  return {
    getHealth: [read(() => '/healthz')],
    getReadiness: [read(() => '/readyz')],
    getMe: [read(() => '/v1/me', 'firm')],
    listProblems: [read(() => '/problems')],
    getProblem: [read(() => '/problems/route-not-found')],
    listLedgerEntries: [read(() => '/v1/ledger/entries', 'regulator')],
    listKeys: [read(() => '/v1/keys', 'admin')],
    issueKey: [
      post(201, 'admin', () => '/v1/keys', { role: 'regulator', name: 'regulator-case' }),
      post(409, 'admin', () => '/v1/keys', { role: 'regulator', name: 'regulator-case' }),
      post(422, 'admin', () => '/v1/keys', { role: 'firm', name: 'firm-case' }),
    ],
    revokeKey: [[204, async () => revoke(await issue())], revokedTwice],
  } satisfies Partial<Cases>
}
