import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { distributedTables, distributeStatements, keyColumns } from '../../src/store/distribution.ts'
import { getTableColumns, getTableName } from '../../src/store/drizzle.ts'
import { sqliteTables } from '../../src/store/tables.ts'

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const distributed = new Set(distributedTables().map(({ table }) => table))

/** Rows that name a provider and belong to something else: sharded by that, or not at all. */
const OF_SOMETHING_ELSE: Record<string, string> = {
  keys: 'few, and looked up by key',
  requests: 'a request is received before it has a provider, and may change it',
  request_rounds: 'the rounds of a request',
}

const sources = readdirSync(path('src'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => readFileSync(join(path('src'), file), 'utf8'))

describe('every per-provider table can be sharded by provider id', () => {
  it('has the provider first in its key', () => {
    const naming = Object.values(sqliteTables).filter(table => 'provider' in getTableColumns(table))
    const elsewhere = naming.map(getTableName).filter(name => !distributed.has(name))
    expect(elsewhere.filter(name => !OF_SOMETHING_ELSE[name])).toEqual([])
    for (const { table, column } of distributedTables()) {
      const definition = Object.values(sqliteTables).find(t => getTableName(t) === table)!
      expect(keyColumns(definition)[0], table).toBe(column)
    }
  })

  it('has no unique index without the provider', () => {
    const migrations = readdirSync(path('migrations')).map(file => readFileSync(path(`migrations/${file}`), 'utf8'))
    for (const sql of migrations)
      for (const [, table, columns] of sql.matchAll(/create unique index \w+ on (\w+) \(([^)]*)\)/g))
        if (distributed.has(table!)) expect(columns, table).toMatch(/\b(provider|root)\b/)
    const inline = migrations.flatMap(sql => [...sql.matchAll(/create table (\w+) \(([\s\S]*?)\n\)/g)])
    for (const [, table, body] of inline) if (distributed.has(table!)) expect(body, table).not.toMatch(/\bunique\b/)
  })

  it('is never joined to another table', () => {
    const names = Object.entries(sqliteTables)
      .filter(([, table]) => distributed.has(getTableName(table)))
      .map(([name]) => name)
    const joined = sources.flatMap(source => [...source.matchAll(/\.(?:inner|left|right|full)Join\((?:\w+\.)?(\w+)/g)])
    expect(joined.map(([, name]) => name!).filter(name => names.includes(name))).toEqual([])
    for (const source of sources)
      if (/\.(?:inner|left|right|full)Join\(/.test(source))
        expect(
          names.filter(name => new RegExp(`\\.from\\((?:\\w+\\.)?${name}\\)\\s*\\.\\w+Join`).test(source)),
        ).toEqual([])
  })

  it('is distributed by the statements that the operating guide prints', () => {
    expect(readFileSync(path('docs/operating.md'), 'utf8')).toContain(distributeStatements().join('\n'))
  })
})
