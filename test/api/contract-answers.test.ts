import { describe, expect, it } from 'vitest'
import { answerFaults } from '../../scripts/contract-answers.ts'

const ref = (path: string) => ({ $ref: `#/components/${path}` })
const headers = Object.fromEntries(['Retry-After', 'RateLimit', 'RateLimit-Policy'].map(name => [name, {}]))
const components = { responses: { TooManyRequests: { headers }, Unavailable: { headers } } }
const responses = { 200: {}, 429: ref('responses/TooManyRequests'), 503: ref('responses/Unavailable') }
const parameters = [ref('parameters/minVersion')]
const faults = (operation: object, more: object = {}) =>
  answerFaults({
    info: { contact: {} },
    externalDocs: { url: 'https://example.org/x' },
    components,
    paths: { '/things': { get: { operationId: 'listThings', parameters, responses, ...operation } } },
    ...more,
  })

describe('what every operation declares', () => {
  it('is all there', () => expect(faults({})).toEqual([]))

  it.each<[string, object, string]>([
    ['no 429', { responses: { ...responses, 429: undefined } }, 'listThings: no 429 with its headers'],
    ['a 503 of its own', { responses: { ...responses, 503: {} } }, 'listThings: no 503 with its headers'],
    ['no Min-Version', { parameters: [] }, 'listThings: no Min-Version'],
    ['health that is limited', { 'x-load': 'vital' }, 'listThings: a 429, though it is never limited (x-load: vital)'],
    [
      'pages without a link',
      { parameters: [...parameters, ref('parameters/cursor')] },
      'listThings: pages without the Link to the next one',
    ],
  ])('%s is a fault', (_, operation, fault) => expect(faults(operation)).toEqual([fault]))

  it('a path as the external document is a fault', () =>
    expect(faults({}, { externalDocs: { url: '/docs' } })).toEqual(['no externalDocs with an absolute address']))

  it('a refusal without its headers is a fault, and a document without a contact', () =>
    expect(faults({}, { info: {}, components: { responses: { ...components.responses, Unavailable: {} } } })).toEqual([
      'components/responses/Unavailable: no header Retry-After',
      'info: no contact',
    ]))
})
