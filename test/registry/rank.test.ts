import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NAME_WORDS } from '../../src/registry/name-words.ts'
import { nameKey } from '../../src/registry/rules-name.ts'
import { nameParts } from '../../src/registry/rules-name-parts.ts'
import { nameQuery } from '../../src/registry/rules-query.ts'
import { RANKS, rankOf } from '../../src/registry/rules-rank.ts'

const rank = (name: string, q: string) => RANKS[rankOf(nameKey(name), nameQuery(q, NAME_WORDS), NAME_WORDS)]

describe('how well a name answers', () => {
  it.each([
    ['宁波安心家政有限公司', '宁波安心家政有限公司', 'name'],
    ['宁波安心家政有限公司', '寧波安心家政有限公司', 'name'],
    ['宁波市海曙安心家政服务部', '安心家政', 'core'],
    ['宁波安心家政有限公司', '宁波安心', 'beginning'],
    ['宁波安心家政有限公司', '安心', 'beginning-of-core'],
    ['宁波安心家政有限公司', '心家', 'together'],
    ['宁波安心家政有限公司', '宁波 家政', 'in-order'],
    ['宁波安心家政有限公司', '家政 安心', 'any-order'],
  ])('%s for %s: %s', (name, q, expected) => expect(rank(name, q)).toBe(expected))

  it('cuts any name into parts that make it up again, whatever stands in front or behind', () => {
    const words = fc.array(fc.constantFrom('宁波市', '宁波', '海曙', '安心', '家', '公司', '有限公司', '服务部', '𠮷'))
    fc.assert(
      fc.property(words, picked => {
        const name = picked.join('')
        const { places, core, forms } = nameParts(name, NAME_WORDS)
        expect([...places, core, ...forms].join('')).toBe(name)
        expect(NAME_WORDS.places.some(place => core.startsWith(place))).toBe(false)
        expect(NAME_WORDS.forms.some(form => core.endsWith(form))).toBe(false)
      }),
    )
  })
})
