import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideFromRows } from '../../src/eligibility/facts.ts'
import { listApplicationRows, listRecheckRows, requireApplication } from '../../src/eligibility/rows-admissions.ts'
import { gateRows, gatesNaming, readGateIndex } from '../../src/eligibility/rows-gates.ts'
import { acceptedEditions } from '../../src/eligibility/rules-gate-editions.ts'
import { businessDay } from '../../src/ledger/clock.ts'
import { openLedger } from '../../src/service.ts'
import { credentialsOf, listExpiring, validCredentials } from '../../src/standards/rows-credentials.ts'
import type { Reader } from '../../src/store/store.ts'
import { databases } from '../store/databases.ts'
import { FOUNDED } from '../support/founded.ts'

const DAY = businessDay(FOUNDED)
const PROVIDERS = ['018c020f-3400-7000-8000-000000000001', '018c020f-3400-7000-8000-000000000002']
const [A, B] = PROVIDERS as [string, string]

describe.each(databases)('credentials, gates and admissions on $name', ({ openFounded }) => {
  let city: Awaited<ReturnType<typeof openLedger>>
  beforeAll(async () => {
    city = await openLedger(await openFounded(), { now: () => FOUNDED })
    await record()
  })
  afterAll(() => city.ledger.store.close())

  const read = <T>(work: (db: Reader) => Promise<T>) => city.ledger.read(work)

  async function record(): Promise<void> {
    const credential = (
      provider: string,
      id: string,
      type: string,
      validUntil: string | null,
      standard: string | null = null,
    ) => {
      const facts = { issuer: '某中心', number: id, standard, validFrom: '2026-01-01', validUntil }
      const verified = { verifiedBy: '准入科', verifiedHow: 'original-seen', evidence: null }
      return {
        type: 'credential.recorded',
        subject: provider,
        payload: { credential: id, provider, type, ...facts, ...verified },
      }
    }
    const registered = (provider: string, n: number) => ({
      type: 'provider.registered',
      subject: provider,
      payload: {
        provider,
        kind: 'firm',
        name: `宁波两库${n}`,
        uscc: `two-${n}`,
        usccStatus: 'overridden',
        phone: null,
        address: null,
        area: '330203',
        areas: ['3302'],
        offerings: ['02'],
        founded: null,
        validUntil: null,
        admission: 'registered',
      },
    })
    const conditions = [
      { kind: 'credentials', clause: '承诺', anyOf: [['service-pledge']] },
      { kind: 'standard', clause: '6.4', standard: 'gb-t-31771-2015' },
    ]
    const gate = (validFrom: string) => ({
      type: 'gate.set',
      subject: 'gate:02',
      payload: { code: '02', validFrom, conditions },
    })
    await city.ledger.write('test', async tx => {
      for (const [n, provider] of PROVIDERS.entries()) {
        await tx.append(registered(provider, n))
        await tx.append({
          type: 'application.received',
          subject: provider,
          payload: { application: `x${n}`, provider, checks: [] },
        })
      }
      await tx.append(credential(A, 'b', 'service-pledge', '2026-11-30'))
      await tx.append(credential(A, 'a', 'certificate-of-conformance', '2026-11-30', 'gb-t-31771-2024'))
      await tx.append(credential(B, 'c', 'service-pledge', '2026-11-26'))
      await tx.append(credential(B, 'd', 'service-pledge', null))
      await tx.append({
        type: 'credential.revoked',
        subject: B,
        payload: { credential: 'd', provider: B, revokedOn: '2026-11-24' },
      })
      for (const day of ['2026-11-24', '2026-12-01', '2026-12-01']) await tx.append(gate(day))
      const decided = { outcome: 'admitted', reasons: [], checks: [], recheckOn: '2027-11-24' }
      await tx.append({
        type: 'application.decided',
        subject: A,
        payload: { application: 'x0', provider: A, ...decided },
      })
    })
  }

  it('tell what is valid, and what ends, page by page in order', async () => {
    const { tables } = city.ledger.store
    const ids = (rows: { id: string }[]) => rows.map(row => row.id)
    expect(ids(await read(db => validCredentials(db, tables, B, '2026-11-23')))).toEqual(['c', 'd'])
    expect(ids(await read(db => validCredentials(db, tables, B, '2026-11-24')))).toEqual(['c'])
    expect(ids(await read(db => credentialsOf(db, tables, [A])))).toEqual(['a', 'b'])
    const span = { provider: null, from: '2026-11-24', until: '2026-12-24' }
    const seen: string[] = []
    for (let after: [string, string, string] | null = null; ; ) {
      const [row] = await read(db => listExpiring(db, tables, span, after, 1))
      if (!row) break
      seen.push(row.id)
      after = [row.validUntil!, row.provider, row.id]
    }
    expect(seen).toEqual(['c', 'a', 'b'])
  })

  it('tell the editions of a gate and of the standards that it names', async () => {
    const { tables } = city.ledger.store
    const rows = await read(db => gateRows(db, tables, ['02']))
    expect(rows.map(row => [row.validFrom, row.version])).toEqual([
      ['2026-11-24', 1],
      ['2026-12-01', 3],
    ])
    const { standards } = await read(db => readGateIndex(db, tables, null))
    expect(acceptedEditions(standards, 'gb-t-31771-2015', '2026-11-24')).toEqual(['gb-t-31771-2024'])
    expect(await read(db => gatesNaming(db, tables, 'gb-t-31771-2015'))).toHaveLength(2)
  })

  it('decide by them', async () => {
    const { tables } = city.ledger.store
    const decide = async (provider: string, day: number) => {
      const question = { provider, service: '02-001', area: '330203' }
      const decision = await read(db => decideFromRows(db, tables, city.ratings.methodology, question, day))
      return decision.reasons.map(reason => reason.code)
    }
    expect(await decide(A, DAY)).toEqual(['credit-not-rated'])
    expect(await decide(A, DAY + 7)).toEqual(['gate-credentials-missing', 'gate-standard-not-met'])
    expect(await decide(B, DAY)).toEqual(['provider-not-admitted', 'gate-standard-not-met'])
  })

  it('tell who waits for a decision, and for a re-check', async () => {
    const { tables } = city.ledger.store
    const open = await read(db => listApplicationRows(db, tables, { status: 'open' }, null, 10))
    expect(open.map(row => row.id)).toEqual(['x1'])
    expect((await read(db => requireApplication(db, tables, 'x0'))).status).toBe('admitted')
    const due = (until: string, after: [string, string] | null = null) =>
      read(db => listRecheckRows(db, tables, until, after, 10))
    expect((await due('2027-11-24')).map(row => row.name)).toEqual(['宁波两库0'])
    expect(await due('2027-11-23')).toEqual([])
    expect(await due('2027-11-24', ['2027-11-24', A])).toEqual([])
  })
})
