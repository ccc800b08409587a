/** Where a recovered database is made, and how it takes the place of the old one. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import {
  emptySchema,
  inSchema,
  isPostgresInUse,
  isSqliteInUse,
  replacePostgres,
  replaceSqlite,
} from '../store/replace-database.ts'
import type { StoreOptions } from '../store/store.ts'

export interface Beside {
  /** A folder that an attempt which failed leaves behind. */
  folder: string | null
  /** @throws Error if a service or a command has the database open */
  refuseIfInUse(): Promise<void>
  /** An empty place and how to open it. */
  make(): Promise<{ place: string; options: StoreOptions }>
  /** @returns where the old database is kept */
  replace(made: string): Promise<string>
}

export const IN_USE = '该数据库正在使用，请先停止服务 the database is in use: stop the service first'
const SCHEMA = 'xinqiao_recovering'
/** 20261126t081500 */
const suffix = () => `before_recovery_${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase()}`

export const besideOf = ({ databaseUrl, dataDir }: Config): Beside =>
  databaseUrl ? besidePostgres(databaseUrl) : besideSqlite(dataDir)

function besideSqlite(dataDir: string): Beside {
  const folder = join(dataDir, 'recovering')
  return {
    folder,
    async refuseIfInUse() {
      if (isSqliteInUse(dataDir)) throw new Error(IN_USE)
    },
    async make() {
      rmSync(folder, { recursive: true, force: true })
      return { place: folder, options: { dataDir: folder, building: true } }
    },
    async replace(made) {
      const kept = replaceSqlite(dataDir, made, suffix())
      rmSync(folder, { recursive: true, force: true })
      return kept
    },
  }
}

function besidePostgres(databaseUrl: string): Beside {
  return {
    folder: null,
    async refuseIfInUse() {
      if (await isPostgresInUse(databaseUrl)) throw new Error(IN_USE)
    },
    async make() {
      await emptySchema(databaseUrl, SCHEMA)
      return { place: SCHEMA, options: { databaseUrl: inSchema(databaseUrl, SCHEMA) } }
    },
    replace: made => replacePostgres(databaseUrl, made, suffix()),
  }
}
