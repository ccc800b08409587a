import type { Kit } from './kit.ts'

/** Clauses of editions, and facts that providers declare. Rows of one provider carry its id first in their key; JSON is canonical text. */
export function defineStandardTables(kit: Kit) {
  return {
    editionClauses: kit.table('edition_clauses', {
      standard: kit.text('standard').primaryKey(),
      clauses: kit.text('clauses').notNull(),
    }),
    declaredFacts: kit.table(
      'declared_facts',
      {
        provider: kit.text('provider').notNull(),
        category: kit.text('category').notNull(),
        version: kit.int('version').notNull(),
        day: kit.int('day').notNull(),
        declaredBy: kit.text('declared_by').notNull(),
        facts: kit.text('facts').notNull(),
        /** The registrar's verification of this declaration. */
        verifiedDay: kit.int('verified_day'),
        verifiedBy: kit.text('verified_by'),
        verifiedHow: kit.text('verified_how'),
      },
      t => [kit.key({ columns: [t.provider, t.category, t.version] })],
    ),
  }
}
