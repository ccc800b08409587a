/** Placement of the tables on a distributed PostgreSQL that shards by provider (docs/operating.md). */
import { getTableColumns, getTableName, sqliteCore, type Table } from './drizzle.ts'

import { sqliteTables, type Tables } from './tables.ts'

/** Columns that hold a provider's id; `root` is the oldest predecessor of one. */
const PROVIDER_COLUMNS = ['provider', 'root']

export interface DistributedTable {
  /** Name in the database. */
  table: string
  column: string
}

/** Columns of a table's primary key, in order. */
export function keyColumns(table: Table): string[] {
  const { primaryKeys } = sqliteCore.getTableConfig(table as Tables['ledger'])
  if (primaryKeys[0]) return primaryKeys[0].columns.map(column => column.name)
  return Object.values(getTableColumns(table))
    .filter(column => column.primary)
    .map(column => column.name)
}

/** Tables whose rows belong to one provider each: its id comes first in their key. `providers` itself is keyed by it. */
export function distributedTables(): DistributedTable[] {
  const tables: Table[] = Object.values(sqliteTables)
  return tables.flatMap(table => {
    const name = getTableName(table)
    const [first] = keyColumns(table)
    if (name === 'providers') return [{ table: name, column: 'id' }]
    return first && PROVIDER_COLUMNS.includes(first) ? [{ table: name, column: first }] : []
  })
}

/** The statements that spread these tables over the nodes of a Citus cluster, all of one provider's rows on one node. */
export function distributeStatements(): string[] {
  return distributedTables().map(({ table, column }, i) => {
    const beside = i === 0 ? '' : `, colocate_with => '${distributedTables()[0]!.table}'`
    return `select create_distributed_table('${table}', '${column}'${beside});`
  })
}
