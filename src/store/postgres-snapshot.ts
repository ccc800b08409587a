import pg from 'pg'
import { getTableColumns, postgresDriver, type Table } from './drizzle.ts'
import { pendingMigrations } from './migrate.ts'
import { unavailable } from './postgres-errors.ts'
import { postgresIntegrity } from './postgres-integrity.ts'
import { EmptyDatabase, ROWS_AT_A_TIME, refuseOtherVersion, selectAll } from './snapshot-rows.ts'
import { type Db, HEAD_SEQ, type Row, type Snapshot, type Value } from './store.ts'
import { postgresTables } from './tables.ts'

const { drizzle } = postgresDriver()

const CONNECT_TIMEOUT_MS = 5_000
const INDEX_SCANS = ['enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan']

/** A connection of its own in one read transaction. */
export async function openPostgresSnapshot(databaseUrl: string, schema?: string): Promise<Snapshot> {
  const config: pg.ClientConfig = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'xinqiao',
    ...(schema ? { options: `-c search_path=${schema}` } : {}),
  }
  const client = new pg.Client(config)
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    const { rows } = await client.query("select to_regclass('schema_migrations') as migrations")
    if (rows[0].migrations === null) throw new EmptyDatabase()
    const done = async () => (await client.query('select name from schema_migrations')).rows.map(row => row.name)
    refuseOtherVersion(await pendingMigrations('postgres', done))
    await client.query(HEAD_SEQ)
    return postgresSnapshot(client, config)
  } catch (error) {
    await client.end()
    throw unavailable(error)
  }
}

function postgresSnapshot(client: pg.Client, config: pg.ClientConfig): Snapshot {
  const db = drizzle({ client }) as unknown as Db
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
    rows: table => rowsOf(client, table),
    integrity: () => postgresIntegrity(config),
    schema: async () => null,
    close: () => client.end(),
  }
}

async function* rowsOf(client: pg.Client, table: Table): AsyncGenerator<readonly Row[]> {
  const numbers = Object.values(getTableColumns(table)).map(column => column.dataType === 'number')
  const scans = (value: 'on' | 'off') => INDEX_SCANS.map(scan => `set local ${scan} = ${value}`).join('; ')
  await client.query(scans('off'))
  await client.query(`declare every_row no scroll cursor for ${selectAll(table)}`)
  await client.query(scans('on'))
  for (;;) {
    const text = `fetch forward ${ROWS_AT_A_TIME} from every_row`
    const { rows } = await client.query<(string | null)[]>({ text, rowMode: 'array' })
    if (rows.length === 0) break
    yield rows.map(row => row.map((value, i): Value => (numbers[i] && value !== null ? Number(value) : value)))
  }
  await client.query('close every_row')
}
