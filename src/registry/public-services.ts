import { parse } from 'yaml'
import { hasCityFile, readCityFile } from '../city/folder.ts'

const FILE = 'public-services.yaml'

/** Codes (items, or categories for all their items) that need a lead department, from public-services.yaml of the city. */
export function readPublicServices(): ReadonlySet<string> {
  return new Set(hasCityFile(FILE) ? (parse(readCityFile(FILE)) as string[]) : [])
}
