import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duplicateMember } from '../../src/api/duplicate-member.ts'

describe('members that stand twice', () => {
  it.each([
    ['{"a":1,"a":2}', '#/a'],
    ['{"a":1,"\\u0061":2}', '#/a'],
    ['{"a":{"b":[0,{"c":1,"d":"\\"c\\":","c" :2}]}}', '#/a/b/1/c'],
    ['[{"a":1},{"a":1,"a":1}]', '#/1/a'],
    ['{"a/b":1,"a/b":2}', '#/a~1b'],
    ['{"":1,"":2}', '#/'],
    ['{"a":"a","b":"a"}', null],
    ['{"a":["a","a"],"b":{"a":{"a":1}}}', null],
    ['"a"', null],
    ['{"a":"\\\\","b":"\\\\\\"","c":1}', null],
  ])('%s: %s', (text, pointer) => expect(duplicateMember(text)).toBe(pointer))

  it('are in no text that JSON.stringify has written', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(0, 2),
        (value, space) => duplicateMember(JSON.stringify(value, null, space)) === null,
      ),
    )
  })
})
