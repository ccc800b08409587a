import type { Kit } from './kit.ts'

/** Demands of services on providers, by editions; admissions by the centre. JSON columns are canonical text; days in text are YYYY-MM-DD. */
export function defineGateTables(kit: Kit) {
  return {
    gates: kit.table(
      'gates',
      {
        code: kit.text('code').notNull(),
        validFrom: kit.text('valid_from').notNull(),
        version: kit.int('version').notNull(),
        conditions: kit.text('conditions').notNull(),
      },
      t => [kit.key({ columns: [t.code, t.validFrom] })],
    ),
    applications: kit.table(
      'applications',
      {
        provider: kit.text('provider').notNull(),
        id: kit.text('id').notNull(),
        status: kit.text('status').notNull(),
        appliedDay: kit.int('applied_day').notNull(),
        checks: kit.text('checks').notNull(),
        decidedDay: kit.int('decided_day'),
        decidedBy: kit.int('decided_by'),
        reasons: kit.text('reasons').notNull(),
      },
      t => [kit.key({ columns: [t.provider, t.id] })],
    ),
    /** One row for each provider that was admitted by a decision and is to be checked again. */
    admissions: kit.table('admissions', {
      provider: kit.text('provider').primaryKey(),
      admittedDay: kit.int('admitted_day').notNull(),
      recheckedDay: kit.int('rechecked_day'),
      recheckOn: kit.text('recheck_on').notNull(),
    }),
  }
}
