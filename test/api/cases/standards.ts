import { expect } from 'vitest'
import type { Case, Cases, Kit } from './kit.ts'

/** An edition of the centre; every case writes its own. */
export const EDITION = (code: string, more: object = {}) => ({
  code,
  level: 'centre',
  title: '上门服务公示要求',
  inForceFrom: '2027-01-01',
  services: ['05'],
  clauses: [{ number: '4.1', text: '公示收费标准' }],
  ...more,
})

export const FACTS = { facts: { servicesPublished: true, feesPublished: false, certifiedShare: 870 } }

export const standardCases = ({ city, own, fresh, read, post, write, notModified, tooLate }: Kit) => {
  let written = 0
  const edition = async (more: object = {}) => {
    written += 1
    const { body, status } = await city().post(
      '/v1/standards',
      'registrar',
      EDITION(`XQ-T-${written}-${2000 + written}`, more),
    )
    expect(status).toBe(201)
    return `/v1/standards/${body.id}`
  }
  const replaced = async () => {
    const path = await edition({ inForceFrom: '2026-01-01' })
    await edition({ replaces: path.slice('/v1/standards/'.length), inForceFrom: '2027-01-01' })
    return path
  }
  const transition = (status: number, path: () => Promise<string>, until = '2027-06-30'): Case => [
    status,
    async () => city().post(`${await path()}/transitions`, 'registrar', { until }),
  ]
  const facts = () => `${own()}/facts/05`
  const declared = async () => {
    const provider = await fresh()
    await city().call('put', `${provider}/facts/05`, 'registrar').send(FACTS)
    return `${provider}/facts/05`
  }
  const verify = (status: number, path: () => Promise<string>): Case => [
    status,
    async () =>
      city().post(`${await path()}/verifications`, 'registrar', {
        version: 1,
        verifiedBy: '准入科',
        verifiedHow: 'on-site',
      }),
  ]
  const conformance = (status: number, query: () => Promise<string> | string): Case => [
    status,
    async () => city().get(await query(), 'dispatcher'),
  ]
  return {
    listStandards: [read(() => '/v1/standards'), [422, () => city().get('/v1/standards?service=99')]],
    createStandard: [
      post(201, 'registrar', () => '/v1/standards', EDITION('XQ-T-2027')),
      post(409, 'registrar', () => '/v1/standards', EDITION('XQ-T-2027')),
      post(422, 'registrar', () => '/v1/standards', EDITION('XQ-U-2027', { services: ['99'] })),
    ],
    getStandard: [
      read(() => '/v1/standards/gb-t-31771-2024'),
      notModified(() => '/v1/standards/gb-t-31771-2024', 'dispatcher'),
    ],
    amendStandard: [
      write(200, 'patch', edition, { title: '上门服务公示' }),
      write(409, 'patch', () => '/v1/standards/gb-t-31771-2024', { title: '上门服务公示' }),
      write(412, 'patch', edition, { title: '上门服务公示' }, '"999"'),
      write(422, 'patch', edition, { inForceUntil: '2026-12-31' }),
    ],
    setTransition: [transition(201, replaced), transition(409, edition), transition(422, replaced, '2026-12-31')],
    listDependents: [read(() => '/v1/standards/gb-t-31771-2024/dependents', 'regulator')],
    getFactsSchema: [read(() => '/v1/facts-schemas/02')],
    listFacts: [read(() => `${own()}/facts`, 'dispatcher')],
    declareFacts: [
      write(200, 'put', facts, FACTS),
      tooLate('put', '/facts/05', FACTS),
      write(412, 'put', facts, FACTS, '"999"'),
      write(422, 'put', facts, { facts: { certifiedShare: 1001 } }),
    ],
    verifyFacts: [
      verify(201, declared),
      verify(404, async () => `${await fresh()}/facts/05`),
      verify(409, async () => {
        const path = await declared()
        await city().call('put', path, 'registrar').send(FACTS)
        return path
      }),
    ],
    getFacts: [read(declared, 'dispatcher'), notModified(declared, 'dispatcher')],
    getConformance: [
      conformance(200, () => `${own()}/conformance?standard=gb-t-31771-2024`),
      conformance(404, () => `${own()}/conformance?standard=nothing`),
    ],
  } satisfies Partial<Cases>
}
