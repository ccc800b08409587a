import { bar } from '../../support/alarm.ts'
import { type Cases, type Kit, REASON } from './kit.ts'

export const reinspectionCases = ({ city, own, read, post }: Kit) => {
  /** By the other firm, which is barred from then on. */
  const ask = async () => {
    const [, other] = city().providers
    await bar(city(), other)
    return city().post(`/v1/providers/${other}/reinspection-requests`, 'otherFirm', {})
  }
  const asked = async () => {
    const { body } = (await city().get('/v1/reinspection-requests?open=true', 'regulator')) as unknown as {
      body: { items: { id: number }[] }
    }
    return `/v1/reinspection-requests/${body.items.at(-1)!.id}/refusals`
  }
  return {
    askReinspection: [[201, ask], post(409, 'firm', () => `${own()}/reinspection-requests`, {})],
    listReinspections: [read(() => '/v1/reinspection-requests?open=true', 'regulator')],
    refuseReinspection: [
      post(201, 'regulator', asked, REASON),
      post(404, 'regulator', () => '/v1/reinspection-requests/999999999/refusals', REASON),
      [
        409,
        async () => {
          const { body } = (await city().get('/v1/reinspection-requests?open=false', 'regulator')) as unknown as {
            body: { items: { id: number }[] }
          }
          return city().post(`/v1/reinspection-requests/${body.items[0]!.id}/refusals`, 'regulator', REASON)
        },
      ],
    ],
  } satisfies Partial<Cases>
}
