/** What every operation of a contract declares, one line for each that does not: refusals under load, `Min-Version`, the link to the next page. */

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document
type Json = any

const ref = (kind: string, name: string) => `#/components/${kind}/${name}`
const REFUSALS = {
  TooManyRequests: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  Unavailable: ['Retry-After'],
}

export function answerFaults({ info, externalDocs, paths, components }: Json): string[] {
  const operations = Object.values<Json>(paths).flatMap(methods =>
    Object.values<Json>(methods).filter(({ operationId }) => operationId),
  )
  return [
    ...operations.flatMap(operation => faultsOf(operation).map(fault => `${operation.operationId}: ${fault}`)),
    ...Object.entries(REFUSALS).flatMap(([name, headers]) =>
      headers
        .filter(header => !components.responses?.[name]?.headers?.[header])
        .map(header => `components/responses/${name}: no header ${header}`),
    ),
    ...(info.contact ? [] : ['info: no contact']),
    // The OpenAPI 3.1 schema wants a URI here, with a host: a path of the service is none.
    ...(/^https:/.test(externalDocs?.url ?? '') ? [] : ['no externalDocs with an absolute address']),
  ]
}

function faultsOf({ parameters = [], responses, 'x-load': load }: Json): string[] {
  const takes = (name: string) => parameters.some(({ $ref }: Json) => $ref === ref('parameters', name))
  const limited = responses['429']?.$ref === ref('responses', 'TooManyRequests')
  // Health takes from no quota and is never shed: it would be a lie there.
  const isVital = load === 'vital'
  return [
    ...(limited || isVital ? [] : ['no 429 with its headers']),
    ...(isVital && responses['429'] ? ['a 429, though it is never limited (x-load: vital)'] : []),
    ...(responses['503']?.$ref === ref('responses', 'Unavailable') ? [] : ['no 503 with its headers']),
    ...(takes('minVersion') ? [] : ['no Min-Version']),
    ...(takes('cursor') && responses['200']?.headers?.Link?.$ref !== ref('headers', 'Link')
      ? ['pages without the Link to the next one']
      : []),
  ]
}
