import { describe, expect, it } from 'vitest'
import { wordFaults } from '../../scripts/contract-words.ts'

const BOTH = { description: 'A page of things.', 'x-zh': { description: '一页事物。' } }
const LIST = {
  operationId: 'listThings',
  summary: 'Things',
  description: 'Things, by id.',
  'x-zh': { summary: '事物', description: '事物，按编号排序。' },
}
const info = { title: 'X', description: 'A service.', 'x-zh': { title: '信桥', description: '一项服务。' } }
const faults = (operation: object, more: object = {}) =>
  wordFaults({ info, components: {}, paths: { '/things': { get: { ...LIST, ...operation } } }, ...more })

describe('a contract in both languages', () => {
  it('has no faults where every part is told in both', () =>
    expect(
      faults(
        { parameters: [{ name: 'q', ...BOTH }, { $ref: '#/p' }], responses: { 200: BOTH, 400: { $ref: '#/r' } } },
        { tags: [{ name: 'things', ...BOTH, 'x-zh': { name: '事物', description: '各种事物。' } }] },
      ),
    ).toEqual([]))

  it.each<[string, object, string[]]>([
    ['a Chinese summary where generators read', { summary: '事物' }, ['listThings: no summary in English']],
    [
      'an operation without Chinese',
      { 'x-zh': undefined },
      ['listThings: no summary in Chinese, in x-zh', 'listThings: no description in Chinese, in x-zh'],
    ],
    [
      'English in place of Chinese',
      { 'x-zh': { summary: 'Things', description: '各种事物。' } },
      ['listThings: no summary in Chinese, in x-zh'],
    ],
    [
      'a parameter without words',
      { parameters: [{ name: 'q' }] },
      ['listThings/q: no description in English', 'listThings/q: no description in Chinese, in x-zh'],
    ],
    [
      'an answer in one language',
      { responses: { 200: { description: 'A page of things.' } } },
      ['listThings/200: no description in Chinese, in x-zh'],
    ],
    [
      'an answer that says nothing',
      { responses: { 200: { ...BOTH, description: 'Done.' } } },
      ['listThings/200: say in a sentence what the answer holds, or what has happened'],
    ],
  ])('%s', (_, operation, found) => expect(faults(operation)).toEqual(found))

  it('a tag or a shared part in one language', () =>
    expect(
      faults(
        {},
        {
          tags: [{ name: 'things', ...BOTH }],
          components: {
            headers: { ETag: { description: 'A version.' } },
            responses: { Done: { ...BOTH, description: 'Done.' } },
          },
        },
      ),
    ).toEqual([
      'tag things: no name in Chinese, in x-zh',
      'components/headers/ETag: no description in Chinese, in x-zh',
      'components/responses/Done: say in a sentence what the answer holds, or what has happened',
    ]))
})
