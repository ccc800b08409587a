import fc from 'fast-check'

/** Facts and rules at random: small names and values, so that rules meet facts. */
const NAMES = ['a', 'b', 'c'] as const
const scalar = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constantFrom('x', 'xy', '2026-01-31', '2026-02-30'),
  fc.constant(null),
)
type Json = unknown

export const facts = fc.letrec<{ object: Record<string, Json>; value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 3, noNullPrototype: true }) as never,
})).object

export const credentials = fc.array(
  fc.record(
    { type: fc.constantFrom('x', 'xy'), a: fc.integer({ min: 0, max: 3 }) },
    { requiredKeys: ['type'], noNullPrototype: true },
  ),
  { maxLength: 3 },
)

const small = fc.integer({ min: 0, max: 3 })
const names = fc.constantFrom(...NAMES, 'type')
const leaf: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constantFrom('string', 'integer', 'boolean', 'object', 'array', 'null', 'number') }),
  fc.record({ const: scalar }),
  fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ minimum: small }),
  fc.record({ exclusiveMaximum: small }),
  fc.record({ multipleOf: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ minLength: small }),
  fc.record({ maxItems: small }),
  fc.record({ minItems: small }),
  fc.constant({ uniqueItems: true }),
  fc.constant({ format: 'date' }),
  fc.record({ pattern: fc.constantFrom('^x', 'y$', '(x+)+$') }),
  fc.record({ required: fc.uniqueArray(names, { minLength: 1, maxLength: 2 }) }),
)

const schemas = fc.letrec<{ schema: object | boolean; some: (object | boolean)[] }>(tie => ({
  schema: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.boolean(),
    fc.record({ properties: fc.dictionary(names, tie('schema'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }) }),
    fc.record({ allOf: tie('some') }),
    fc.record({ anyOf: tie('some') }),
    fc.record({ oneOf: tie('some') }),
    fc.record({ not: tie('schema') }),
    fc.record({ items: tie('schema') }),
    fc.record({ contains: tie('schema'), minContains: small, maxContains: small }, { requiredKeys: ['contains'] }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }, { requiredKeys: ['if'] }),
    fc.constant({ $ref: '#/$defs/shared' }),
  ),
  some: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
})).schema

export const rules = fc
  .record({ facts: schemas, credentials: schemas, whole: fc.option(schemas), shared: leaf })
  .map(({ facts: f, credentials: c, whole, shared }) => ({
    $defs: { shared },
    properties: { facts: f, credentials: c },
    ...(whole === null ? {} : { allOf: [whole] }),
  }))
