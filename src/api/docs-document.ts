/** The contract as the page /docs shows it: in one language, with the roles and the codes of each operation, and operations counted by tag. */
import { ROLE_WORDS } from '../ledger/role-words.ts'
import type { Contract, Operation } from './contract.ts'

export const DOCS_LANGUAGES = ['zh', 'en'] as const
export type DocsLanguage = (typeof DOCS_LANGUAGES)[number]

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document
type Json = any

const LABELS = {
  zh: { roles: '可用角色', codes: '本操作特有的错误', comma: '、', colon: '：', count: (n: number) => `${n} 个操作。` },
  en: {
    roles: 'Roles',
    codes: 'Problems of its own',
    comma: ', ',
    colon: ':',
    count: (n: number) => (n === 1 ? '1 operation. ' : `${n} operations. `),
  },
}

export function docsDocument({ bundled, operations }: Contract, language: DocsLanguage): Json {
  const document = translated(bundled, language)
  const nameOf = new Map<string, string>(bundled.tags.map(({ name }: Json, i: number) => [name, document.tags[i].name]))
  for (const operation of operations) {
    const shown = document.paths[operation.path][operation.method]
    shown['x-search'] = searchText(operation)
    shown.tags = shown.tags.map((tag: string) => nameOf.get(tag))
    shown.description = [roles(operation, language), shown.description, ...codes(operation, language)].join('\n\n')
  }
  for (const tag of document.tags) {
    const count = operations.filter(({ document: { tags } }) => nameOf.get(tags[0]) === tag.name).length
    tag.description = LABELS[language].count(count) + tag.description
  }
  return document
}

/** A copy with the words of `x-zh` in the place of the English ones, or without them. Examples stay as they are. */
function translated(part: Json, language: DocsLanguage): Json {
  if (Array.isArray(part)) return part.map(inner => translated(inner, language))
  if (part === null || typeof part !== 'object') return part
  const { 'x-zh': chinese, ...rest } = part
  const members = Object.entries(rest).map(([name, inner]) => [
    name,
    name === 'example' ? inner : translated(inner, language),
  ])
  return { ...Object.fromEntries(members), ...(language === 'zh' ? chinese : {}) }
}

function roles(operation: Operation, language: DocsLanguage): string {
  const { roles: label, comma, colon } = LABELS[language]
  return `**${label}${colon}** ${operation.roles.map(role => ROLE_WORDS[role][language]).join(comma)}`
}

/** The codes of this operation, if it has any: those of every operation would hide them. */
function codes({ document }: Operation, language: DocsLanguage): string[] {
  const { codes: label, colon } = LABELS[language]
  const links = document['x-problems'].map((code: string) => `[${code}](/problems/${code})`)
  return links.length > 0 ? [`**${label}${colon}** ${links.join(' · ')}`] : []
}

/** The text in which the search box looks, in both languages. */
function searchText({ id, method, path, roles, document }: Operation): string {
  const { summary, description, 'x-zh': chinese } = document
  return [id, method, path, ...roles, summary, description, chinese.summary, chinese.description]
    .join(' ')
    .toLowerCase()
}
