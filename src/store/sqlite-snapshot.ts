import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sqliteDriver, type Table } from './drizzle.ts'
import { pendingMigrations } from './migrate.ts'
import { EmptyDatabase, ROWS_AT_A_TIME, refuseOtherVersion, selectAll } from './snapshot-rows.ts'
import { SQLITE_FILE } from './sqlite-copy.ts'
import { type Db, HEAD_SEQ, type Integrity, type Row, type Snapshot } from './store.ts'
import { sqliteTables } from './tables.ts'

const { drizzle } = sqliteDriver()

const CACHE_KIB = 65_536
/** Faults that the integrity check lists; more say nothing new. */
const FAULTS = 20
const SOUND = 'ok'

/** The database of a folder. @throws Error if there is none, or its tables are not of this version */
export async function openSqliteSnapshot(dataDir: string): Promise<Snapshot> {
  const file = join(dataDir, SQLITE_FILE)
  if (!existsSync(file)) throw new Error(`没有数据库 there is no database in ${dataDir}`)
  const snapshot = sqliteSnapshot(file)
  try {
    refuseOtherVersion(await pendingMigrations('sqlite', async () => snapshot.migrations()))
    return snapshot
  } catch (error) {
    await snapshot.close()
    throw error
  }
}

/** A connection of its own in one read transaction. The log cannot be emptied while it lasts. */
export function sqliteSnapshot(file: string): Snapshot & { migrations(): string[] } {
  const connection = new Database(file, { readonly: true, fileMustExist: true })
  connection.pragma(`cache_size = -${CACHE_KIB}`)
  try {
    connection.exec('begin')
    if (connection.prepare('select count(*) from sqlite_master').pluck().get() === 0) throw new EmptyDatabase()
    // A transaction sees the state of its first read.
    connection.prepare(HEAD_SEQ).get()
  } catch (error) {
    connection.close()
    throw error
  }
  const db = drizzle({ client: connection }) as unknown as Db
  return {
    dialect: 'sqlite',
    tables: sqliteTables,
    migrations: () => connection.prepare('select name from schema_migrations').pluck().all() as string[],
    // Errors as they are: a page that cannot be read is what the reader looks for.
    read: work => work(db),
    rows: table => rowsOf(connection, table),
    integrity: async () => integrityOf(connection),
    schema: async () => schemaOf(connection),
    async close() {
      connection.close()
    },
  }
}

async function* rowsOf(connection: Database.Database, table: Table): AsyncGenerator<readonly Row[]> {
  const statement = connection.prepare(`${selectAll(table)} not indexed`).raw()
  let rows: Row[] = []
  for (const row of statement.iterate() as IterableIterator<Row>) {
    rows.push(row)
    if (rows.length < ROWS_AT_A_TIME) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** Also compares every index with its table. */
function integrityOf(connection: Database.Database): Integrity {
  const found = connection.prepare(`pragma integrity_check(${FAULTS})`).pluck().all() as string[]
  return { faults: found.filter(line => line !== SOUND), unchecked: [] }
}

/** Without quotes and line breaks: versions of SQLite differ in these when they rename a table. */
function schemaOf(connection: Database.Database): ReadonlyMap<string, string> {
  const query = 'select name, sql from sqlite_schema where sql is not null'
  const found = connection.prepare(query).raw().all() as [name: string, sql: string][]
  return new Map(found.map(([name, sql]) => [name, sql.replaceAll('"', '').replace(/\s+/g, ' ').toLowerCase()]))
}
