/** The encodings that files of authorities come in. One rule for registers, overrides and evidence. */
import iconv from 'iconv-lite'
import { decodeGb18030, encodeGb18030 } from './gb18030.ts'

export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be'

/** Replaces bytes that mean nothing in the encoding; some files bring it along from an earlier conversion. */
export const DAMAGED = '\ufffd'

const BOM = '\ufeff'
const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8-bom', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
const utf8 = new TextDecoder('utf-8')
const utf16le = new TextDecoder('utf-16le')
const utf16be = new TextDecoder('utf-16be')
const DECODERS: Record<Encoding, (bytes: Uint8Array) => string> = {
  'utf-8': bytes => utf8.decode(bytes),
  'utf-8-bom': bytes => utf8.decode(bytes),
  gb18030: decodeGb18030,
  'utf-16le': bytes => utf16le.decode(bytes),
  'utf-16be': bytes => utf16be.decode(bytes),
}

/** The encoding of a text by its mark, or by the bytes themselves: UTF-8 unless more of them contradict it than agree. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))
  if (marked) return marked[0]
  const { sequences, broken } = utf8Sequences(bytes)
  return broken === 0 || sequences > broken ? 'utf-8' : 'gb18030'
}

/** Text of bytes, without a mark. `DAMAGED` replaces bytes that mean nothing. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  return DECODERS[encoding](bytes)
}

/** A file's bytes, with the mark that its encoding has. */
export function encodeText(text: string, encoding: Encoding): Buffer {
  if (encoding === 'gb18030') return encodeGb18030(text)
  if (encoding === 'utf-8') return Buffer.from(text)
  return iconv.encode(BOM + text, encoding === 'utf-8-bom' ? 'utf-8' : encoding)
}

/** Characters of several bytes, and places that are not UTF-8. A sequence that the end cuts off is neither. */
function utf8Sequences(bytes: Uint8Array): { sequences: number; broken: number } {
  let sequences = 0
  let broken = 0
  for (let i = 0; i < bytes.length; i++) {
    const trail = trailOf(bytes[i]!)
    if (trail === 0) continue
    if (trail < 0) {
      broken++
      continue
    }
    const end = i + trail
    let at = i + 1
    while (at <= end && at < bytes.length && bytes[at]! >> 6 === 0b10) at++
    if (at > end) sequences++
    else if (at < bytes.length) broken++
    i = at - 1
  }
  return { sequences, broken }
}

/** Bytes that follow a first byte; -1 if none can begin with it. */
function trailOf(byte: number): number {
  if (byte < 0x80) return 0
  if (byte >= 0xc2 && byte < 0xe0) return 1
  if (byte >= 0xe0 && byte < 0xf0) return 2
  return byte >= 0xf0 && byte < 0xf5 ? 3 : -1
}
