import type { MaybeOptionalInit } from 'openapi-fetch'
import type { XinqiaoClient } from './client.ts'
import { answerOf } from './problem.ts'
import type { paths } from './types.gen.ts'

interface Page {
  items: unknown[]
  next: string | null
}
type PageOf<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

/** Paths whose answer is a page with a cursor. */
export type ListPath = { [P in keyof paths]: PageOf<P> extends Page ? P : never }[keyof paths]
type ItemOf<P extends ListPath> = PageOf<P> extends { items: (infer Item)[] } ? Item : never
type InitOf<P extends ListPath> = MaybeOptionalInit<paths[P], 'get'>

interface AnyInit {
  params?: { query?: Record<string, unknown> }
}
type AnyGet = (path: string, init: AnyInit) => Promise<{ data?: Page; error?: unknown; response: Response }>

/**
 * Every item of a list, page after page: `for await (const item of itemsOf(client, '/v1/providers', {}))`. `limit` in the query is the
 * size of a page. The next page is read when its first item is asked for.
 * @throws ProblemError
 */
export async function* itemsOf<P extends ListPath>(
  client: XinqiaoClient,
  path: P,
  init: NonNullable<InitOf<P>>,
): AsyncGenerator<ItemOf<P>, void, undefined> {
  const get = client.GET as unknown as AnyGet
  const { params, ...rest } = init as AnyInit
  let query = params?.query ?? {}
  for (;;) {
    const { items, next } = (await answerOf(get(path, { ...rest, params: { ...params, query } }))) as Page
    yield* items as ItemOf<P>[]
    // A page may be empty and yet not the last.
    if (next === null) return
    query = { ...query, cursor: next }
  }
}
