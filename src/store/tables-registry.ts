import type { Kit } from './kit.ts'

export function defineRegistryTables(_kit: Kit) {
  return {}
}
