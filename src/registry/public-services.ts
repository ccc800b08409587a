import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const FILE = new URL('../../data/public-services.yaml', import.meta.url)

/** Codes (items, or categories for all their items) that need a lead department, from data/public-services.yaml. */
export function readPublicServices(): ReadonlySet<string> {
  return new Set(parse(readFileSync(FILE, 'utf8')) as string[])
}
