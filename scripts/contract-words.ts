/** What a reader misses in a contract, one line each: English in `summary` and `description`, Chinese in `x-zh` beside them. */

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document
type Json = any
type Part = 'name' | 'title' | 'summary' | 'description'
interface Place {
  place: string
  node: Json
  parts: readonly Part[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const DESCRIBED = ['headers', 'parameters', 'responses'] as const
const CHINESE = /\p{Script=Han}/u
/** An answer in a word, such as "Done.", tells nobody what it holds. */
const ONE_WORD = /^\s*\S*\s*$/

export function wordFaults(document: Json): string[] {
  const operations = operationsOf(document)
  return [
    ...[...general(document), ...operations.flatMap(partsOf)].flatMap(untold),
    ...[...answers(document.components), ...operations.flatMap(({ node }) => answers(node))]
      .filter(({ node }) => ONE_WORD.test(node.description ?? ''))
      .map(({ place }) => `${place}: say in a sentence what the answer holds, or what has happened`),
  ]
}

const operationsOf = ({ paths }: Json): { place: string; node: Json }[] =>
  Object.entries<Json>(paths).flatMap(([path, methods]) =>
    METHODS.filter(method => methods[method]).map(method => ({
      place: methods[method].operationId ?? `${method} ${path}`,
      node: methods[method],
    })),
  )

function general({ info, tags = [], components }: Json): Place[] {
  return [
    { place: 'info', node: info, parts: ['title', 'description'] },
    ...tags.map((node: Json): Place => ({ place: `tag ${node.name}`, node, parts: ['name', 'description'] })),
    ...DESCRIBED.flatMap(kind =>
      Object.entries<Json>(components[kind] ?? {}).map(
        ([name, node]): Place => ({ place: `components/${kind}/${name}`, node, parts: ['description'] }),
      ),
    ),
  ]
}

function partsOf({ place, node }: { place: string; node: Json }): Place[] {
  const { parameters = [] } = node
  return [
    { place, node, parts: ['summary', 'description'] },
    ...parameters
      .filter((parameter: Json) => !parameter.$ref)
      .map((inner: Json): Place => ({ place: `${place}/${inner.name}`, node: inner, parts: ['description'] })),
    ...answers(node).map((answer): Place => ({ ...answer, parts: ['description'] })),
  ]
}

/** The answers that are written out here: of an operation by their status, of the components by their name. */
const answers = (holder: Json): { place: string; node: Json }[] =>
  Object.entries<Json>(holder.responses ?? {})
    .filter(([, node]) => !node.$ref)
    .map(([name, node]) => ({ place: `${holder.operationId ?? 'components/responses'}/${name}`, node }))

const untold = ({ place, node, parts }: Place): string[] =>
  parts.flatMap(part => [
    ...(isEnglish(part, node[part] ?? '') ? [] : [`${place}: no ${part} in English`]),
    ...(CHINESE.test(node['x-zh']?.[part] ?? '') ? [] : [`${place}: no ${part} in Chinese, in x-zh`]),
  ])

/** Generators name things after titles and summaries: ASCII. A description may quote a Chinese word. */
const isEnglish = (part: Part, text: string) => /[a-z]/i.test(text) && (part === 'description' || !/[^ -~]/.test(text))
