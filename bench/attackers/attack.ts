/** An attack on a service, from a process of its own: so many connections that each do the same over and over. */
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { newKey } from '../../src/api/key-form.ts'
import { argument, serveQuestions } from '../harness/process.ts'

export type AttackName = keyof typeof ATTACKS

export interface AttackArguments {
  name: AttackName
  port: number
  /** Which attack of the run this is: each comes from addresses of its own, whose quotas are whole. */
  block: number
  keys: Record<string, string>
  provider: string
}

interface Attack {
  connections: number
  /** The n-th thing that is sent over a connection. */
  bytes(n: number, given: AttackArguments): Buffer | string
  /** Sends once, then holds the connection open in silence. */
  isSilent?: true
}

/** Before a connection that was cut off is opened again, ms. */
const AGAIN_MS = 50
/** Addresses of the attacker, none of them that of the dispatchers. Only Linux has all of 127.0.0.0/8 on loopback. */
const ADDRESSES = 4
const addressOf = (block: number, i: number) =>
  process.platform === 'linux' ? `127.1.${block}.${1 + (i % ADDRESSES)}` : undefined

const head = (line: string, ...headers: string[]) =>
  `${[`${line} HTTP/1.1`, 'Host: a', ...headers].join('\r\n')}\r\n\r\n`
const get = (path: string, key?: string) => head(`GET ${path}`, ...(key ? [`Authorization: Bearer ${key}`] : []))
const JSON_TYPE = 'Content-Type: application/json'
/** 16 kB that become 16 MB. */
const BOMB = gzipSync(Buffer.alloc(16 * 1024 * 1024))
const BOMB_HEAD = head('POST /v1/reviews', JSON_TYPE, 'Content-Encoding: gzip', `Content-Length: ${BOMB.length}`)
const PART = 'x'.repeat(100)
const PARAMETERS = ['service=05-001', 'area=330203', 'limit=20']

/** One question of dispatch, each time spelled in another way: the order of its parameters, and digits written as %30 to %39. */
function spelling(n: number): string {
  const query = [...PARAMETERS.slice(n % 3), ...PARAMETERS.slice(0, n % 3)].join('&')
  const digits = [...query]
  for (let bits = Math.floor(n / 3), i = 0; bits > 0 && i < digits.length; i++) {
    if (!/\d/.test(digits[i]!)) continue
    if (bits & 1) digits[i] = `%3${digits[i]}`
    bits >>= 1
  }
  return `/v1/eligible-providers?${digits.join('')}`
}

/** A month so many before this one. */
function monthBefore(months: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months)).toISOString().slice(0, 7)
}

const ATTACKS = {
  bodies: {
    connections: 4_200,
    isSilent: true,
    bytes: () => head('POST /v1/reviews', JSON_TYPE, 'Content-Length: 60000') + PART,
  },
  bombs: { connections: 32, bytes: () => Buffer.concat([Buffer.from(BOMB_HEAD), BOMB]) },
  imports: {
    connections: 200,
    isSilent: true,
    bytes: (_, { keys }) =>
      head(
        'POST /v1/provider-imports',
        `Authorization: Bearer ${keys.registrar}`,
        'Content-Type: text/csv',
        'Content-Length: 16000000',
      ) + PART,
  },
  searches: { connections: 120, bytes: () => get('/v1/providers?q=%E5%AE%81&standing=withdrawn') },
  // Of the right form: whether one exists is known only after a look at the database.
  keys: { connections: 64, bytes: () => get('/v1/requests', newKey()) },
  unknown: { connections: 64, bytes: n => get(`/v1/nothing/${n}`) },
  documents: { connections: 64, bytes: () => get('/openapi.json') },
  health: { connections: 64, bytes: () => get('/healthz') },
  lists: { connections: 64, bytes: () => get('/v1/providers?limit=200') },
  spellings: { connections: 8, bytes: (n, { keys }) => get(spelling(n % 20_000), keys.dispatcher) },
  performance: {
    connections: 16,
    bytes: (_, { keys, provider }) =>
      get(`/v1/providers/${provider}/performance?from=${monthBefore(23)}&to=${monthBefore(0)}`, keys.firm),
  },
} satisfies Record<string, Attack>

const given = argument() as AttackArguments
const attack: Attack = ATTACKS[given.name]
const STATUS = /^HTTP\/1\.1 (\d{3})/
const STATUS_CHARS = 12
const open = new Set<Socket>()
let isOn = true
let sent = 0
/** Answers by status. */
const answered: Record<string, number> = {}

/** One connection after another, for as long as the attack goes on; what comes back is thrown away. */
async function attackOnce(localAddress: string | undefined): Promise<void> {
  const socket = connect({ port: given.port, host: '127.0.0.1', localAddress })
  open.add(socket)
  const send = () => void socket.write(attack.bytes(sent++, given))
  socket.on('error', () => {})
  socket.once('connect', send)
  socket.on('data', part => {
    // An answer may come in many parts; the next request follows the first of them.
    const status = STATUS.exec(part.toString('latin1', 0, STATUS_CHARS))?.[1]
    if (!status) return
    answered[status] = (answered[status] ?? 0) + 1
    if (!attack.isSilent) send()
  })
  await new Promise(resolve => socket.once('close', resolve))
  open.delete(socket)
}

async function keepOn(localAddress: string | undefined): Promise<void> {
  while (isOn) {
    await attackOnce(localAddress)
    await pause(AGAIN_MS)
  }
}

if (process.send) {
  for (let i = 0; i < attack.connections; i++) void keepOn(addressOf(given.block, i))
  serveQuestions(
    Promise.resolve({
      seen: () => ({ sent, answered }),
      close() {
        isOn = false
        for (const socket of open) socket.destroy()
      },
    }),
  )
}
