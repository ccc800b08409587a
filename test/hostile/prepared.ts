/** The calls that the contract's own cases end with, made ready but not sent: an operation that waits for the right state of things. */
import type { Operation } from '../../src/api/contract.ts'
import type { KeyRole } from '../../src/api/keys.ts'
import type { OperationId } from '../../src/api/operations.ts'
import { allCases } from '../api/cases/all.ts'
import type { City } from '../support/city.ts'
import type { Random } from './random.ts'

export interface Prepared {
  url: string
  headers: Record<string, string>
  body: unknown
}

/** In place of supertest's call: notes what is to be sent. */
class Unsent implements Prepared, PromiseLike<Unsent> {
  readonly url: string
  readonly headers: Record<string, string> = {}
  body: unknown = null

  constructor(url: string) {
    this.url = url
  }

  set(name: string, value: string): this {
    this.headers[name] = value
    return this
  }

  type(value: string): this {
    return this.set('Content-Type', value)
  }

  send(body: unknown): this {
    this.body = body
    return this
  }

  // biome-ignore lint/suspicious/noThenProperty: a case awaits its call
  // biome-ignore lint/suspicious/noExplicitAny: resolves to an answer that nobody reads
  then(resolve: any): any {
    // A promise that resolves to something with a `then` would wait for it for ever.
    resolve({ status: 0, headers: {}, body: {} })
  }
}

/** A city whose calls of one operation are not sent. A firm's cases are about its own record. */
function withheld(city: City, { method, path }: Operation, role: string, note: (call: Unsent) => unknown): City {
  const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`)
  const call = (verb: string, url: string, as?: KeyRole) => {
    if (verb !== method || !pattern.test(url.split('?')[0]!)) return city.call(verb as 'get', url, as)
    const unsent = new Unsent(url)
    note(unsent)
    return unsent
  }
  return Object.create(city, {
    call: { value: call },
    get: { value: (url: string, as?: KeyRole) => call('get', url, as) },
    post: { value: (url: string, as: KeyRole, body: object) => withBody(call('post', url, as), body) },
    register: {
      value: async (kind?: 'firm' | 'volunteer') =>
        role === 'firm' && kind !== 'volunteer' ? city.providers[0] : city.register(kind),
    },
  })
}

const withBody = (call: unknown, body: object) => (call as Unsent).send(body)

/** A call that succeeds, if the cases know one; null where what they need has gone from the city by now. */
export async function prepare(
  city: City,
  operation: Operation,
  role: string,
  random: Random,
): Promise<Prepared | null> {
  const calls: Unsent[] = []
  const stage = withheld(city, operation, role, call => calls.push(call))
  const good = allCases(() => stage)[operation.id as OperationId].filter(([status]) => status < 300)
  try {
    if (good.length > 0) await random.pick(good)[1]()
  } catch {
    return null
  }
  const last = calls.at(-1)
  return last ? { url: last.url, headers: last.headers, body: last.body } : null
}
