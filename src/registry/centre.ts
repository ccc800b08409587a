/** The centre itself, which takes what no department is found for (data/centre.yaml). */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface Centre {
  name: string
  nameEn: string
  phone: string
  areaCode: string
  /** What it tells whoever found nothing. */
  text: string
  textEn: string
}

export const CENTRE: Readonly<Centre> = Object.freeze(
  parse(readFileSync(new URL('../../data/centre.yaml', import.meta.url), 'utf8')),
)
