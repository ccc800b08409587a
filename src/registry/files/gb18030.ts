import iconv from 'iconv-lite'

/**
 * Code points of GB 18030-2022 that older tables keep in the private use area: 10 vertical punctuation marks and 8 ideographs.
 * Left the older, right the standard's.
 */
const MOVED: readonly (readonly [older: number, standard: number])[] = [
  [0xe78d, 0xfe10],
  [0xe78e, 0xfe12],
  [0xe78f, 0xfe11],
  [0xe790, 0xfe13],
  [0xe791, 0xfe14],
  [0xe792, 0xfe15],
  [0xe793, 0xfe16],
  [0xe794, 0xfe17],
  [0xe795, 0xfe18],
  [0xe796, 0xfe19],
  [0xe81e, 0x9fb4],
  [0xe826, 0x9fb5],
  [0xe82b, 0x9fb6],
  [0xe82c, 0x9fb7],
  [0xe832, 0x9fb8],
  [0xe843, 0x9fb9],
  [0xe854, 0x9fba],
  [0xe864, 0x9fbb],
]

const character = String.fromCodePoint
const toStandard = new Map(MOVED.map(([older, standard]) => [character(older), character(standard)]))
const toOlder = new Map(MOVED.map(([older, standard]) => [character(standard), character(older)]))
const OLDER = new RegExp(`[${[...toStandard.keys()].join('')}]`, 'gu')
const STANDARD = new RegExp(`[${[...toOlder.keys()].join('')}]`, 'gu')

/** Text of GB 18030-2022 bytes. U+FFFD replaces bytes that mean nothing. */
export function decodeGb18030(bytes: Uint8Array): string {
  return iconv.decode(Buffer.from(bytes), 'gb18030').replace(OLDER, found => toStandard.get(found)!)
}

/** Bytes of GB 18030-2022: the two-byte codes for the characters that the standard has moved. */
export function encodeGb18030(text: string): Buffer {
  return iconv.encode(
    text.replace(STANDARD, found => toOlder.get(found)!),
    'gb18030',
  )
}
