import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { openAnswers } from '../../src/api/open-answers.ts'

const { bundled, operations } = loadContract()
const { schemas } = bundled.components

describe('the document that clients get', () => {
  it('admits members of answers that come later, and refuses members of requests that do not exist', () => {
    expect(schemas.problem.additionalProperties).toBeUndefined()
    expect(JSON.stringify(schemas['rating-history-page'])).not.toContain('"additionalProperties":false')
    expect(schemas['request-write'].additionalProperties).toBe(false)
    expect(schemas['gate-condition-grade'].additionalProperties, 'sent and answered').toBe(false)
  })

  it('holds no schema that nothing refers to, and every one that something refers to', () => {
    const text = JSON.stringify(bundled)
    const referred = new Set([...text.matchAll(/#\/components\/schemas\/([\w.-]+)/g)].map(([, name]) => name))
    expect([...referred].sort()).toEqual(Object.keys(schemas).sort())
  })

  it('opens at every depth what only answers use', () => {
    const inner = { type: 'object', additionalProperties: false }
    const document = {
      paths: {
        '/a': {
          post: {
            requestBody: { content: { x: { schema: { $ref: '#/components/schemas/sent' } } } },
            responses: { 200: { content: { x: { schema: { $ref: '#/components/schemas/told' } } } } },
          },
        },
      },
      components: {
        schemas: {
          sent: { ...inner, properties: { p: { $ref: '#/components/schemas/both' } } },
          both: inner,
          told: { ...inner, properties: { p: { items: inner }, q: { $ref: '#/components/schemas/both' } } },
          unused: inner,
        },
      },
    }
    const opened = openAnswers(document).components.schemas
    expect(opened).toEqual({
      sent: document.components.schemas.sent,
      both: inner,
      told: {
        type: 'object',
        properties: { p: { items: { type: 'object' } }, q: { $ref: '#/components/schemas/both' } },
      },
    })
  })

  it('leaves the schemas closed with which the service checks its own answers', () => {
    const health = operations.find(({ id }) => id === 'getHealth')!
    const validate = health.responses.get(200)!.validator()!
    expect(validate).toBeInstanceOf(Function)
    expect(validate({ status: 'ok', another: 1 })).toBe(false)
    expect(new Ajv2020({ strict: false }).validate(schemas.health, { status: 'ok', another: 1 })).toBe(true)
  })
})
