import type { Kit } from './kit.ts'

/** Requests, and decisions of the gate. */
export function defineRequestsTables(kit: Kit) {
  return {
    requests: kit.table('requests', {
      id: kit.text('id').primaryKey(),
      channel: kit.text('channel').notNull(),
      customer: kit.text('customer').notNull(),
      service: kit.text('service').notNull(),
      area: kit.text('area').notNull(),
      state: kit.text('state').notNull(),
      provider: kit.text('provider'),
      receivedAt: kit.text('received_at').notNull(),
      assignedAt: kit.text('assigned_at'),
      answeredAt: kit.text('answered_at'),
      completedAt: kit.text('completed_at'),
      outcome: kit.text('outcome'),
      satisfied: kit.int('satisfied'),
      stars: kit.int('stars'),
      closedAt: kit.text('closed_at'),
      version: kit.int('version').notNull(),
      /** Ledger seqs of the entries whose sealed words belong to the request; 0 for none. */
      wordsSeq: kit.int('words_seq').notNull(),
      followUpSeq: kit.int('follow_up_seq').notNull(),
      /** Seq of the verified review of this request; 0 for none. */
      reviewSeq: kit.int('review_seq').notNull(),
    }),
    openRequests: kit.table(
      'open_requests',
      { provider: kit.text('provider').notNull(), request: kit.text('request').notNull() },
      t => [kit.key({ columns: [t.provider, t.request] })],
    ),
    decisions: kit.table('decisions', {
      id: kit.text('id').primaryKey(),
      at: kit.text('at').notNull(),
      day: kit.int('day').notNull(),
      methodology: kit.text('methodology').notNull(),
      registryVersion: kit.int('registry_version').notNull(),
      items: kit.text('items').notNull(),
    }),
  }
}
