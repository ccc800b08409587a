import pg from 'pg'
import { bound } from './bounds.ts'
import { postgresDriver } from './drizzle.ts'
import { GroupCommit, refuseInsideWrite, type WriterConnection } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { unavailable } from './postgres-errors.ts'
import { openPostgresSnapshot } from './postgres-snapshot.ts'
import { type Db, HEAD_SEQ, type Reading, type Store, type Writer } from './store.ts'
import { postgresTables } from './tables.ts'

const { drizzle } = postgresDriver()

const READERS = bound('postgres-readers', 8)
/** Connections of one thread for heavy queries, and how long a statement of theirs may take. */
const HEAVY_READERS = 2
const STATEMENT_TIMEOUT_MS = 60_000
const CONNECT_TIMEOUT_MS = 5_000
/** Any number; the same for every process that migrates. */
const MIGRATION_LOCK = 81890

/** PostgreSQL: one connection writes, a pool reads. Several processes may share one database: the head row serialises them. */
export async function openPostgresStore(
  url: string,
  { schema, maxBatch }: { schema?: string; maxBatch?: number } = {},
): Promise<Store> {
  const config = configOf(url, schema)
  await prepareSchema(config, schema)
  const { close, ...reading } = readThrough(config, READERS)
  const writer = new WriterClient(config)
  const commits = new GroupCommit(writer, 'begin', maxBatch)
  return {
    ...reading,
    async read(work) {
      refuseInsideWrite('read')
      return reading.read(work)
    },
    snapshot() {
      refuseInsideWrite('snapshot')
      return openPostgresSnapshot(url, schema)
    },
    walBytes: () => 0,
    emptyLog: () => true,
    write: work => commits.write(work),
    hook: hooks => commits.hook(hooks),
    async close() {
      await commits.close()
      await writer.close()
      await close()
    },
  }
}

function configOf(url: string, schema: string | undefined): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'xinqiao',
    ...(schema ? { options: `-c search_path=${schema}` } : {}),
  }
}

/** For heavy queries: a few connections of their own, and a bound on what one statement may take. Nothing is migrated. */
export function openPostgresReading(url: string, schema: string | undefined): Reading {
  return readThrough({ ...configOf(url, schema), statement_timeout: STATEMENT_TIMEOUT_MS }, HEAVY_READERS)
}

function readThrough(config: pg.ClientConfig, max: number): Reading {
  const pool = new pg.Pool({ ...config, max })
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', warnAloud)
  const db = drizzle({ client: pool }) as unknown as Db
  return {
    dialect: 'postgres',
    tables: postgresTables,
    async read(work) {
      try {
        return await work(db)
      } catch (error) {
        throw unavailable(error)
      }
    },
    async headSeq() {
      try {
        const { rows } = await pool.query<{ seq: string }>({ name: 'head_seq', text: HEAD_SEQ })
        return Number(rows[0]!.seq)
      } catch (error) {
        throw unavailable(error)
      }
    },
    close: () => pool.end(),
  }
}

/** The server's warnings reach the operator; without a listener the driver drops them. */
function warnAloud(client: pg.ClientBase): void {
  client.on('notice', ({ severity, message }) => {
    if (severity === 'WARNING') process.emitWarning(`PostgreSQL: ${message}`, 'DatabaseWarning')
  })
}

/** Makes the schema if it is named, and migrates; one process at a time. */
async function prepareSchema(config: pg.ClientConfig, schema: string | undefined): Promise<void> {
  const client = new pg.Client(config)
  warnAloud(client)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    if (schema) await client.query(`create schema if not exists ${client.escapeIdentifier(schema)}`)
    await migrate({
      dialect: 'postgres',
      run: async statement => void (await client.query(statement)),
      done: async () => (await client.query('select name from schema_migrations')).rows.map(row => row.name as string),
    })
  } finally {
    await client.end()
  }
}

/** The writing connection; a lost one is replaced before the next transaction. */
class WriterClient implements WriterConnection {
  #config: pg.ClientConfig
  #client: pg.Client | null = null
  #db: Writer | null = null

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  async open(): Promise<Writer> {
    if (this.#client && this.#db) return this.#db
    const client = new pg.Client(this.#config)
    const lost = () => {
      if (this.#client === client) this.#client = null
    }
    client.on('error', lost)
    client.on('end', lost)
    warnAloud(client)
    await client.connect()
    this.#client = client
    this.#db = drizzle({ client }) as unknown as Db
    return this.#db
  }

  async run(statement: string): Promise<void> {
    if (!this.#client) throw unavailable(new Error('connection lost'), true)
    await this.#client.query(statement)
  }

  translate(error: unknown): unknown {
    return unavailable(error)
  }

  async close(): Promise<void> {
    await this.#client?.end()
  }
}
