/** Pages of the list of eligible providers: one function for every way on which they are asked for. */
import { decodeCursor, encodeCursor } from '../ledger/cursor.ts'
import { compareKeys, type Listed, type ListKey } from './index.ts'

export interface PageQuestion {
  service: string
  area: string
  state?: 'full' | 'probation'
  limit: number
  cursor?: string
}

/** A page of a list; throws `cursor-invalid` (400). */
export function pageOf(whole: readonly Listed[], { service, area, state, limit, cursor }: PageQuestion) {
  const name = `listEligibleProviders ${service} ${area} ${state ?? ''}`
  const after = decodeCursor(name, cursor) as ListKey | null
  const list = state ? whole.filter(listed => listed.state === state) : whole
  const start = after ? list.findIndex(listed => compareKeys(listed.key, after) > 0) : 0
  const items = start < 0 ? [] : list.slice(start, start + limit)
  const more = start >= 0 && list.length > start + limit
  return { items: items.map(toItem), next: more ? encodeCursor(name, items.at(-1)!.key) : null }
}

function toItem({ provider: { id, name, kind, phone, areas }, state, grade, point, assured, reasons }: Listed) {
  return {
    provider: { id, name, kind, phone, areas },
    state,
    grade: grade as 'NR',
    point,
    assured,
    reasons: reasons.map(r => r.code),
  }
}

/** The JSON text of the answer up to its version: `…"registryVersion":`. */
export function pageText(whole: readonly Listed[], question: PageQuestion): string {
  const text = JSON.stringify({ ...pageOf(whole, question), registryVersion: 0 })
  return text.slice(0, -'0}'.length)
}

/** Entries move the version and days move gates and scores: together they name the bytes of an answer. */
export const pageTag = (version: number, day: number) => `"${version}.${day}"`
