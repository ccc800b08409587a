import type { Kit } from './kit.ts'

/** Duties by the department that was given them first, and the dated transfers that moved them on. Days are 'YYYY-MM-DD'. */
export function defineDutyTables(kit: Kit) {
  return {
    duties: kit.table('duties', {
      id: kit.text('id').primaryKey(),
      department: kit.text('department').notNull(),
      matter: kit.text('matter').notNull(),
      matterEn: kit.text('matter_en').notNull(),
      role: kit.text('role').notNull(),
      /** The lead duty that an assisting one belongs to; null for a lead. */
      assists: kit.text('assists'),
      keywords: kit.text('keywords').notNull(),
      services: kit.text('services').notNull(),
      legalBasis: kit.text('legal_basis').notNull(),
      basisStatus: kit.text('basis_status').notNull(),
      contact: kit.text('contact').notNull(),
      hours: kit.text('hours').notNull(),
      area: kit.text('area').notNull(),
      validFrom: kit.text('valid_from'),
      validUntil: kit.text('valid_until'),
      version: kit.int('version').notNull(),
    }),
    dutyTransfers: kit.table(
      'duty_transfers',
      {
        duty: kit.text('duty').notNull(),
        on: kit.text('on_day').notNull(),
        from: kit.text('from_department').notNull(),
        to: kit.text('to_department').notNull(),
        requestsInFlight: kit.text('requests_in_flight').notNull(),
      },
      t => [kit.key({ columns: [t.duty, t.on] })],
    ),
  }
}
