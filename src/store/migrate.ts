import { readdirSync, readFileSync } from 'node:fs'

/** The part of a connection that a migration uses. */
export interface MigrationConnection {
  dialect: 'sqlite' | 'postgres'
  run(statement: string): Promise<void>
  /** Names of the migrations that were run. */
  done(): Promise<string[]>
}

const FOLDER = new URL('../../migrations/', import.meta.url)

// The words in which the two databases differ, for files that serve both. `keyed`: rows lie in the order of their key, in one tree.
const WORDS = {
  sqlite: { text: 'text', int: 'integer', strict: ' strict', keyed: ' strict, without rowid' },
  postgres: { text: 'text collate "C"', int: 'bigint', strict: '', keyed: '' },
}

/** Runs every migration of migrations/ that this database has not seen, each in a transaction, in order of name. */
export async function migrate(connection: MigrationConnection): Promise<string[]> {
  const { text, strict } = WORDS[connection.dialect]
  await connection.run(`create table if not exists schema_migrations (name ${text} primary key)${strict}`)
  const pending = await pendingMigrations(connection.dialect, connection.done)
  for (const file of pending) await runMigration(connection, file)
  return pending
}

/**
 * Migrations that a database has not seen.
 * @throws Error if it has seen one that this version does not have: older code would misread what newer code has written
 */
export async function pendingMigrations(dialect: 'sqlite' | 'postgres', done: () => Promise<string[]>) {
  const files = migrationFiles(dialect)
  const seen = new Set(await done())
  const unknown = [...seen].filter(name => !files.includes(name))
  if (unknown.length > 0) throw new Error(newerDatabase(unknown))
  return files.filter(file => !seen.has(file))
}

const newerDatabase = (unknown: string[]) =>
  `数据库由更新的版本写成（${unknown.join('、')}），本版本不能使用；请安装该版本或更新的版本。未改动任何内容。 A newer version has written this database (${unknown.join(', ')}), and this one cannot use it: install that version or a later one. Nothing was changed.`

/** `NNNN-name.sql` for both, or `.sqlite.sql` / `.postgres.sql` where they must differ. */
function migrationFiles(dialect: string): string[] {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.sql') && (!/\.(sqlite|postgres)\.sql$/.test(file) || file.includes(`.${dialect}.`)))
    .sort()
}

async function runMigration(connection: MigrationConnection, file: string): Promise<void> {
  const words = WORDS[connection.dialect]
  const source = readFileSync(new URL(file, FOLDER), 'utf8').replace(/^--.*$/gm, '')
  const statements = source
    .replace(/\{\{(text|int|strict|keyed)\}\}/g, (_, word: keyof typeof words) => words[word])
    .split(/;\s*$/m)
  await connection.run('begin')
  try {
    for (const statement of statements) if (statement.trim()) await connection.run(statement)
    await connection.run(`insert into schema_migrations (name) values ('${file}')`)
    await connection.run('commit')
  } catch (error) {
    await connection.run('rollback')
    throw new Error(`migration ${file}: ${(error as Error).message}`, { cause: error })
  }
}
