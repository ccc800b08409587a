import type { Kit } from './kit.ts'

/** Appeals and replies to reviews, under the provider that the evidence is about. */
export function defineAppealTables(kit: Kit) {
  return {
    appeals: kit.table(
      'appeals',
      {
        provider: kit.text('provider').notNull(),
        id: kit.text('id').notNull(),
        /** The firm that filed it: the provider itself, or a successor that has inherited the evidence. */
        appellant: kit.text('appellant').notNull(),
        evidence: kit.int('evidence').notNull(),
        /** For an order: its review, which falls with it. */
        also: kit.int('also'),
        kind: kit.text('kind').notNull(),
        state: kit.text('state').notNull(),
        /** The appeal before, against the same evidence. */
        follows: kit.text('follows'),
        /** Entry that holds the grounds. */
        filedSeq: kit.int('filed_seq').notNull(),
        filedAt: kit.text('filed_at').notNull(),
        filedDay: kit.int('filed_day').notNull(),
        /** Last day on which a decision is in time. */
        decideBy: kit.int('decide_by').notNull(),
        examinedAt: kit.text('examined_at'),
        closedAt: kit.text('closed_at'),
        closedDay: kit.int('closed_day'),
        /** Entry that holds the reason of the decision. */
        closedSeq: kit.int('closed_seq'),
        /** JSON: what an upheld appeal retracted. */
        retracted: kit.text('retracted').notNull(),
        version: kit.int('version').notNull(),
      },
      t => [kit.key({ columns: [t.provider, t.id] })],
    ),
    reviewReplies: kit.table(
      'review_replies',
      {
        provider: kit.text('provider').notNull(),
        review: kit.int('review').notNull(),
        /** Entry that holds the text. */
        seq: kit.int('seq').notNull(),
        at: kit.text('at').notNull(),
        /** Number of times it was replaced. */
        replaced: kit.int('replaced').notNull(),
      },
      t => [kit.key({ columns: [t.provider, t.review] })],
    ),
  }
}
