/** Lines of a stream of bytes, for files too large to be held: the same encodings as everywhere. */
import { decodeText, type Encoding, encodingOf } from './encodings.ts'

const LF = 0x0a
/** Bytes by which the encoding of a stream is judged. */
const HEAD = 1 << 20
/** One line: evidence is a few hundred bytes. */
const LINE_LIMIT = 1 << 20

export interface Lines extends AsyncIterable<string> {
  /** Known once the first line has been read. */
  readonly encoding: Encoding | null
}

/** Lines of text without their ends. A line longer than the limit comes cut, so that a reader refuses it. */
export function linesOf(source: AsyncIterable<Uint8Array>): Lines {
  const lines: { encoding: Encoding | null } & AsyncIterable<string> = {
    encoding: null,
    async *[Symbol.asyncIterator]() {
      let rest = Buffer.alloc(0)
      for await (const chunk of headed(source)) {
        lines.encoding ??= encodingOf(chunk)
        const bytes = Buffer.concat([rest, chunk])
        const width = lines.encoding.startsWith('utf-16') ? 2 : 1
        let from = 0
        for (let end = endOf(bytes, 0, lines.encoding); end >= 0; end = endOf(bytes, from, lines.encoding)) {
          yield lineOf(bytes.subarray(from, end), lines.encoding)
          from = end + width
        }
        rest = Buffer.from(bytes.subarray(from, from + LINE_LIMIT * 2))
      }
      if (rest.length > 0) yield lineOf(rest, lines.encoding ?? 'utf-8')
    },
  }
  return lines
}

/** The chunks of a stream, the first of them long enough to be judged. */
async function* headed(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Uint8Array[] | null = []
  let length = 0
  for await (const chunk of source) {
    if (!head) {
      yield chunk
      continue
    }
    head.push(chunk)
    length += chunk.length
    if (length < HEAD) continue
    yield Buffer.concat(head)
    head = null
  }
  if (head && length > 0) yield Buffer.concat(head)
}

function endOf(bytes: Buffer, from: number, encoding: Encoding): number {
  if (!encoding.startsWith('utf-16')) return bytes.indexOf(LF, from)
  const wanted = encoding === 'utf-16le' ? [LF, 0] : [0, LF]
  const pattern = Buffer.from(wanted)
  let at = bytes.indexOf(pattern, from)
  while (at >= 0 && (at - from) % 2 === 1) at = bytes.indexOf(pattern, at + 1)
  return at
}

function lineOf(bytes: Uint8Array, encoding: Encoding): string {
  const text = decodeText(bytes.subarray(0, LINE_LIMIT), encoding)
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
