/** Pages of the list of eligible providers: one function for every way on which they are asked for. */
import { decodeCursor, encodeCursor } from '../ledger/cursor.ts'
import type { Listed, RankedList } from './ranked-list.ts'

export interface PageQuestion {
  service: string
  area: string
  state?: 'full' | 'probation'
  limit: number
  cursor?: string
}

/** ListKey: state, minus assured, rotation, id. */
const LIST_KEY = ['integer', 'integer', 'text', 'text'] as const

/** Items on a page, if the caller does not say. */
const DEFAULT_LIMIT = 20

/** The query of the operation as a question. */
export const questionOf = ({
  limit = DEFAULT_LIMIT,
  ...query
}: Partial<Pick<PageQuestion, 'limit'>> & Omit<PageQuestion, 'limit'>): PageQuestion => ({ ...query, limit })

/** A page of a list; throws `cursor-invalid` (400). */
export function pageOf(list: RankedList, { service, area, state, limit, cursor }: PageQuestion) {
  const name = `listEligibleProviders ${service} ${area} ${state ?? ''}`
  const after = decodeCursor(name, cursor, LIST_KEY)
  const { items, more } = list.page({ state, after, limit })
  return { items: items.map(toItem), next: more ? encodeCursor(name, items.at(-1)!.key) : null }
}

function toItem({ provider: { id, name, kind, phone, areas }, state, grade, point, assured, reasons }: Listed) {
  return {
    provider: { id, name, kind, phone, areas: areas as string[] },
    state,
    grade: grade as 'NR',
    point,
    assured,
    reasons: reasons.map(r => r.code),
  }
}

/** The JSON text of the answer up to its version, `…"registryVersion":`, and the cursor of the next page. */
export function pageText(list: RankedList, question: PageQuestion): { text: string; next: string | null } {
  const page = pageOf(list, question)
  const text = JSON.stringify({ ...page, registryVersion: 0 })
  return { text: text.slice(0, -'0}'.length), next: page.next }
}

/** Entries move the version and days move gates and scores: together they name the bytes of an answer. */
export const pageTag = (version: number, day: number) => `"${version}.${day}"`
