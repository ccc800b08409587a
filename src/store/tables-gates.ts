import type { Kit } from './kit.ts'

/** What a service asks of a provider, by editions. `conditions` is canonical text; days are YYYY-MM-DD. */
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
  }
}
