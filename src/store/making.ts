/** The mark of a database that is being made: it is there from before the first row until after the last. */
import { eq } from './drizzle.ts'
import type { Reader, Store } from './store.ts'

export const MAKING = 'city-loading'

/** A foundation, or a restore, and the file that it restores. */
export type Making = { kind: 'foundation' } | { kind: 'restore'; file: string }

const COMMAND = (making: Making) =>
  making.kind === 'restore' ? `npm run restore -- ${making.file} --again` : 'npm run found -- --again'

/** The work that was begun and has not ended; null for a database that is whole, or empty. */
export async function unfinished({
  read,
  tables: { secrets },
}: Pick<Store, 'read' | 'tables'>): Promise<Making | null> {
  const query = (db: Reader) => db.select({ value: secrets.value }).from(secrets).where(eq(secrets.name, MAKING))
  const [row] = await read(query)
  if (!row) return null
  return row.value.startsWith('restore:') ? { kind: 'restore', file: row.value.slice(8) } : { kind: 'foundation' }
}

/** @throws Error that names the command by which to begin again */
export async function refuseUnfinished(store: Pick<Store, 'read' | 'tables'>): Promise<void> {
  const making = await unfinished(store)
  if (!making) return
  const what = making.kind === 'restore' ? '恢复 restore' : '首次装载 foundation'
  throw new Error(
    `${what}未完成，该数据库不可使用；请重新执行 this database is not complete, its making was interrupted; begin again with: ${COMMAND(making)}`,
  )
}

/** Marks the database, does the work, takes the mark away. */
export async function making({ write, tables: { secrets } }: Store, what: Making, work: () => Promise<void>) {
  const value = what.kind === 'restore' ? `restore:${what.file}` : what.kind
  await write(async db => void (await db.insert(secrets).values({ name: MAKING, value })))
  await work()
  await write(async db => void (await db.delete(secrets).where(eq(secrets.name, MAKING))))
}
