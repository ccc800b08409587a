/** Cases of every operation of the contract, as a caller of one role sends them. */
import { loadContract, type Operation } from '../../src/api/contract.ts'
import type { OperationId } from '../../src/api/operations.ts'
import type { City } from '../support/city.ts'
import { bodyFor, extreme, resolve, type Source, valid } from './generate.ts'
import * as odd from './oddities.ts'
import { collectionOf, Pools } from './pools.ts'
import { type Prepared, prepare } from './prepared.ts'
import { Random } from './random.ts'
import { registerFile } from './register-file.ts'

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document
type Json = any

export interface Case {
  operation: OperationId
  method: string
  url: string
  headers: Record<string, string>
  body: string | Uint8Array | null
}

/** One of so many is sent: each starts a thread of its own or a scan of everything, or ends what other cases could have gone on with. */
const SELDOM: Partial<Record<OperationId, number>> = {
  startImpactRun: 50,
  draftMethodology: 10,
  importProviders: 10,
  withdrawProvider: 10,
  revokeKey: 10,
  cancelRequest: 8,
  withdrawAppeal: 4,
  suspendProvider: 4,
  unassignRequest: 4,
}
/** Share of what is sent to operations that the role has no right to. */
const TRESPASS = 0.02
/** Share of what is sent that finds everything ready for it. */
const PREPARED = 0.1
/** Share of what is sent that is a write, for a role that may write. */
const WRITES = 0.6

export class CaseMaker {
  readonly pools = new Pools()
  readonly random: Random
  readonly #source: Source
  readonly #operations: readonly Operation[]
  readonly #byRole = new Map<string, { all: Operation[]; writes: Operation[] }>()

  constructor(seed: number) {
    const contract = loadContract()
    this.random = new Random(seed)
    // Their schemas are references into the document in one piece.
    this.#operations = contract.operations.map(operation => ({
      ...operation,
      document: contract.bundled.paths[operation.path][operation.method],
    }))
    this.#source = { random: this.random, pools: this.pools, document: contract.bundled }
  }

  /** @param city whose state some of the cases are made ready in */
  async next(role: string, city: City): Promise<Case> {
    const operation = this.#pick(role)
    const prepared = this.random.chance(PREPARED) ? await prepare(city, operation, role, this.random) : null
    return prepared ? this.#sent(operation, prepared) : this.#made(operation)
  }

  /** As it stands, or with a body that has changed. */
  #sent({ id, method, document, bodyType }: Operation, { url, headers, body }: Prepared): Case {
    if (bodyType !== 'application/json') {
      const file = typeof body === 'string' || body instanceof Uint8Array ? body : null
      return { operation: id, method, url, headers, body: file }
    }
    const { schema } = document.requestBody.content[bodyType]
    const sent = asJson(this.random.chance(0.5) ? body : bodyFor(this.#source, schema, body))
    return { operation: id, method, url, headers: { ...headers, 'Content-Type': bodyType }, body: sent }
  }

  #made(operation: Operation): Case {
    const { id, method, path, document, bodyType } = operation
    const parameters: Json[] = (document.parameters ?? []).map((p: Json) => this.#parameter(p))
    const headers: Record<string, string> = {}
    const query: string[] = []
    let url = path
    for (const { name, in: place, required, schema } of parameters) {
      if (place === 'path') url = url.replace(`{${name}}`, this.#segment(path, name, schema))
      else if (place === 'query' && (required || this.random.chance(name === 'cursor' ? 0.03 : 0.4)))
        query.push(`${name}=${encoded(this.#text(schema, name))}`)
      else if (place === 'header' && this.random.chance(0.1)) headers[name] = headerText(this.#header(name, schema))
    }
    if (query.length > 0) url += `?${query.join('&')}`
    const body = bodyType ? this.#body(operation) : null
    if (bodyType) headers['Content-Type'] = bodyType
    return { operation: id, method, url, headers, body }
  }

  #pick(role: string): Operation {
    if (this.random.chance(TRESPASS)) return this.random.pick(this.#operations)
    const allowed = this.#allowed(role)
    for (;;) {
      const { writes, all } = allowed
      const operation = this.random.pick(writes.length > 0 && this.random.chance(WRITES) ? writes : all)
      const among = SELDOM[operation.id]
      if (!among || this.random.chance(1 / among)) return operation
    }
  }

  #allowed(role: string): { all: Operation[]; writes: Operation[] } {
    let allowed = this.#byRole.get(role)
    if (!allowed) {
      const all = this.#operations.filter(({ roles }) => roles.includes('public') || roles.includes(role as 'firm'))
      allowed = { all, writes: all.filter(operation => operation.method !== 'get') }
      this.#byRole.set(role, allowed)
    }
    return allowed
  }

  #parameter(p: Json): Json {
    const resolved = resolve(this.#source, p)
    return { ...resolved, schema: resolve(this.#source, resolved.schema) }
  }

  #segment(path: string, name: string, schema: Json): string {
    if (this.random.chance(0.04)) return this.random.pick(odd.SEGMENTS).replaceAll(' ', '%20')
    const known = this.pools.of(name === 'id' ? collectionOf(path) : name)
    if (known.length > 0 && this.random.chance(0.92)) return encoded(this.random.pick(known))
    return encoded(valid(this.#source, schema, name))
  }

  #text(schema: Json, name: string): unknown {
    return this.random.chance(0.9) ? valid(this.#source, schema, name) : extreme(this.#source, schema, name)
  }

  /** A version that the service would wait for is none of the cases. */
  #header(name: string, schema: Json): unknown {
    if (name === 'Min-Version') return this.random.pick(['1', '0', '-1', '1e3', '0x3', ' ', '01'])
    if (name === 'If-Match') return this.random.pick(['*', '"1"', '"2"', 'W/"1"', '1', '"x'])
    return this.#text(schema, name)
  }

  #body({ document, bodyType }: Operation): string | Uint8Array {
    if (bodyType !== 'application/json') return registerFile(this.random)
    const { schema, example } = document.requestBody.content[bodyType]
    return asJson(bodyFor(this.#source, schema, example ?? {}))
  }
}

const encoded = (value: unknown) => encodeURIComponent(wellFormed(textOf(value)))
const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
/** Half a character has no form in a URL. */
const wellFormed = (text: string) => text.toWellFormed().slice(0, 2_000)
/** What Node itself lets a header hold. */
const headerText = (value: unknown) => textOf(value).replace(/[^\x20-\x7e]/g, '') || 'x'

/** -0 and numbers beyond doubles, which JSON.stringify does not write. */
const asJson = (value: unknown) => JSON.stringify(value).replaceAll(':0,', ':-0,').replaceAll(':1e+308', ':1e400')
