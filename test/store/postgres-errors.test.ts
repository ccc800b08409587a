import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/store/domain-error.ts'
import { unavailable } from '../../src/store/postgres-errors.ts'

const CASES: [what: string, error: object, code: string][] = [
  ['a full disk', { code: '53100' }, 'store-full'],
  [
    'a full disk under a log file',
    { code: 'XX000', message: 'could not extend file: No space left on device' },
    'store-full',
  ],
  ['a standby', { code: '25006' }, 'store-read-only'],
  ['no memory', { code: '53200' }, 'store-unavailable'],
  ['too many connections', { code: '53300' }, 'store-unavailable'],
  ['a shutdown', { code: '57P01' }, 'store-unavailable'],
  ['a failing disk', { code: '58030' }, 'store-unavailable'],
  ['a deadlock', { code: '40P01' }, 'store-unavailable'],
  ['a lost connection', { message: 'Connection terminated unexpectedly' }, 'store-unavailable'],
]

describe('an error of PostgreSQL', () => {
  it.each(CASES)('that says %s becomes a refusal, also as the cause of another', (_, error, code) => {
    const wrapped = new Error('Failed query', { cause: Object.assign(new Error(), error) })
    const found = unavailable(wrapped) as DomainError
    expect([found instanceof DomainError, found.code]).toEqual([true, code])
  })

  it('of any other kind stays what it is', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505' })
    expect(unavailable(error)).toBe(error)
  })
})
