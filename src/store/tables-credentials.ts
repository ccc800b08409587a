import type { Kit } from './kit.ts'

/** Credentials that providers hold and must hold. Rows of one provider carry its id first in their key; days are YYYY-MM-DD. */
export function defineCredentialTables(kit: Kit) {
  return {
    credentials: kit.table(
      'credentials',
      {
        provider: kit.text('provider').notNull(),
        id: kit.text('id').notNull(),
        type: kit.text('type').notNull(),
        issuer: kit.text('issuer').notNull(),
        number: kit.text('number').notNull(),
        standard: kit.text('standard'),
        validFrom: kit.text('valid_from').notNull(),
        validUntil: kit.text('valid_until'),
        verifiedBy: kit.text('verified_by').notNull(),
        verifiedHow: kit.text('verified_how').notNull(),
        recordedDay: kit.int('recorded_day').notNull(),
        evidence: kit.int('evidence'),
        revokedOn: kit.text('revoked_on'),
        revokedBy: kit.int('revoked_by'),
      },
      t => [kit.key({ columns: [t.provider, t.id] })],
    ),
  }
}
