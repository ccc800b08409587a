/** Puts a database that was made beside in the place of another one, which is kept; nobody else may have either open. */
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import { SQLITE_FILE, syncFile } from './sqlite-copy.ts'

/** True if another process has the SQLite database of a folder open. */
export function isSqliteInUse(dataDir: string): boolean {
  const db = new Database(join(dataDir, SQLITE_FILE))
  try {
    db.pragma('busy_timeout = 0')
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('begin exclusive')
    db.exec('commit')
    return false
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return true
    throw error
  } finally {
    db.close()
  }
}

/** Moves the database of `made` into `dataDir`; at every moment there is one. @returns where the one before is kept */
export function replaceSqlite(dataDir: string, made: string, suffix: string): string {
  const place = join(dataDir, SQLITE_FILE)
  const kept = `${place}.${suffix}`
  // It was closed: its log is empty, and belongs to no other file.
  for (const part of ['-wal', '-shm']) if (existsSync(place + part)) rmSync(place + part)
  linkSync(place, kept)
  renameSync(join(made, SQLITE_FILE), place)
  syncFile(place)
  return kept
}

/** The same address with another schema for the tables. */
export function inSchema(databaseUrl: string, schema: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('options', `-c search_path=${schema}`)
  return url.href
}

async function connected<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'xinqiao-replace' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const OTHERS = `select 1 from pg_stat_activity where datname = current_database() and application_name = 'xinqiao' limit 1`
/** A connection that was closed just now is listed a little longer. */
const LOOKS = 10
const PAUSE_MS = 200

/** True if a service or a command is connected to this PostgreSQL database; to be asked when this process is not. */
export function isPostgresInUse(databaseUrl: string): Promise<boolean> {
  return connected(databaseUrl, async client => {
    for (let look = 0; look < LOOKS; look++) {
      if ((await client.query(OTHERS)).rows.length === 0) return false
      await pause(PAUSE_MS)
    }
    return true
  })
}

/** Makes an empty schema, in the place of what an interrupted attempt has left. */
export function emptySchema(databaseUrl: string, schema: string): Promise<void> {
  return connected(databaseUrl, async client => {
    await client.query(`drop schema if exists ${client.escapeIdentifier(schema)} cascade`)
    await client.query(`create schema ${client.escapeIdentifier(schema)}`)
  })
}

/** Moves the tables of schema `made` into the schema of the address, in one transaction. @returns the schema that keeps those before */
export function replacePostgres(databaseUrl: string, made: string, suffix: string): Promise<string> {
  return connected(databaseUrl, async client => {
    const { rows } = await client.query<{ place: string }>('select current_schema() as place')
    const [place, from, kept] = [rows[0]!.place, made, `xinqiao_${suffix}`].map(name => client.escapeIdentifier(name))
    const tables = await client.query<{ name: string }>(
      'select tablename as name from pg_tables where schemaname = $1 order by 1',
      [made],
    )
    await client.query('begin')
    await client.query(`create schema ${kept}`)
    for (const table of tables.rows.map(row => client.escapeIdentifier(row.name))) {
      await client.query(`alter table ${place}.${table} set schema ${kept}`)
      await client.query(`alter table ${from}.${table} set schema ${place}`)
    }
    await client.query(`drop schema ${from}`)
    await client.query('commit')
    return `xinqiao_${suffix}`
  })
}
