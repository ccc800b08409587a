import type { Kit } from './kit.ts'

/** Memory of the rating engine (docs/methodology.md). Rows of one provider carry its id first in their key. */
export function defineRatingsTables(kit: Kit) {
  return {
    ratings: kit.table('ratings', {
      provider: kit.text('provider').primaryKey(),
      predecessor: kit.text('predecessor'),
      linkedDay: kit.int('linked_day').notNull(),
      linkedSeq: kit.int('linked_seq').notNull(),
      /** The fold's clock at its newest alarm. */
      alarmDay: kit.int('alarm_day'),
      successors: kit.text('successors').notNull(),
      clearings: kit.text('clearings').notNull(),
      changes: kit.int('changes').notNull(),
      fold: kit.text('fold').notNull(),
      orders: kit.int('orders').notNull(),
      customers: kit.int('customers').notNull(),
      grade: kit.text('grade').notNull(),
      pending: kit.text('pending'),
      state: kit.text('state').notNull(),
      barSeq: kit.int('bar_seq'),
      since: kit.text('since'),
    }),
    evidence: kit.table(
      'evidence',
      {
        provider: kit.text('provider').notNull(),
        seq: kit.int('seq').notNull(),
        kind: kit.text('kind').notNull(),
        day: kit.int('day').notNull(),
        ledgerDay: kit.int('ledger_day').notNull(),
        customer: kit.text('customer'),
        weight: kit.int('weight').notNull(),
        codes: kit.text('codes').notNull(),
        body: kit.text('body').notNull(),
        retractedBy: kit.int('retracted_by'),
        retractedDay: kit.int('retracted_day'),
        repairedDay: kit.int('repaired_day'),
        repairedBy: kit.int('repaired_by'),
      },
      t => [kit.key({ columns: [t.provider, t.seq] })],
    ),
    foldCustomers: kit.table(
      'fold_customers',
      {
        provider: kit.text('provider').notNull(),
        customer: kit.text('customer').notNull(),
        /** 1 if a live order of the customer is in the fold. */
        ordered: kit.int('ordered').notNull(),
        /** 1.1: standing verified reviews as JSON; null if none. */
        voices: kit.text('voices'),
      },
      t => [kit.key({ columns: [t.provider, t.customer] })],
    ),
    ratingPairs: kit.table(
      'rating_pairs',
      {
        root: kit.text('root').notNull(),
        kind: kit.text('kind').notNull(),
        customer: kit.text('customer').notNull(),
        mass: kit.int('mass').notNull(),
        last: kit.int('last').notNull(),
      },
      t => [kit.key({ columns: [t.root, t.kind, t.customer] })],
    ),
    ratingRaters: kit.table('rating_raters', {
      customer: kit.text('customer').primaryKey(),
      misfit: kit.int('misfit').notNull(),
      judged: kit.int('judged').notNull(),
      /** 1.1: provider of the customer's first order, and 1 once the customer has ordered at several. */
      first: kit.text('first'),
      several: kit.int('several').notNull(),
    }),
    gradeHistory: kit.table(
      'grade_history',
      {
        provider: kit.text('provider').notNull(),
        seq: kit.int('seq').notNull(),
        day: kit.int('day').notNull(),
        mode: kit.text('mode').notNull(),
        cause: kit.text('cause'),
        entry: kit.int('entry'),
        grade: kit.text('grade').notNull(),
        state: kit.text('state').notNull(),
        methodology: kit.text('methodology').notNull(),
      },
      t => [kit.key({ columns: [t.provider, t.seq] })],
    ),
    /** Demands of evidence on the moves that lead to it: one document. */
    safeguards: kit.table('safeguards', {
      id: kit.int('id').primaryKey(),
      version: kit.int('version').notNull(),
      rules: kit.text('rules').notNull(),
    }),
    surges: kit.table(
      'surges',
      {
        provider: kit.text('provider').notNull(),
        day: kit.int('day').notNull(),
        direction: kit.text('direction').notNull(),
        seq: kit.int('seq').notNull(),
        raisedAt: kit.text('raised_at').notNull(),
        pieces: kit.int('pieces').notNull(),
        usualPieces: kit.int('usual_pieces').notNull(),
        usualDays: kit.int('usual_days').notNull(),
        examinedAt: kit.text('examined_at'),
        examinedSeq: kit.int('examined_seq'),
      },
      t => [kit.key({ columns: [t.provider, t.day, t.direction] })],
    ),
    reinspections: kit.table(
      'reinspections',
      {
        provider: kit.text('provider').notNull(),
        seq: kit.int('seq').notNull(),
        askedAt: kit.text('asked_at').notNull(),
        inspectBy: kit.int('inspect_by').notNull(),
        outcome: kit.text('outcome'),
        endedAt: kit.text('ended_at'),
        endedDay: kit.int('ended_day'),
        endedSeq: kit.int('ended_seq'),
        inspection: kit.int('inspection'),
      },
      t => [kit.key({ columns: [t.provider, t.seq] })],
    ),
    evidenceImports: kit.table('evidence_imports', {
      source: kit.text('source').primaryKey(),
      line: kit.int('line').notNull(),
    }),
    ratingClock: kit.table('rating_clock', {
      id: kit.int('id').primaryKey(),
      evaluatedThrough: kit.int('evaluated_through').notNull(),
      /** 1.1: the last day whose ended sanctions have decided grades again. */
      endedThrough: kit.int('ended_through'),
      /** The version whose replay the rating rows are; null: 1.0.0, with which the ledger began. */
      ratedWith: kit.text('rated_with'),
      /** The version that is scheduled, and its first day. */
      nextVersion: kit.text('next_version'),
      nextFrom: kit.int('next_from'),
    }),
  }
}
