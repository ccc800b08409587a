import iconv from 'iconv-lite'
import { importError } from './errors-import.ts'

export type Encoding = 'utf-8' | 'gb18030'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** A register file as text: UTF-8 (with or without BOM) if it is valid UTF-8, else GB18030. `import-encoding` (422) if it is neither. */
export function decodeRegister(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const decoded = decode(bytes)
  // NUL does not occur in text; U+FFFD is what iconv-lite puts where bytes mean nothing.
  if (decoded.text.includes('\0') || decoded.text.includes('\ufffd')) throw importError('import-encoding')
  return decoded
}

function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  try {
    return { text: utf8.decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: iconv.decode(Buffer.from(bytes), 'gb18030'), encoding: 'gb18030' }
  }
}
