import { describe, expect, it } from 'vitest'
import { contractFaults } from '../../scripts/contract-faults.ts'

const whole = (change: object = {}) => ({
  info: { title: 'X', version: '1.2.3' },
  components: {},
  paths: {},
  ...change,
})
const faults = (schemas: Record<string, object>, document: object = whole(), text = 'a: 1') =>
  contractFaults(document, text, schemas, '1.2.3')
const schema = (more: object) => ({ 'thing.json': { title: 'Thing', ...more } })
const property = (is: object) => schema({ properties: { p: is } })

describe('what generators of clients stumble over', () => {
  it('is nothing in a sound contract', () => expect(faults(schema({ type: 'object' }))).toEqual([]))

  it.each<[string, Record<string, object>, string]>([
    ['a title twice', { 'a.json': { title: 'Aa' }, 'b.json': { title: 'Aa' } }, 'a.json, b.json: one title, "Aa"'],
    ['no title', { 'a.json': {} }, 'a.json: no title that a type can be named after, in ASCII'],
    [
      'a title that no type can bear',
      { 'a.json': { title: 'Return (退单)' } },
      'a.json: no title that a type can be named after, in ASCII',
    ],
    [
      'an integer beyond 32 bits',
      property({ type: ['integer', 'null'], maximum: 2 ** 40 }),
      'thing.json/properties/p: an integer beyond 32 bits without format int64',
    ],
    [
      'null beside an inline schema',
      property({ anyOf: [{ type: 'null' }, { type: 'object' }] }),
      'thing.json/properties/p: null beside an inline schema; write type: [..., "null"]',
    ],
    [
      'an inline object in one that may be null',
      property({ type: ['object', 'null'], properties: { inner: { type: 'object', properties: {} } } }),
      'thing.json/properties/p: an inline object in one that may be null; give it a schema of its own',
    ],
    [
      'a reference or null as a schema of its own',
      schema({ oneOf: [{ $ref: './a.json' }, { type: 'null' }] }),
      'thing.json: a reference or null as a schema of its own; write type: [..., "null"] and the words again',
    ],
    [
      'a text or null of no kind',
      property({ type: ['string', 'null'], maxLength: 9 }),
      'thing.json/properties/p: a text or null that does not say what text; refer to a schema such as text-or-none.json',
    ],
    [
      'a bounded binary body',
      property({ type: 'string', format: 'binary', maxLength: 9 }),
      'thing.json/properties/p: maxLength on a binary body; x-body-limit says it',
    ],
    [
      'a union that does not say which',
      property({ oneOf: [{ $ref: './a.json' }, { $ref: './b.json' }] }),
      'thing.json/properties/p: a union without a discriminator and its mapping',
    ],
    ['a tab in an enum', property({ enum: ['\t'] }), 'thing.json/properties/p: a control character in an enum'],
    [
      'an enum twice',
      schema({ properties: { p: { enum: ['a'] }, q: { enum: ['a', null] } } }),
      'thing.json/properties/p, thing.json/properties/q: the enum ["a"] again; give it a schema of its own',
    ],
  ])('%s', (_, schemas, fault) => expect(faults(schemas)).toEqual([fault]))

  it('a name that a schema and a parameter share', () =>
    expect(faults(schema({}), whole({ components: { parameters: { Thing: {} } } }))).toEqual([
      'schemas/thing.json, components/parameters/Thing: one name',
    ]))

  it('a word that YAML 1.1 reads as another', () =>
    expect(faults({}, whole(), 'on: 1')).toEqual([expect.stringContaining('reads differently as YAML 1.1')]))

  it('a title or a version that packages cannot bear', () =>
    expect(faults({}, whole({ info: { title: '信桥', version: '2.0.0' } }))).toEqual([
      "info.version is 2.0.0, the package's 1.2.3",
      'info.title: packages are named after it, in ASCII',
    ]))
})
