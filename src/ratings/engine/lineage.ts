/** Lineages (hk-credit 2.1). */
import type { Records } from './records.ts'

/** The provider, its predecessor, the predecessor's predecessor, ... */
export function lineage(records: Records, provider: string): string[] {
  const found = [provider]
  for (let p = records.find(provider)?.predecessor; p; p = records.find(p)?.predecessor) found.push(p)
  return found
}

/** Last of the lineage: pair memory is kept under it. */
export function root(records: Records, provider: string): string {
  let last = provider
  for (let p = records.find(provider)?.predecessor; p; p = records.find(p)?.predecessor) last = p
  return last
}

/** Every provider whose lineage contains this one, itself first. */
export function heirs(records: Records, provider: string): string[] {
  const found = [provider]
  for (let i = 0; i < found.length; i += 1) found.push(...(records.find(found[i]!)?.successors ?? []))
  return found
}
