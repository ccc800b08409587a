import type { Kit } from './kit.ts'

/** Versions of the methodology, what a superseded one leaves behind, and impact runs (docs/methodology.md). */
export function defineMethodologyTables(kit: Kit) {
  return {
    methodologies: kit.table('methodologies', {
      version: kit.text('version').primaryKey(),
      id: kit.text('id').notNull(),
      validFrom: kit.text('valid_from').notNull(),
      parameters: kit.text('parameters').notNull(),
      draftedBy: kit.int('drafted_by').notNull(),
      draftedDay: kit.int('drafted_day').notNull(),
      activatedBy: kit.int('activated_by'),
      /** First day on which answers are those of this version. */
      fromDay: kit.int('from_day'),
      /** The impact run that the activation rests on. */
      runSeq: kit.int('run_seq'),
      runDay: kit.int('run_day'),
      runHash: kit.text('run_hash'),
    }),
    /** Weights of evidence until a day (exclusive), where the next version changed them. */
    supersededEvidence: kit.table(
      'superseded_evidence',
      {
        provider: kit.text('provider').notNull(),
        seq: kit.int('seq').notNull(),
        until: kit.int('until').notNull(),
        weight: kit.int('weight').notNull(),
        codes: kit.text('codes').notNull(),
        repairedDay: kit.int('repaired_day'),
        repairedBy: kit.int('repaired_by'),
        /** Body of the evidence, where the next version changed it. */
        body: kit.text('body'),
      },
      t => [kit.key({ columns: [t.provider, t.seq, t.until] })],
    ),
    /** The clearings of alarms that counted until a day (exclusive), where the next version changed them. */
    supersededClearings: kit.table(
      'superseded_clearings',
      {
        provider: kit.text('provider').notNull(),
        until: kit.int('until').notNull(),
        clearings: kit.text('clearings').notNull(),
      },
      t => [kit.key({ columns: [t.provider, t.until] })],
    ),
    impactRuns: kit.table('impact_runs', {
      id: kit.text('id').primaryKey(),
      version: kit.text('version').notNull(),
      base: kit.text('base').notNull(),
      seq: kit.int('seq').notNull(),
      day: kit.int('day').notNull(),
      status: kit.text('status').notNull(),
      done: kit.int('done').notNull(),
      total: kit.int('total').notNull(),
      startedAt: kit.text('started_at').notNull(),
      /** Milliseconds; when the run last reported. */
      seenAt: kit.int('seen_at').notNull(),
      milliseconds: kit.int('milliseconds'),
      result: kit.text('result'),
      hash: kit.text('hash'),
      error: kit.text('error'),
    }),
  }
}
