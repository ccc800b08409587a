import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract, type Operation } from '../../src/api/contract.ts'
import { City } from '../support/city.ts'
import { ROLE_MATRIX } from './role-matrix.ts'

const ROLES = ['dispatcher', 'follow-up', 'registrar', 'regulator', 'firm', 'admin', 'otherFirm'] as const
const operations: Operation[] = [...loadContract().operations.values()].filter(
  operation => !operation.roles.includes('public'),
)

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

/** What the contract says that a caller gets who sends nothing but a key. */
function expected({ roles, own }: Operation, role: (typeof ROLES)[number] | undefined): number | null {
  if (role === undefined) return 401
  const name = role === 'otherFirm' ? 'firm' : role
  if (!roles.includes(name)) return 403
  return role === 'otherFirm' && own !== null && own !== 'caller' ? 403 : null
}

describe('the roles of the contract', () => {
  it('are those of the reviewed table, operation by operation', () => {
    const stated = loadContract().operations.map(({ id, roles }) => [id, [...roles].join(' ')])
    expect(Object.fromEntries(stated)).toEqual(ROLE_MATRIX)
  })

  it('let the regulator alone record, lift and judge what costs a firm its grade', () => {
    for (const id of [
      'recordSanction',
      'repairSanction',
      'recordInspection',
      'recordComplaint',
      'decideAppeal',
      'clearAlarm',
    ])
      expect([id, ROLE_MATRIX[id]]).toEqual([id, 'regulator'])
  })
})

describe('roles, as the contract states them', () => {
  it('has operations for every role', () => expect(operations.length).toBeGreaterThan(20))

  it.each(operations.map(operation => [operation.id, operation] as const))('%s', async (_, operation) => {
    const path = operation.path.replace('{id}', city.providers[0]).replace(/\{\w+\}/g, '1.0.0')
    for (const role of [undefined, ...ROLES]) {
      const { status } = await city.call(operation.method as 'get', path, role)
      const code = expected(operation, role)
      if (code === null) expect([401, 403], `${operation.id} as ${role}`).not.toContain(status)
      else expect(status, `${operation.id} as ${role}`).toBe(code)
    }
  })
})
