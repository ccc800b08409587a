import type { Kit } from './kit.ts'

/** Columns that a request and each of its earlier rounds share: responder, times and outcome. */
function roundColumns(kit: Kit) {
  return {
    duty: kit.text('duty'),
    priority: kit.int('priority').notNull(),
    provider: kit.text('provider'),
    department: kit.text('department'),
    round: kit.int('round').notNull(),
    supervisor: kit.text('supervisor'),
    answerDue: kit.text('answer_due'),
    answeredAt: kit.text('answered_at'),
    visitedAt: kit.text('visited_at'),
    /** When a department has to have handled it. */
    handlingDue: kit.text('handling_due'),
    reworkDue: kit.text('rework_due'),
    completedAt: kit.text('completed_at'),
    outcome: kit.text('outcome'),
    followUpDue: kit.text('follow_up_due'),
    followedUpAt: kit.text('followed_up_at'),
    satisfied: kit.int('satisfied'),
    /** Second of the three answers of a follow-up; null where it was not asked. */
    resolved: kit.int('resolved'),
    /** Calls on which nobody was reached. */
    followUpAttempts: kit.int('follow_up_attempts').notNull().default(0),
    stars: kit.int('stars'),
    /** Ledger seqs of the entries whose sealed words belong to the round; 0 for none. */
    answerSeq: kit.int('answer_seq').notNull(),
    visitSeq: kit.int('visit_seq').notNull(),
    completionSeq: kit.int('completion_seq').notNull(),
    followUpSeq: kit.int('follow_up_seq').notNull(),
    reworkSeq: kit.int('rework_seq').notNull(),
  }
}

/** Requests with their earlier rounds, and decisions of the gate. */
export function defineRequestsTables(kit: Kit) {
  return {
    /** A row is the request with its present round. */
    requests: kit.table('requests', {
      id: kit.text('id').primaryKey(),
      channel: kit.text('channel').notNull(),
      kind: kit.text('kind').notNull(),
      /** normal, urgent or critical; `priority` is what is not normal. */
      urgency: kit.text('urgency').notNull().default('normal'),
      customer: kit.text('customer').notNull(),
      subscriber: kit.text('subscriber'),
      service: kit.text('service'),
      area: kit.text('area'),
      state: kit.text('state').notNull(),
      responder: kit.text('responder'),
      /** The department that transferred and stays on the request until the next one has answered. */
      responsible: kit.text('responsible'),
      reworks: kit.int('reworks').notNull(),
      receivedAt: kit.text('received_at').notNull(),
      assignedAt: kit.text('assigned_at'),
      /** When it was closed or cancelled. */
      closedAt: kit.text('closed_at'),
      /** withdrawn, duplicate or wrong-number; null for a request that was not cancelled. */
      /** When its department asked to return it, or for more time, and nobody has decided yet. */
      returnAskedAt: kit.text('return_asked_at'),
      returnSeq: kit.int('return_seq').notNull().default(0),
      extensionAskedAt: kit.text('extension_asked_at'),
      extensionSeq: kit.int('extension_seq').notNull().default(0),
      /** Extensions granted in the present round. */
      extensions: kit.int('extensions').notNull().default(0),
      cancellation: kit.text('cancellation'),
      duplicateOf: kit.text('duplicate_of'),
      /** 1 if another request has named this one: as its original, its predecessor in time, or the one that is handled for both. */
      linked: kit.int('linked').notNull().default(0),
      /** The request that is handled in place of this one. */
      mergedInto: kit.text('merged_into'),
      /** The closed request whose fault returned. */
      recurrenceOf: kit.text('recurrence_of'),
      /** Seq of the entry whose sealed words are the reason of the cancellation; 0 for none. */
      cancelSeq: kit.int('cancel_seq').notNull().default(0),
      version: kit.int('version').notNull(),
      wordsSeq: kit.int('words_seq').notNull(),
      /** Seq of the verified review of this request; 0 for none. */
      reviewSeq: kit.int('review_seq').notNull(),
      /** Number of moves that were recorded with a time of the fact. */
      late: kit.int('late').notNull().default(0),
      ...roundColumns(kit),
    }),
    /** Rounds that another one followed. */
    requestRounds: kit.table(
      'request_rounds',
      {
        request: kit.text('request').notNull(),
        ended: kit.text('ended').notNull(),
        endedAt: kit.text('ended_at').notNull(),
        /** Seq of the entry whose sealed words say why; 0 for none. */
        endSeq: kit.int('end_seq').notNull().default(0),
        responder: kit.text('responder').notNull(),
        assignedAt: kit.text('assigned_at').notNull(),
        ...roundColumns(kit),
      },
      t => [kit.key({ columns: [t.request, t.round] })],
    ),
    /** Telephones with one button, and where they stand. */
    subscribers: kit.table('subscribers', {
      id: kit.text('id').primaryKey(),
      area: kit.text('area').notNull(),
      version: kit.int('version').notNull(),
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
