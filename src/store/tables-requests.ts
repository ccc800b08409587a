import type { Kit } from './kit.ts'

export function defineRequestsTables(_kit: Kit) {
  return {}
}
