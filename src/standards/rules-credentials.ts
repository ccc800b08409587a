/** Validity of credentials by dates alone: nothing has to run at midnight for one to end. Days are 'YYYY-MM-DD' in Asia/Shanghai. */
export interface CredentialDates {
  validFrom: string
  /** Last day; null for no end. */
  validUntil: string | null
  /** First day on which it does not count any more. */
  revokedOn: string | null
}

export type CredentialStatus = 'valid' | 'not-yet-valid' | 'expired' | 'revoked'

/** State of a credential on a day. Revoked comes first: it ends one for good. */
export function credentialStatus({ validFrom, validUntil, revokedOn }: CredentialDates, day: string): CredentialStatus {
  if (revokedOn !== null && revokedOn <= day) return 'revoked'
  if (day < validFrom) return 'not-yet-valid'
  return validUntil !== null && validUntil < day ? 'expired' : 'valid'
}

export const isValidOn = (credential: CredentialDates, day: string) => credentialStatus(credential, day) === 'valid'

/** True if two terms have a day in common. */
export function termsOverlap(a: CredentialDates, b: CredentialDates): boolean {
  const ends = (credential: CredentialDates) => credential.validUntil ?? '9999-12-31'
  return a.validFrom <= ends(b) && b.validFrom <= ends(a)
}

/** A certificate of conformance names the edition that it certifies; nothing else does. */
export const CERTIFICATE = 'certificate-of-conformance'
