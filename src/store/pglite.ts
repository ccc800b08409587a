import { AsyncLocalStorage } from 'node:async_hooks'
import type { PGlite } from '@electric-sql/pglite'
import { pgliteDriver } from './drizzle.ts'
import { GroupCommit, refuseInsideWrite } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { selectAll } from './snapshot-rows.ts'
import { type Db, HEAD_SEQ, type Row, type Snapshot, type Store } from './store.ts'
import { postgresTables } from './tables.ts'

/**
 * PostgreSQL in process, in memory, with its tables up to date, for tests.
 * @param from a dumped data folder to start from: it saves making one, 2 to 4 s of CPU time
 */
export async function createPglite(from?: Blob): Promise<PGlite> {
  // A development dependency: loaded by tests only.
  const { PGlite } = await import('@electric-sql/pglite')
  const client = await PGlite.create(from ? { loadDataDir: from } : {})
  await migrate({
    dialect: 'postgres',
    run: async statement => void (await client.exec(statement)),
    done: async () =>
      (await client.query<{ name: string }>('select name from schema_migrations')).rows.map(row => row.name),
  })
  return client
}

export const openPgliteStore = async (from?: Blob): Promise<Store> => pgliteStore(await createPglite(from))

/** It has one connection, so a transaction and a read take turns: a read must not see what is not committed. */
export function pgliteStore(client: PGlite): Store {
  const { drizzle } = pgliteDriver()
  const db = drizzle({ client }) as unknown as Db
  const turns = new Turns()
  const reading = new AsyncLocalStorage<true>()
  let release = () => {}
  const commits = new GroupCommit(
    {
      open: async () => {
        release = await turns.take()
        return db
      },
      async run(statement) {
        await client.exec(statement)
        if (statement === 'commit' || statement === 'rollback') release()
      },
      translate: error => error,
    },
    'begin',
  )
  return {
    dialect: 'postgres',
    tables: postgresTables,
    async read(work) {
      refuseInsideWrite('read')
      // A read inside a read has the turn already.
      if (reading.getStore()) return work(db)
      const done = await turns.take()
      try {
        return await reading.run(true, () => work(db))
      } finally {
        done()
      }
    },
    async snapshot() {
      refuseInsideWrite('snapshot')
      return pgliteSnapshot(client, db, await turns.take())
    },
    walBytes: () => 0,
    emptyLog: () => true,
    async headSeq() {
      const done = await turns.take()
      try {
        return (await client.query<{ seq: number }>(HEAD_SEQ)).rows[0]!.seq
      } finally {
        done()
      }
    },
    write: work => commits.write(work),
    hook: hooks => commits.hook(hooks),
    async close() {
      await commits.close()
      await client.close()
    },
  }
}

function pgliteSnapshot(client: PGlite, db: Db, close: () => void): Snapshot {
  return {
    dialect: 'postgres',
    tables: postgresTables,
    read: work => work(db),
    async *rows(table) {
      const { rows } = await client.query<Row>(selectAll(table), [], { rowMode: 'array' })
      yield rows
    },
    integrity: async () => ({ faults: [], unchecked: ['索引 indexes'] }),
    schema: async () => null,
    close: async () => close(),
  }
}

/** First come, first served. */
class Turns {
  #last: Promise<void> = Promise.resolve()

  async take(): Promise<() => void> {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    return resolve
  }
}
