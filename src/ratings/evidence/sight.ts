/** The sanctions of a provider that a caller may see (docs/decisions/0005 and 0009). */
import type { Caller } from '../../api/operations.ts'
import type { SanctionClocks } from './rules-sanctions.ts'

/**
 * - `record`: the regulator and the firm itself. They knew every sanction, so past answers stay what they were.
 * - `use`: the centre's dispatchers and registrars. What is in force counts for them, published or not.
 * - `public`: everybody else. Only what is published counts.
 */
export type Sight = 'record' | 'use' | 'public'

export function sightOf({ role, provider }: Caller, of: string): Sight {
  if (role === 'regulator' || (role === 'firm' && provider === of)) return 'record'
  return role === 'dispatcher' || role === 'registrar' ? 'use' : 'public'
}

/** True if an answer must be what it would be without the sanction. */
export function isHidden(
  sight: Sight,
  { lapsed, clocks }: { lapsed: boolean; clocks: SanctionClocks },
  today: number,
): boolean {
  if (sight === 'record') return false
  return lapsed || (sight === 'public' && today >= clocks.publicationEnds)
}

/** True if a caller may read single pieces of evidence about a provider, and so a rating between two of them. */
export const readsEvidence = ({ role, provider }: Caller, of: string): boolean =>
  role === 'regulator' || role === 'registrar' || (role === 'firm' && provider === of)
