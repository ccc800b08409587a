import { ledgerError } from './errors.ts'

/** The entity tag of a version. */
export const etagOf = (version: number | string) => `"${version}"`

/** If-Match: refuses with `etag-mismatch` (412) unless it is absent, `*`, or names this version. */
export function requireMatch(ifMatch: string | undefined, version: number | string): void {
  if (ifMatch === undefined || ifMatch === '*') return
  if (!ifMatch.split(',').some(tag => tag.trim() === etagOf(version)))
    throw ledgerError('etag-mismatch', { etag: etagOf(version) })
}

/** If-None-Match: true if it names this entity tag. */
export function isNamed(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch === '*' || ifNoneMatch.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag)
}
