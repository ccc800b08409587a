/**
 * drizzle, the part of it that we use. Its CommonJS build loads in a tenth of the time of its ES modules (docs/decisions/0008), so
 * nothing else in the house imports it.
 */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export type { Placeholder, SQL, Table } from 'drizzle-orm'
export type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core'

export const {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  getTableColumns,
  getTableName,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  max,
  ne,
  not,
  notInArray,
  or,
  sql,
} = require('drizzle-orm') as typeof import('drizzle-orm')

export const sqliteCore = require('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core')
export const postgresCore = require('drizzle-orm/pg-core') as typeof import('drizzle-orm/pg-core')

// The drivers: a process loads that of its database.
export const sqliteDriver = () => require('drizzle-orm/better-sqlite3') as typeof import('drizzle-orm/better-sqlite3')
export const postgresDriver = () => require('drizzle-orm/node-postgres') as typeof import('drizzle-orm/node-postgres')
export const pgliteDriver = () => require('drizzle-orm/pglite') as typeof import('drizzle-orm/pglite')
