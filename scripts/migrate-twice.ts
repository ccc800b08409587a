// Runs the migrations twice on both databases: the second run must find nothing to do and leave the schema as it is.
import { PGlite } from '@electric-sql/pglite'
import Database from 'better-sqlite3'
import { type MigrationConnection, migrate } from '../src/store/migrate.ts'

async function twice(name: string, connection: MigrationConnection, schema: () => Promise<string>): Promise<void> {
  const first = await migrate(connection)
  const before = await schema()
  const second = await migrate(connection)
  if (first.length === 0) throw new Error(`${name}: there were no migrations`)
  if (second.length > 0) throw new Error(`${name}: ran again: ${second.join(', ')}`)
  if ((await schema()) !== before) throw new Error(`${name}: the second run changed the schema`)
  console.log(`${name}: ${first.length} migrations, the second run changes nothing`)
}

const sqlite = new Database(':memory:')
await twice(
  'SQLite',
  {
    dialect: 'sqlite',
    run: async statement => void sqlite.exec(statement),
    done: async () => sqlite.prepare('select name from schema_migrations').pluck().all() as string[],
  },
  async () => JSON.stringify(sqlite.prepare('select type, name, sql from sqlite_master order by type, name').all()),
)

const postgres = await PGlite.create()
const rows = async (query: string) => (await postgres.query<Record<string, string>>(query)).rows
await twice(
  'PostgreSQL',
  {
    dialect: 'postgres',
    run: async statement => void (await postgres.exec(statement)),
    done: async () => (await rows('select name from schema_migrations')).map(row => row.name!),
  },
  async () =>
    JSON.stringify(
      await rows(
        `select table_name, column_name, data_type, is_nullable, collation_name from information_schema.columns
         where table_schema = 'public' order by 1, 2`,
      ),
    ),
)
await postgres.close()
