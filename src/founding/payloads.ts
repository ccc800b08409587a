/** Payloads of the entries that found a city, checked as the ledger will check them. */
import { EntryTypes } from '../ledger/entry-types.ts'
import { registryEntries } from '../registry/entries.ts'
import { standardEntries } from '../standards/entries.ts'

const types = new EntryTypes([...registryEntries, ...standardEntries])

/** What is wrong with the payload of an entry, in the schema's words; null if nothing is. */
export function payloadFault(type: string, payload: unknown): string | null {
  try {
    types.check(type, payload)
    return null
  } catch (error) {
    return (error as Error).message
  }
}
