/**
 * Bodies on their way in. They are read last of all, from callers whose key, role, quota and headers are good. Open bodies are bounded by
 * number and by bytes, for an address and in sum, and a body must arrive at a minimum rate.
 */ import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { addressOf } from './address.ts'
import type { Operation } from './contract.ts'
import { bodyError } from './errors-bodies.ts'
import { serviceError } from './errors-service.ts'
import type { LoadClass } from './load.ts'

const MIB = 1024 * 1024

export interface BodyLimits {
  /** Bodies open in sum above which a class is refused: what is left is for the classes after it. */
  open: Record<LoadClass, number>
  /** Bytes that the open bodies may become, in sum, above which a class is refused. */
  bytes: Record<LoadClass, number>
  /** The same for one address. */
  addressOpen: number
  addressBytes: number
  /** A body may be this late, ms, before its rate counts. */
  graceMs: number
  /** Bytes a second that a body must bring after that: half of what the slowest line of an office brings. */
  rate: number
}

export const BODY_LIMITS: BodyLimits = {
  open: { heavy: 128, ordinary: 384, dispatch: 512, vital: 0 },
  bytes: { heavy: 64 * MIB, ordinary: 80 * MIB, dispatch: 96 * MIB, vital: 0 },
  addressOpen: 128,
  addressBytes: 48 * MIB,
  graceMs: 5_000,
  rate: 32 * 1024,
}

/** Seconds after which an address with too many open bodies may try again. */
const RETRY_SECONDS = 5
/** Parts of the grace between two looks at the rate. */
const LOOKS = 5
/** The rest of a refused body is discarded up to this time (ms) and size (bytes); then the connection is closed. */
const LEFT_MS = 2_000
const LEFT_BYTES = 32 * MIB

const DECODERS = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }
type Encoding = keyof typeof DECODERS

/** The encoding of a body; null for none. */
function encodingOf({ headers }: IncomingMessage): Encoding | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return null
  if (Object.hasOwn(DECODERS, encoding)) return encoding as Encoding
  throw bodyError('content-type-unsupported', { type: 'identity, gzip, deflate, br' })
}

/** 415 and 413 by the headers alone, before a byte of the body is read. */
export function checkBodyHeaders({ bodyTypes, bodyLimit }: Operation, req: IncomingMessage): void {
  const { 'content-type': given, 'content-length': length, 'transfer-encoding': chunked } = req.headers
  const type = given?.split(';')[0]?.trim().toLowerCase()
  const isEmpty = length === '0' || (length === undefined && chunked === undefined)
  if (!(type === undefined ? isEmpty : bodyTypes.includes(type)))
    throw bodyError('content-type-unsupported', { type: bodyTypes.join(', ') })
  encodingOf(req)
  if (Number(length ?? 0) > bodyLimit) throw bodyError('body-too-large', { limit: bodyLimit })
}

interface Held {
  open: number
  bytes: number
}

export class Bodies {
  /** Of all addresses. */
  readonly sum: Held = { open: 0, bytes: 0 }
  readonly #limits: BodyLimits
  readonly #byAddress = new Map<string, Held>()

  constructor(limits: BodyLimits = BODY_LIMITS) {
    this.#limits = limits
  }

  /**
   * Reads the body of a request that `checkBodyHeaders` has let through. Its bytes count until the response is closed.
   * @throws DomainError body-too-large (413), body-too-slow (408), bodies-too-many (429), overloaded (503), body-incomplete (400)
   */
  async read(operation: Operation, req: IncomingMessage, res: ServerResponse): Promise<Buffer> {
    const encoding = encodingOf(req)
    const length = req.headers['content-length']
    const isPlain = encoding === null && length !== undefined
    const leave = this.#enter(operation, addressOf(req.socket), isPlain ? Number(length) : operation.bodyLimit)
    res.once('close', leave.bytes)
    if (/100-continue/i.test(req.headers.expect ?? '')) res.writeContinue()
    try {
      return await collect(req, encoding, operation.bodyLimit, this.#limits)
    } finally {
      leave.open()
    }
  }

  #enter({ load }: Operation, address: string, bytes: number) {
    const { open, bytes: most, addressOpen, addressBytes } = this.#limits
    const own = this.#byAddress.get(address) ?? { open: 0, bytes: 0 }
    if (own.open >= addressOpen || (own.bytes > 0 && own.bytes + bytes > addressBytes))
      throw bodyError('bodies-too-many', { most: addressOpen, reset: RETRY_SECONDS })
    if (this.sum.open >= open[load] || this.sum.bytes + bytes > most[load]) throw serviceError('overloaded')
    this.#byAddress.set(address, own)
    for (const held of [own, this.sum]) {
      held.open++
      held.bytes += bytes
    }
    const forget = () => {
      if (own.open === 0 && own.bytes === 0) this.#byAddress.delete(address)
    }
    return {
      open: () => {
        for (const held of [own, this.sum]) held.open--
        forget()
      },
      bytes: () => {
        for (const held of [own, this.sum]) held.bytes -= bytes
        forget()
      },
    }
  }
}

/** All bytes of a body, decoded; rejects as soon as they are too many, too slow, or end early. */
function collect(
  req: IncomingMessage,
  encoding: Encoding | null,
  limit: number,
  { graceMs, rate }: BodyLimits,
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const decoder = encoding === null ? null : DECODERS[encoding]()
  const parts: Buffer[] = []
  let [arrived, length] = [0, 0]
  const started = performance.now()
  const late = () => (arrived / rate) * 1000 + graceMs < performance.now() - started
  const clock = setInterval(() => late() && reject(bodyError('body-too-slow', { rate })), graceMs / LOOKS)
  const arrive = (part: Buffer) => {
    arrived += part.length
  }
  const take = (part: Buffer) => {
    length += part.length
    if (length > limit) reject(bodyError('body-too-large', { limit }))
    else parts.push(part)
  }
  const lost = () => {
    if (!req.complete) reject(bodyError('body-incomplete'))
  }
  if (req.destroyed) lost()
  req.on('data', arrive).once('close', lost).once('error', lost)
  if (decoder) decoder.once('error', () => reject(bodyError('body-undecodable', { encoding })))
  const source = decoder ? req.pipe(decoder) : req
  source.on('data', take).once('end', () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts)))
  return promise.finally(() => {
    clearInterval(clock)
    source.off('data', take)
    req.off('data', arrive).off('close', lost).off('error', lost)
    // Bytes that still arrive are discarded; see `leaveUnread`. A broken connection must not end the process.
    req.on('error', () => {})
    if (!decoder) return
    req.unpipe(decoder)
    decoder.on('error', () => {}).destroy()
  })
}

/** After an answer that went out before the body had come: throws the rest away for a while, then closes the connection. */
export function leaveUnread(req: IncomingMessage): void {
  const { socket } = req
  if (req.complete || socket.destroyed) return
  const from = socket.bytesRead
  const until = performance.now() + LEFT_MS
  req.resume()
  const timer = setInterval(() => {
    const isOver = performance.now() > until || socket.bytesRead - from > LEFT_BYTES
    if (!req.complete && !socket.destroyed && !isOver) return
    clearInterval(timer)
    if (!req.complete) socket.destroy()
  }, LEFT_MS / 20).unref()
}
