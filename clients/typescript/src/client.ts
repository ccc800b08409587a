import createClient, { type Client } from 'openapi-fetch'
import { keyWrites, readOwnWrites } from './middleware.ts'
import { type RetryOptions, retryingFetch } from './retry.ts'
import type { paths } from './types.gen.ts'

export type XinqiaoClient = Client<paths>

export interface ClientOptions {
  /** Where the service is: `https://xinqiao.example.cn`. */
  address: string
  /** `xq_…`. Without it the client reads what is public. */
  key?: string
  /** Language of texts in answers and problems. The service answers in Chinese by default. */
  language?: 'zh-CN' | 'en'
  retry?: RetryOptions
  /** Sends `Min-Version` with every read after a write, so that the read shows the write. True by default. */
  readsOwnWrites?: boolean
  fetch?: (request: Request) => Promise<Response>
}

/** A file goes as it is; the caller gives its `Content-Type`. */
const bodySerializer = (body: unknown) => (body instanceof Blob ? body : JSON.stringify(body))

/**
 * A client of openapi-fetch with the paths of the contract: `client.GET('/v1/catalogue')`. A write gets an Idempotency-Key, and a call
 * that is safe to repeat is sent again after 429, 503 and a lost connection.
 */
export function createXinqiaoClient({ address, key, language, ...options }: ClientOptions): XinqiaoClient {
  const headers = {
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    ...(language === undefined ? {} : { 'Accept-Language': language }),
  }
  const fetch = retryingFetch(options.fetch ?? (request => globalThis.fetch(request)), options.retry)
  const client = createClient<paths>({ baseUrl: address, headers, fetch, bodySerializer })
  client.use(keyWrites())
  if (options.readsOwnWrites !== false) client.use(readOwnWrites())
  return client
}
