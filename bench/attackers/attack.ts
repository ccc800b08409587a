/** An attack on a service, from a process of its own: so many connections that each do the same over and over. */
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { argument, serveQuestions } from '../harness/process.ts'

export type AttackName = keyof typeof ATTACKS

export interface AttackArguments {
  name: AttackName
  port: number
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
  searches: { connections: 120, bytes: () => get('/v1/providers?q=%E5%AE%81&status=withdrawn') },
  keys: { connections: 64, bytes: n => get('/v1/requests', `xq_${String(n).padStart(43, '0')}-AAAAAA`) },
  unknown: { connections: 64, bytes: n => get(`/v1/nothing/${n}`) },
  documents: { connections: 64, bytes: () => get('/openapi.json') },
  lists: { connections: 64, bytes: () => get('/v1/providers?limit=200') },
  spellings: { connections: 8, bytes: (n, { keys }) => get(spelling(n % 20_000), keys.dispatcher) },
  performance: {
    connections: 16,
    bytes: (_, { keys, provider }) =>
      get(`/v1/providers/${provider}/performance?from=2020-01&to=2026-11`, keys.regulator),
  },
} satisfies Record<string, Attack>

const given = argument() as AttackArguments
const attack: Attack = ATTACKS[given.name]
const open = new Set<Socket>()
let isOn = true
let sent = 0
let answered = 0

/** One connection after another, for as long as the attack goes on; what comes back is thrown away. */
async function attackOnce(): Promise<void> {
  const socket = connect(given.port, '127.0.0.1')
  open.add(socket)
  const send = () => void socket.write(attack.bytes(sent++, given))
  socket.on('error', () => {})
  socket.once('connect', send)
  socket.on('data', () => {
    answered++
    if (!attack.isSilent) send()
  })
  await new Promise(resolve => socket.once('close', resolve))
  open.delete(socket)
}

async function keepOn(): Promise<void> {
  while (isOn) {
    await attackOnce()
    await pause(AGAIN_MS)
  }
}

if (process.send) {
  for (let i = 0; i < attack.connections; i++) void keepOn()
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
