import { timestamp } from '../../../src/ledger/clock.ts'
import { NO_SAFEGUARDS } from '../../../src/ratings/evidence/rules-safeguards.ts'
import { raiseAlarm } from '../../support/alarm.ts'
import { type Answer, type Case, type Cases, type Kit, NOBODY, REASON } from './kit.ts'

export const SANCTION = { class: 'minor', authority: '宁波市市场监督管理局', document: '甬市监罚〔2026〕1号' }

export const ratingCases = ({ city, own, fresh, read, post, notModified }: Kit) => {
  const alarmed = async () => {
    const provider = await city().register()
    await raiseAlarm(city(), provider)
    const { body } = await city().post(`/v1/providers/${provider}/inspections`, 'regulator', { score: 80 })
    return { provider, inspection: body.id as number }
  }
  const clear = ({ provider, inspection }: { provider: string; inspection: number }) =>
    city()
      .call('post', `/v1/providers/${provider}/alarm-clearings`, 'regulator')
      .set('Idempotency-Key', provider)
      .send({ inspection })
  const gone = async () => {
    const id = await city().register()
    await city().post(`/v1/providers/${id}/withdrawals`, 'registrar', REASON)
    return id
  }
  const linked = (status: number, predecessor: () => Promise<string>): Case => [
    status,
    async () =>
      city().post(`${await fresh()}/predecessors`, 'registrar', { ...REASON, predecessor: await predecessor() }),
  ]
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
  const reviewed = async () =>
    city().post('/v1/reviews', 'follow-up', { provider: await city().register(), customer: 'c-1', stars: 5 })
  /** What the follow-up key of the city did in the last hour. */
  const retract = async (more: object) => {
    const { ms } = city().clock
    const period = { from: timestamp(ms - 3_600_000), to: timestamp(ms + 1) }
    return city().post('/v1/retractions', 'regulator', { key: city().keyId('follow-up'), ...period, ...more })
  }
  const examine = (surge: number) => city().post(`/v1/surges/${surge}/examinations`, 'regulator', { finding: '已核查' })
  const surged = async (): Promise<number> => {
    const provider = await city().register()
    const payload = { provider, day: 0, direction: 'blame', pieces: 12, usualPieces: 0, usualDays: 90 }
    const { seq } = await city().service.ledger.write('test', tx =>
      tx.append({ type: 'surge.raised', subject: provider, payload: { ...payload, day: tx.day } }),
    )
    return seq
  }
  return {
    getRating: [read(() => `${own()}/rating`), [403, () => city().get(`${own()}/rating?asOfSeq=1`, 'dispatcher')]],
    explainRating: [read(() => `${own()}/rating/explanation`, 'regulator')],
    listRatingHistory: [read(() => `${own()}/rating/history`, 'regulator')],
    listEvidence: [read(() => `${own()}/evidence`, 'regulator')],
    recordInspection: [
      post(201, 'regulator', () => `${own()}/inspections`, { score: 90 }),
      post(422, 'regulator', () => `${own()}/inspections`, { score: 90, day: '2019-01-01' }),
    ],
    getOutlook: [read(() => `${own()}/rating/outlook`, 'regulator')],
    getSafeguards: [read(() => '/v1/safeguards'), notModified(() => '/v1/safeguards', 'dispatcher')],
    setSafeguards: [
      [200, () => city().call('put', '/v1/safeguards', 'regulator').send(NO_SAFEGUARDS)],
      [412, () => city().call('put', '/v1/safeguards', 'regulator').set('If-Match', '"999"').send(NO_SAFEGUARDS)],
    ],
    listRetractions: [read(() => '/v1/retractions', 'regulator')],
    retractEvidence: [
      [200, async () => retract({})],
      [
        201,
        async () => {
          await reviewed()
          const { effect } = ((await retract({})) as unknown as Answer).body
          return retract({ effect, ...REASON })
        },
      ],
      [404, async () => retract({ provider: NOBODY })],
      [409, async () => retract({ effect: '0'.repeat(64), ...REASON })],
      [422, async () => retract({ key: NOBODY })],
    ],
    listSurges: [read(() => '/v1/surges', 'regulator')],
    examineSurge: [
      [201, async () => examine(await surged())],
      [404, () => examine(999_999_999)],
      [
        409,
        async () => {
          const surge = await surged()
          await examine(surge)
          return examine(surge)
        },
      ],
    ],
    listWatches: [read(() => '/v1/watches', 'regulator')],
    clearAlarm: [
      [201, async () => clear(await alarmed())],
      post(409, 'regulator', () => `${own()}/alarm-clearings`, { inspection: 1 }),
      [
        422,
        async () => {
          const found = await alarmed()
          await clear(found)
          return clear({ ...found, inspection: 1 })
        },
      ],
    ],
    linkPredecessor: [linked(201, gone), linked(409, () => city().register()), linked(422, async () => NOBODY)],
    listPredecessorCandidates: [read(() => `${own()}/predecessor-candidates`, 'regulator')],
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
