/** PostgreSQL's own checks: its extension amcheck compares every index with its table and reads every page. */
import pg from 'pg'
import { postgresTableNames } from './postgres-making.ts'
import type { Integrity } from './store.ts'

const NO_EXTENSION = '42501'
const INDEXES = `
  select c.oid, c.relname from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
  join pg_class t on t.oid = i.indrelid
  where a.amname = 'btree' and c.relkind = 'i' and t.relnamespace = current_schema()::regnamespace and t.relname = any($1)
  order by c.relname`
const TABLES = `
  select oid, relname from pg_class
  where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname = any($1) order by relname`

interface Relation {
  oid: string
  relname: string
}

/** Works on the present state, by a connection of its own: an error of a check must not end the caller's transaction. */
export async function postgresIntegrity(config: pg.ClientConfig): Promise<Integrity> {
  const client = new pg.Client(config)
  client.on('error', () => {})
  await client.connect()
  try {
    const unchecked = await checksumsOff(client)
    if (!(await hasExtension(client)))
      return { faults: [], unchecked: [...unchecked, '索引 indexes: create extension amcheck'] }
    const faults: string[] = []
    for (const relation of await relations(client, TABLES)) faults.push(...(await heapFaults(client, relation)))
    for (const relation of await relations(client, INDEXES)) faults.push(...(await indexFaults(client, relation)))
    return { faults, unchecked }
  } catch (error) {
    if ((error as { code?: string }).code !== NO_EXTENSION) throw error
    return { faults: [], unchecked: ['索引 indexes: grant execute on the functions of amcheck'] }
  } finally {
    await client.end()
  }
}

async function checksumsOff(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ data_checksums: string }>('show data_checksums')
  return rows[0]?.data_checksums === 'on' ? [] : ['数据页校验和未启用 data checksums of the server are off']
}

async function hasExtension(client: pg.Client): Promise<boolean> {
  return (await client.query("select 1 from pg_extension where extname = 'amcheck'")).rows.length > 0
}

async function relations(client: pg.Client, query: string): Promise<Relation[]> {
  return (await client.query<Relation>(query, [postgresTableNames()])).rows
}

async function heapFaults(client: pg.Client, { oid, relname }: Relation): Promise<string[]> {
  const { rows } = await client.query<{ blkno: string; msg: string }>(
    'select blkno, msg from verify_heapam($1::oid::regclass)',
    [oid],
  )
  return rows.map(({ blkno, msg }) => `${relname} block ${blkno}: ${msg}`)
}

async function indexFaults(client: pg.Client, { oid, relname }: Relation): Promise<string[]> {
  try {
    await client.query('select bt_index_check($1::oid::regclass, true)', [oid])
    return []
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    // XX001 and XX002: the table or the index is corrupted. Everything else is no finding.
    if (code !== 'XX001' && code !== 'XX002') throw error
    return [`${relname}: ${message}`]
  }
}
