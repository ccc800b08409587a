import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const BYTES = 16
/** Drawn at once: a system call for the random bytes of each id costs more than the id. */
const drawn = new Uint8Array(256 * BYTES)
const MAX_SEQ = 2 ** 32 - 1

let at = drawn.length
let msecs = 0
let seq = 0

/** A UUIDv7 (RFC 9562 6.2, method 1: a counter of 32 bits within the millisecond): those of one process grow. */
export function newId(): string {
  if (at === drawn.length) {
    randomFillSync(drawn)
    at = 0
  }
  const random = drawn.subarray(at, at + BYTES)
  at += BYTES
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    // The highest bit stays free, so that there is room to count.
    seq = ((random[6]! & 0x7f) << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]!
  } else if (seq === MAX_SEQ) {
    msecs++
    seq = 0
  } else seq++
  return v7({ random, msecs, seq })
}
