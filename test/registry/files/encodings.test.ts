import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeText, type Encoding, encodeText, encodingOf } from '../../../src/registry/files/encodings.ts'
import { linesOf } from '../../../src/registry/files/lines.ts'

const ENCODINGS: Encoding[] = ['utf-8', 'utf-8-bom', 'gb18030', 'utf-16le', 'utf-16be']
/** Moved by GB 18030-2022, outside GBK, outside the first plane, full width, vertical marks. */
const TEXT = '宁波市龴龵龶龷龸龹龺龻㐀𠂇ＡＢ︐︒\r\n第二行'

describe('the encoding of a file', () => {
  it.each(ENCODINGS)('%s is found, read, and written again', encoding => {
    const bytes = encodeText(TEXT, encoding)
    expect(encodingOf(bytes)).toBe(encoding)
    expect(decodeText(bytes, encoding)).toBe(TEXT)
  })

  it('maps every two-byte code of GB 18030-2022 as the platform does', () => {
    const platform = new TextDecoder('gb18030')
    const wrong: string[] = []
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (trail === 0x7f) continue
        const bytes = Uint8Array.of(lead, trail)
        if (decodeText(bytes, 'gb18030') !== platform.decode(bytes)) wrong.push(Buffer.from(bytes).toString('hex'))
      }
    expect(wrong).toEqual([])
  })

  it('is not taken for another because a few characters are damaged', () => {
    const utf8 = Buffer.from(`${TEXT},海曙`)
    expect(encodingOf(Buffer.concat([utf8.subarray(0, 1), utf8.subarray(2)]))).toBe('utf-8')
    const gb = iconv.encode('统一社会信用代码,单位名称,海曙区', 'gb18030')
    expect(encodingOf(Buffer.concat([gb.subarray(0, 7), gb.subarray(8)]))).toBe('gb18030')
  })

  it('loses no separator to a damaged character of GB18030', () => {
    const text = decodeText(Buffer.from([0xc4, 0xfa, 0xc4, 0x2c, 0x61, 0xff, 0x2c, 0xc4, 0x0a, 0x62]), 'gb18030')
    expect(text).toBe('您\ufffd,a\ufffd,\ufffd\nb')
  })
})

describe('lines of a stream', () => {
  const lines = ['{"a":"客户甲"}', '', '{"b":"ᠠ𠂇"}', '{"c":"龴"}']
  const read = async (bytes: Uint8Array, size: number) => {
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    }
    const found: string[] = []
    for await (const line of linesOf(chunks())) found.push(line)
    return found
  }

  it.each(ENCODINGS)('in %s are whole wherever the stream is cut', async encoding => {
    for (const end of ['\n', '\r\n'])
      for (const size of [1, 2, 3, 7, 1000]) {
        expect(await read(encodeText(lines.join(end), encoding), size)).toEqual(lines)
        expect(await read(encodeText(lines.join(end) + end, encoding), size)).toEqual(lines)
      }
  })

  it('are judged by the first megabyte, and are cut where one is endless', async () => {
    const long = Buffer.alloc(3 << 20, 'x')
    const [first, second] = await read(Buffer.concat([long, Buffer.from('\nend')]), 1 << 16)
    expect([first!.length, second]).toEqual([1 << 20, 'end'])
  })
})
