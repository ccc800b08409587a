import type { Kit } from './kit.ts'

export function defineRatingsTables(_kit: Kit) {
  return {}
}
