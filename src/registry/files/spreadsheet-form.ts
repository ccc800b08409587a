export type WorkbookForm = 'xlsx' | 'xls'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/** True for a table that older systems write as a web page or as XML and name .xls. */
export function isMarkup(text: string): boolean {
  return /^\s*<(?:!doctype html|html|head|meta|table|\?xml)[\s>]/i.test(text)
}

/** The form of a workbook by its first bytes, or null. */
export function workbookForm(bytes: Uint8Array): WorkbookForm | null {
  const begins = (mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte)
  if (begins(ZIP)) return 'xlsx'
  return begins(COMPOUND) ? 'xls' : null
}
