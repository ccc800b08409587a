import { expect, it } from 'vitest'
import { compileContract, loadContract } from '../../src/api/contract.ts'
import { readSchemas } from '../../src/api/contract-files.ts'
import { deprecationHeaders } from '../../src/api/deprecation.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const SAID = { since: '2026-12-01', sunset: '2027-06-30', successor: '/v2/areas' }
const HEADERS = { deprecation: '@1796054400', sunset: 'Tue, 29 Jun 2027 16:00:00 GMT' }
const SUCCESSOR = '</v2/areas>; rel="successor-version"'

/** The contract with operations on their way out. */
function deprecating(...paths: string[]) {
  const changed = structuredClone(loadContract().document)
  for (const path of paths) Object.assign(changed.paths[path].get, { deprecated: true, 'x-deprecation': SAID })
  return compileContract(changed, readSchemas())
}

it('an operation that will go says so in every answer, refusals too, and others do not', async () => {
  const city = await City.open({ contract: deprecating('/v1/areas', '/v1/eligible-providers') })
  const lists = ['/v1/areas?limit=1', `/v1/eligible-providers?service=${SERVICE}&area=${AREA}&limit=1`]
  for (const path of lists)
    for (const _ of [1, 2]) {
      const { status, headers } = await city.get(path, 'dispatcher')
      expect([status, headers]).toEqual([200, expect.objectContaining(HEADERS)])
      expect(headers.link).toContain(SUCCESSOR)
      expect(headers.link).toContain('rel="next"')
    }
  const refused = await city.get('/v1/areas?limit=0')
  expect([refused.status, refused.headers]).toEqual([400, expect.objectContaining({ ...HEADERS, link: SUCCESSOR })])
  expect((await city.get('/v1/catalogue')).headers).not.toHaveProperty('deprecation')
  await city.close()
})

it('a contract that deprecates without days, or with too little time, does not load', () => {
  const { successor: _, ...days } = SAID
  expect(deprecationHeaders('a', true, days)).toEqual({ Deprecation: HEADERS.deprecation, Sunset: HEADERS.sunset })
  expect(deprecationHeaders('a', false, undefined)).toBeNull()
  expect(() => deprecationHeaders('a', true, undefined)).toThrow('go together')
  expect(() => deprecationHeaders('a', false, SAID)).toThrow('go together')
  expect(() => deprecationHeaders('a', true, { ...SAID, sunset: '2027-05-29' })).toThrow('at least 180 days')
})
