import { accessSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { bound } from './bounds.ts'
import { sqliteDriver } from './drizzle.ts'
import { GroupCommit, refuseInsideWrite } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { makeOwnFile, makeOwnFolder, tightenFile } from './own-files.ts'
import { SQLITE_FILE, syncFile } from './sqlite-copy.ts'
import { diskInWords, diskRefusal } from './sqlite-errors.ts'
import { sqliteSnapshot } from './sqlite-snapshot.ts'
import type { Db, Store, StoreOptions } from './store.ts'
import { HEAD_SEQ } from './store.ts'
import { sqliteTables } from './tables.ts'

const { drizzle } = sqliteDriver()

/** Only another process can make the writer wait, and waiting blocks the event loop. */
const BUSY_TIMEOUT_MS = 20
/** Longest wait of a write, without blocking, for another process (an import) to end its transaction. */
const BUSY_PATIENCE_MS = 10_000
const BUSY_PAUSE_MS = 5
const BEGIN = 'begin immediate'
/** 256 MiB at SQLite's page size of 4 KiB. */
const BUILDING_WAL_PAGES = bound('building-pages', 65_536)
const WAL_LIMIT_BYTES = 64 * 1024 * 1024
const FULL = 2

type SqliteOptions = Pick<StoreOptions, 'maxBatch' | 'building'>

/** SQLite in a file: one connection writes, one reads (WAL). */
export async function openSqliteStore(dataDir: string, options: SqliteOptions = {}): Promise<Store> {
  try {
    return await openFiles(dataDir, options)
  } catch (error) {
    throw diskInWords(error, dataDir)
  }
}

async function openFiles(dataDir: string, { maxBatch, building }: SqliteOptions): Promise<Store> {
  makeOwnFolder(dataDir)
  accessSync(dataDir, constants.W_OK)
  const file = join(dataDir, SQLITE_FILE)
  // SQLite gives its log and its index the rights of the file; those of an earlier run keep theirs.
  makeOwnFile(file)
  for (const part of ['-wal', '-shm']) tightenFile(file + part)
  const writer = new Database(file)
  // A service that writes has the file locked for most of the time.
  await patiently(() => tune(writer))
  await migrate({
    dialect: 'sqlite',
    run: statement => patiently(() => void writer.exec(statement)),
    done: async () => writer.prepare('select name from schema_migrations').pluck().all() as string[],
  })
  if (building) loosen(writer)
  else await patiently(() => proveFullSync(writer))
  const reader = new Database(file, { readonly: true })
  tune(reader)
  const store = sqliteStore(writer, reader, maxBatch)
  if (!building) return store
  return {
    ...store,
    async close() {
      await store.close()
      syncFile(file)
    },
  }
}

function sqliteStore(writer: Database.Database, reader: Database.Database, maxBatch?: number): Store {
  // drizzle's synchronous SQLite queries are awaitable like the asynchronous ones, so both databases share one type.
  const writeDb = drizzle({ client: writer }) as unknown as Db
  const readDb = drizzle({ client: reader }) as unknown as Db
  const statements = new Map<string, Database.Statement>()
  const headSeq = reader.prepare(HEAD_SEQ).pluck()
  const commits = new GroupCommit(
    {
      open: async () => writeDb,
      async run(sql) {
        const statement = statements.get(sql) ?? writer.prepare(sql)
        statements.set(sql, statement)
        if (sql === BEGIN) await patiently(() => statement.run())
        else statement.run()
      },
      translate: diskRefusal,
    },
    BEGIN,
    maxBatch,
  )
  return {
    dialect: 'sqlite',
    tables: sqliteTables,
    async read(work) {
      refuseInsideWrite('read')
      try {
        return await work(readDb)
      } catch (error) {
        throw diskRefusal(error)
      }
    },
    async snapshot() {
      refuseInsideWrite('snapshot')
      return sqliteSnapshot(writer.name)
    },
    walBytes: () => statSync(`${writer.name}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    emptyLog: () => emptyLog(writer.name),
    headSeq: () => headSeq.get() as number,
    write: work => commits.write(work),
    hook: hooks => commits.hook(hooks),
    async close() {
      await commits.close()
      reader.close()
      writer.close()
    },
  }
}

/** By a connection of its own: the writer's may be inside a transaction, which is not waited for. */
function emptyLog(file: string): boolean {
  const db = new Database(file)
  try {
    tune(db)
    db.pragma('busy_timeout = 0')
    const [outcome] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return outcome?.busy === 0
  } finally {
    db.close()
  }
}

const isBusy = (error: unknown) => (error as { code?: string }).code === 'SQLITE_BUSY'

/** Tries again while another process writes. */
async function patiently(begin: () => void): Promise<void> {
  const until = performance.now() + BUSY_PATIENCE_MS
  for (;;) {
    try {
      return begin()
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      await pause(BUSY_PAUSE_MS)
    }
  }
}

function tune(db: Database.Database): void {
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  if (!db.readonly) {
    db.pragma('journal_mode = WAL')
    db.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`)
  }
  db.pragma('synchronous = FULL')
  db.pragma('cache_size = -65536')
  // Deleted data is overwritten: an erased text must not be read from a free page.
  db.pragma('secure_delete = ON')
}

/** For a file that is thrown away if it is not completed: no fsync, and the log is copied into it now and then only. */
function loosen(db: Database.Database): void {
  db.pragma('synchronous = OFF')
  db.pragma(`wal_autocheckpoint = ${BUILDING_WAL_PAGES}`)
}

/** better-sqlite3's WAL falls back to synchronous = NORMAL after the first write unless told otherwise: read it back after one. */
function proveFullSync(db: Database.Database): void {
  db.exec('update ledger_head set id = id')
  const level = db.pragma('synchronous', { simple: true })
  if (level !== FULL) throw new Error(`SQLite would not be durable: synchronous is ${level}, not FULL`)
}
