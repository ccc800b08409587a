/** Success answers of every operation, as two small cities give them. Ids and random bytes are counted, so that the next run gives the same. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { v7 } from 'uuid'
import { loadContract, type Operation } from '../../src/api/contract.ts'
import { DEFAULT_QUOTAS } from '../../src/api/quota.ts'
import { openStore } from '../../src/store/open.ts'
import { allCases } from '../api/cases/all.ts'
import { raiseAlarm } from './alarm.ts'
import { City } from './city.ts'
import { FOUNDED, found } from './founded.ts'
import { Telling } from './story.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any
type Sent = { status: number; headers: Record<string, string>; body: Json }
/** Bodies by operation and status: `getRating.200`. */
export type Examples = Record<string, Json>

/** Elements of a list that an example shows. */
const SHOWN = 2
const CERTIFICATE = {
  type: 'certificate-of-conformance',
  issuer: '宁波市家政服务标准化评价中心',
  number: 'HK-2026-0117',
  standard: 'gb-t-31771-2024',
  validFrom: '2026-11-01',
  validUntil: '2029-10-31',
  verifiedBy: '准入审核科',
  verifiedHow: 'issuer-register',
}
/** How long something took differs from run to run. */
const TOOK: Record<string, number> = { milliseconds: 900, seconds: 0.02 }
/** Nobody's key, in the form of a key. */
const KEY = `xq_${'example-'.repeat(7).slice(0, 49)}`

export async function collectExamples(): Promise<Examples> {
  const { operations } = loadContract()
  const answers = { ...(await inCity(fromCases)), ...(await inCity(fromStory)) }
  const named = operations.flatMap(operation =>
    jsonStatuses(operation).map(status => [`${operation.id}.${status}`, operation.responses.get(status)!] as const),
  )
  const shortened = named
    .filter(([name]) => name in answers)
    .map(([name, response]) => [name, shorten(answers[name], response.validator()!)] as const)
  return Object.fromEntries(shortened)
}

/** Statuses of success with a JSON body. */
export const jsonStatuses = ({ responses }: Operation): number[] =>
  [...responses].filter(([status, { type }]) => status < 300 && type === 'application/json').map(([status]) => status)

async function inCity(collect: (city: City) => Promise<Examples>): Promise<Examples> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-examples-'))
  let count = 0
  const newId = () => v7({ msecs: FOUNDED, seq: ++count, random: new Uint8Array(16) })
  const store = await found(await openStore({ dataDir, building: true }), newId)
  const city = await City.open({ store, newId, quotas: DEFAULT_QUOTAS })
  try {
    return await collect(city)
  } finally {
    await city.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Every call that succeeds in its cases; a list as soon as there is something in it. */
async function fromCases(city: City): Promise<Examples> {
  const examples: Examples = {}
  const lists = loadContract().operations.filter(({ parameterNames }) => parameterNames.query.includes('cursor'))
  const successes = Object.entries(allCases(() => city)).flatMap(([id, cases]) =>
    cases.filter(([status]) => status < 300).map(([status, send]) => ({ name: `${id}.${status}`, status, send })),
  )
  for (const { name, status, send } of successes) {
    const answer = (await send()) as Sent
    if (answer.status !== status || !isJson(answer)) continue
    if (!(name in examples)) examples[name] = answer.body
    for (const list of lists.filter(({ id }) => isBare(examples[`${id}.200`])))
      Object.assign(examples, await fill(city, list, answer.body))
  }
  return { ...examples, ...(await others(city)) }
}

/** Lists that the cases leave empty. */
async function others(city: City): Promise<Examples> {
  const provider = await city.register()
  const firm = `/v1/providers/${provider}`
  await raiseAlarm(city, provider)
  await city.call('put', `${firm}/facts/05`, 'registrar').send({ facts: { servicesPublished: true, workers: 46 } })
  await city.post(`${firm}/credentials`, 'registrar', CERTIFICATE)
  const read = async (path: string): Promise<Json> => ((await city.get(path, 'regulator')) as unknown as Sent).body
  return {
    'listFacts.200': await read(`${firm}/facts`),
    'listWatches.200': await read('/v1/watches'),
    'listDependents.200': await read(`/v1/standards/${CERTIFICATE.standard}/dependents`),
  }
}

/** The list of what an answer names, if that is not empty. */
async function fill(city: City, { id, path }: Operation, { provider, standard }: Json): Promise<Examples> {
  const about = path.includes('standards') ? standard : provider
  if (path.includes('{') && typeof about !== 'string') return {}
  const { status, body } = (await city.get(path.replace(/\{\w+\}/, about), 'regulator')) as unknown as Sent
  return status === 200 && !isBare(body) ? { [`${id}.200`]: body } : {}
}

const isBare = (body: Json) => Array.isArray(body?.items) && body.items.length === 0

/** Every read about a firm, of a firm with a story. */
async function fromStory(city: City): Promise<Examples> {
  await new Telling(city).tell()
  const examples: Examples = {}
  for (const { id, method, path, roles } of loadContract().operations) {
    if (method !== 'get' || !/^\/v1\/(providers\/\{id\}|appeals$)/.test(path) || path.includes('}/facts/')) continue
    const role = (roles.find(role => role === 'regulator') ?? roles[0]) as 'regulator' | 'public'
    const where = path.replace('{id}', city.providers[0])
    const answer = (await city.get(where, role === 'public' ? undefined : role)) as unknown as Sent
    if (answer.status === 200 && !isBare(answer.body)) examples[`${id}.200`] = answer.body
  }
  return examples
}

const isJson = ({ headers }: Sent) => headers['content-type']?.startsWith('application/json') ?? false

/** The answer with short lists, and no key. A list that must be longer is as long as it must. */
function shorten(whole: Json, validate: ValidateFunction): Json {
  const short = cut(whole)
  while (!validate(short)) {
    const tooShort = validate.errors!.find(({ keyword }) => keyword === 'minItems')
    if (!tooShort) throw new Error(JSON.stringify(validate.errors))
    lengthen(short, whole, tooShort)
  }
  return short
}

function cut(value: Json): Json {
  if (typeof value === 'string') return /^xq_/.test(value) ? KEY : value
  if (Array.isArray(value)) return value.slice(0, SHOWN).map(cut)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, (typeof member === 'number' && TOOK[name]) || cut(member)]),
  )
}

function lengthen(short: Json, whole: Json, { instancePath, params }: ErrorObject): void {
  const names = instancePath.split('/').slice(1)
  const [list, source] = [short, whole].map(root => names.reduce((at, name) => at[name], root))
  list.push(...source.slice(list.length, params.limit).map(cut))
}
