/** One process at a time makes a PostgreSQL database; another one waits. */
import pg from 'pg'
import { getTableName } from './drizzle.ts'
import { postgresTables } from './tables.ts'

/** Any number; the second half of the lock's key is the schema. */
const MAKING_LOCK = 81891

/** Every table that the migrations make. */
export const postgresTableNames = (): string[] => [
  'schema_migrations',
  ...Object.values(postgresTables).map(table => getTableName(table)),
]

/**
 * Runs `work` while no other process makes this database. `empty` drops its tables.
 * @param onWait called if another process is at it
 */
export async function whileMaking<T>(
  databaseUrl: string,
  work: (empty: () => Promise<void>) => Promise<T>,
  onWait: () => void = () => {},
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'xinqiao' })
  // Without a listener a lost connection would end the process; the store notices the same loss and says so.
  client.on('error', () => {})
  await client.connect()
  try {
    const key = `${MAKING_LOCK}, hashtext(coalesce(current_schema(), ''))`
    const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${key}) as got`)
    if (!rows[0]!.got) {
      onWait()
      await client.query(`select pg_advisory_lock(${key})`)
    }
    return await work(() => dropTables(client))
  } finally {
    await client.end()
  }
}

async function dropTables(client: pg.Client): Promise<void> {
  const names = postgresTableNames().map(name => client.escapeIdentifier(name))
  await client.query(`drop table if exists ${names.join(', ')}`)
}
