/** The `Link` header of a list (RFC 8288): the address of the page after this one. */

/** The cursor that an answer names, or null on the last page. The explanation holds its page as `evidence`. */
export function cursorOf(body: unknown): string | null {
  const { next, evidence } = (body ?? {}) as { next?: unknown; evidence?: { next?: unknown } }
  const cursor = next ?? evidence?.next
  return typeof cursor === 'string' ? cursor : null
}

/** The same question with the next cursor. Parameters are sorted by name: every spelling of a question has one link. */
export function nextLink(path: string, query: object, cursor: string): string {
  const asked = Object.entries({ ...query, cursor }).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)]))
  search.sort()
  return `<${path}?${search}>; rel="next"`
}
