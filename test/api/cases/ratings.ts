import type { Answer, Case, Cases, Kit } from './kit.ts'

export const SANCTION = { class: 'minor', authority: '宁波市市场监督管理局', document: '甬市监罚〔2026〕1号' }

export const ratingCases = ({ city, own, fresh, read, post }: Kit) => {
  const repair = (status: number, change: object, header?: string): Case => [
    status,
    async () => {
      const recorded = await city().post(`${await fresh()}/sanctions`, 'regulator', { ...SANCTION, ...change })
      const { id } = (recorded as unknown as Answer).body
      const send = () => {
        const call = city().call('post', `/v1/sanctions/${id}/repairs`, 'regulator')
        return header ? call.set('Idempotency-Key', header) : call
      }
      if (header) await send().send({ document: '甬信修复〔2026〕1号' })
      return send().send({ document: '甬信修复〔2026〕2号' })
    },
  ]
  return {
    getRating: [read(() => `${own()}/rating`)],
    explainRating: [read(() => `${own()}/rating/explanation`, 'regulator')],
    listRatingHistory: [read(() => `${own()}/rating/history`, 'regulator')],
    listEvidence: [read(() => `${own()}/evidence`, 'regulator')],
    recordInspection: [
      post(201, 'regulator', () => `${own()}/inspections`, { score: 90 }),
      post(422, 'regulator', () => `${own()}/inspections`, { score: 90, day: '2019-01-01' }),
    ],
    listSanctions: [read(() => `${own()}/sanctions`)],
    recordSanction: [
      post(201, 'regulator', () => `${own()}/sanctions`, SANCTION),
      post(422, 'regulator', () => `${own()}/sanctions`, { ...SANCTION, publishedUntil: '2026-01-01' }),
    ],
    repairSanction: [repair(201, {}), repair(409, { class: 'general' }), repair(422, {}, 'repair-once')],
    recordComplaint: [
      post(201, 'regulator', () => `${own()}/complaints`, { customer: 'c-1', upheld: true }),
      post(422, 'regulator', () => `${own()}/complaints`, { customer: 'c-1', upheld: true, day: '2019-01-01' }),
    ],
  } satisfies Partial<Cases>
}
