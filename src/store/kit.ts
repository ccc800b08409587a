import { postgresCore, sqliteCore } from './drizzle.ts'

const { integer, primaryKey, sqliteTable, text } = sqliteCore
const { bigint: pgBigint, primaryKey: pgPrimaryKey, pgTable, text: pgText } = postgresCore

/**
 * The columns that both databases have in common. Text: byte order on both (`collate "C"`, migrations/). Integers: 64 bits, read as JS
 * numbers. Booleans are 0 and 1, JSON is text: hashed bytes must come back as they went in.
 */
export const sqliteKit = {
  table: sqliteTable,
  text: (name: string) => text(name),
  int: (name: string) => integer(name),
  key: primaryKey,
}

export type Kit = typeof sqliteKit

/** The same definitions made for PostgreSQL. First of two casts: the builders' methods that we use have the same names. */
export const postgresKit = {
  table: pgTable,
  text: (name: string) => pgText(name),
  int: (name: string) => pgBigint(name, { mode: 'number' }),
  key: pgPrimaryKey,
} as unknown as Kit
