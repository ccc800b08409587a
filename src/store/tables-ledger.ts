import type { Kit } from './kit.ts'

/** The ledger, its head, the texts that are kept apart from it, and two operational tables about time. */
export function defineLedgerTables(kit: Kit) {
  return {
    ledger: kit.table('ledger', {
      seq: kit.int('seq').primaryKey(),
      at: kit.text('at').notNull(),
      day: kit.int('day').notNull(),
      type: kit.text('type').notNull(),
      subject: kit.text('subject').notNull(),
      actor: kit.text('actor').notNull(),
      payload: kit.text('payload').notNull(),
      sealed: kit.text('sealed'),
      prev: kit.text('prev').notNull(),
      hash: kit.text('hash').notNull(),
    }),
    ledgerHead: kit.table('ledger_head', {
      id: kit.int('id').primaryKey(),
      seq: kit.int('seq').notNull(),
      hash: kit.text('hash').notNull(),
      day: kit.int('day').notNull(),
      at: kit.int('at').notNull(),
    }),
    sealed: kit.table(
      'sealed',
      {
        seq: kit.int('seq').notNull(),
        field: kit.text('field').notNull(),
        salt: kit.text('salt').notNull(),
        text: kit.text('text'),
      },
      t => [kit.key({ columns: [t.seq, t.field] })],
    ),
    trustedTime: kit.table('trusted_time', {
      id: kit.int('id').primaryKey(),
      at: kit.int('at').notNull(),
    }),
    erasuresDue: kit.table('erasures_due', {
      seq: kit.int('seq').primaryKey(),
      noticed: kit.int('noticed').notNull(),
      due: kit.int('due').notNull(),
    }),
  }
}
