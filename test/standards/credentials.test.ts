import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayToDate } from '../../src/ledger/clock.ts'
import { validCredentials } from '../../src/standards/rows-credentials.ts'
import { credentialStatus, isValidOn, termsOverlap } from '../../src/standards/rules-credentials.ts'
import { CERTIFICATE, PLEDGE } from '../api/cases/credentials.ts'
import { City } from '../support/city.ts'

const day = fc.integer({ min: 0, max: 40 }).map(n => dayToDate(2500 + n))
const term = fc
  .record({ from: day, length: fc.option(fc.integer({ min: 0, max: 20 })), revokedOn: fc.option(day) })
  .map(({ from, length, revokedOn }) => ({
    validFrom: from,
    validUntil: length === null ? null : new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10),
    revokedOn: revokedOn !== null && revokedOn >= from ? revokedOn : null,
  }))

describe('a term', () => {
  it('has one stretch of valid days, which a revocation shortens', () => {
    fc.assert(
      fc.property(term, made => {
        const days = Array.from({ length: 80 }, (_, n) => dayToDate(2490 + n))
        const statuses = days.map(d => credentialStatus(made, d))
        const order = ['not-yet-valid', 'valid', 'expired', 'revoked']
        expect(statuses.map(s => order.indexOf(s))).toEqual(statuses.map(s => order.indexOf(s)).sort())
        const longer = { ...made, revokedOn: null }
        for (const d of days) if (isValidOn(made, d)) expect(isValidOn(longer, d)).toBe(true)
      }),
    )
  })

  it('overlaps another exactly when both are valid on some day', () => {
    fc.assert(
      fc.property(term, term, (a, b) => {
        const [x, y] = [a, b].map(t => ({ ...t, revokedOn: null })) as [typeof a, typeof b]
        const days = Array.from({ length: 80 }, (_, n) => dayToDate(2490 + n))
        expect(termsOverlap(x, y)).toBe(days.some(d => isValidOn(x, d) && isValidOn(y, d)))
      }),
    )
  })
})

describe('credentials of a provider', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  const room = () => `/v1/providers/${city.providers[0]}/credentials`
  const record = (body: object) => city.post(room(), 'registrar', body)
  const numbers = async (role?: 'firm' | 'otherFirm' | 'regulator') =>
    (await city.get(room(), role)).body.items.map((c: { number: string; status: string }) => `${c.number} ${c.status}`)

  it('are shown to anyone while they are valid, and to the firm and the centre afterwards too', async () => {
    expect((await record({ ...PLEDGE, validUntil: '2026-11-25' })).status).toBe(201)
    expect((await record({ ...PLEDGE, number: 'later', validFrom: '2026-11-26' })).status).toBe(201)
    expect(await numbers()).toEqual(['JC-0001 valid'])
    expect(await numbers('otherFirm')).toEqual(['JC-0001 valid'])
    expect(await numbers('firm')).toEqual(['JC-0001 valid', 'later not-yet-valid'])
  })

  it('end and begin at midnight in Shanghai with nothing running', async () => {
    city.clock.ms = Date.parse('2026-11-25T23:59:59.999+08:00')
    expect(await numbers()).toEqual(['JC-0001 valid'])
    city.later(1)
    expect(await numbers()).toEqual(['later valid'])
    expect(await numbers('regulator')).toEqual(['JC-0001 expired', 'later valid'])
  })

  it('a certificate of conformance raises the rating until it is revoked', async () => {
    const lines = async () =>
      (await city.get(`/v1/providers/${city.providers[0]}/rating`)).body.lines as { certificates: number }
    const before = (await lines()).certificates
    const { body } = await record(CERTIFICATE)
    expect((await lines()).certificates).toBe(before + 10_000)
    const evidence = (await city.get(`/v1/providers/${city.providers[0]}/evidence`, 'firm')).body.items
    expect(evidence[0]).toMatchObject({ id: body.evidence, kind: 'credential', validTo: CERTIFICATE.validUntil })
    const revoked = await city.post(`/v1/credentials/${body.id}/revocations`, 'regulator', { reason: '证书系伪造' })
    expect(revoked.body).toMatchObject({ status: 'revoked', revokedOn: '2026-11-26', revocationReason: '证书系伪造' })
    expect((await lines()).certificates).toBe(before)
    expect(await numbers()).toEqual(['later valid'])
  })

  it('a revocation stands when the evidence was taken back before', async () => {
    const { body } = await record({ ...CERTIFICATE, number: 'HK-2' })
    const { ledger } = city.service
    const target = body.evidence
    await ledger.write('test', tx =>
      tx.append({ type: 'action.retraction', subject: city.providers[0], payload: { target } }),
    )
    const revoked = await city.post(`/v1/credentials/${body.id}/revocations`, 'registrar', { reason: '作废' })
    expect(revoked.status).toBe(201)
  })

  it('are what later rooms read of a day, within a transaction too', async () => {
    const { ledger } = city.service
    const [id] = city.providers
    const on = (d: string) =>
      ledger.read(async db => (await validCredentials(db, ledger.store.tables, id, d)).map(row => row.number))
    expect(await on('2026-11-25')).toEqual(['JC-0001', 'HK-0001', 'HK-2'])
    expect(await on('2027-01-01')).toEqual([])
  })

  it.each([
    ['credential-ends-before-it-begins', { ...PLEDGE, validFrom: '2026-11-02', validUntil: '2026-11-01' }],
    ['credential-standard', { ...PLEDGE, standard: 'gb-t-31771-2024' }],
    ['credential-standard', { ...CERTIFICATE, standard: undefined }],
    ['standard-unknown', { ...CERTIFICATE, standard: 'gb-t-1-1' }],
    ['certificate-not-begun', { ...CERTIFICATE, validFrom: '2026-12-01' }],
    ['credential-known', { ...PLEDGE, number: 'later' }],
  ])('%s is refused and leaves nothing', async (code, body) => {
    const { seq } = await city.service.ledger.head()
    expect((await record(body)).body.code).toBe(code)
    expect((await city.service.ledger.head()).seq).toBe(seq)
  })

  it('come out the same from the ledger', async () => expect(await city.differences()).toEqual([]))
})
