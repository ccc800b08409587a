import type { Kit } from './kit.ts'

/** Keys, and the edge's operational rows. */
export function defineApiTables(kit: Kit) {
  return {
    keys: kit.table('keys', {
      id: kit.text('id').primaryKey(),
      role: kit.text('role').notNull(),
      provider: kit.text('provider'),
      name: kit.text('name').notNull(),
      mac: kit.text('mac').notNull(),
      issuedAt: kit.text('issued_at').notNull(),
      revokedAt: kit.text('revoked_at'),
      validUntil: kit.text('valid_until'),
    }),
    keyUse: kit.table('key_use', {
      key: kit.text('key').primaryKey(),
      lastUsedAt: kit.text('last_used_at').notNull(),
    }),
    secrets: kit.table('secrets', {
      name: kit.text('name').primaryKey(),
      value: kit.text('value').notNull(),
    }),
    idempotency: kit.table(
      'idempotency',
      {
        caller: kit.text('caller').notNull(),
        key: kit.text('key').notNull(),
        operation: kit.text('operation').notNull(),
        request: kit.text('request').notNull(),
        answer: kit.text('answer').notNull(),
        at: kit.int('at').notNull(),
      },
      t => [kit.key({ columns: [t.caller, t.key] })],
    ),
    /** Rows that an import sent back, as a file, in base64. */
    importRejects: kit.table('import_rejects', {
      id: kit.text('id').primaryKey(),
      mediaType: kit.text('media_type').notNull(),
      name: kit.text('name').notNull(),
      content: kit.text('content').notNull(),
      at: kit.int('at').notNull(),
    }),
    /** Sealed texts (by the seq of their entry) that a kept answer may hold. */
    keptTexts: kit.table(
      'kept_texts',
      {
        seq: kit.int('seq').notNull(),
        caller: kit.text('caller').notNull(),
        key: kit.text('key').notNull(),
        at: kit.int('at').notNull(),
      },
      t => [kit.key({ columns: [t.seq, t.caller, t.key] })],
    ),
  }
}
