import { describe, expect, it } from 'vitest'
import { GroupCommit, type WriterConnection } from '../../src/store/group-commit.ts'
import { diskRefusal } from '../../src/store/sqlite-errors.ts'
import type { Writer } from '../../src/store/store.ts'

const db = {} as Writer

/** A connection that fails at chosen statements, once each, as SQLite does on a full disk. */
class FailingConnection implements WriterConnection {
  readonly ran: string[] = []
  readonly #failing: Map<string, unknown>
  /** What the failure takes with it: SQLite may have rolled the whole transaction back by itself. */
  #lost = false

  constructor(failing: Record<string, unknown>) {
    this.#failing = new Map(Object.entries(failing))
  }
  open = async () => db
  translate = diskRefusal
  async run(statement: string): Promise<void> {
    this.ran.push(statement)
    if (statement === 'begin') this.#lost = false
    if (this.#lost && /savepoint|rollback/.test(statement)) throw new Error('no such savepoint')
    const error = this.#failing.get(statement)
    if (!error) return
    this.#failing.delete(statement)
    this.#lost = true
    throw error
  }
}

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
const codes = async (writes: Promise<unknown>[]) =>
  (await Promise.allSettled(writes)).map(w => (w.status === 'fulfilled' ? 'done' : w.reason.code))

describe('writes that share a transaction', () => {
  it('are all refused when the disk is full at the commit, and the next ones succeed', async () => {
    const commits = new GroupCommit(new FailingConnection({ commit: full }), 'begin')
    expect(await codes([commits.write(async () => 1), commits.write(async () => 2)])).toEqual([
      'store-full',
      'store-full',
    ])
    expect(await codes([commits.write(async () => 3)])).toEqual(['done'])
  })

  it('are all refused with the cause when the disk takes the whole transaction with it', async () => {
    const connection = new FailingConnection({ 'release savepoint unit': full })
    const commits = new GroupCommit(connection, 'begin')
    expect(await codes([commits.write(async () => 1), commits.write(async () => 2)])).toEqual([
      'store-full',
      'store-full',
    ])
    expect(connection.ran.at(-1)).toBe('rollback')
    expect(await codes([commits.write(async () => 3)])).toEqual(['done'])
  })

  it('name what is wrong with a disk, also when the query builder wraps it', () => {
    const wrapped = (code: string) => new Error('query failed', { cause: Object.assign(new Error('x'), { code }) })
    const refusal = (code: string) => (diskRefusal(wrapped(code)) as { code?: string }).code
    expect(refusal('SQLITE_READONLY_DBMOVED')).toBe('store-read-only')
    expect(refusal('SQLITE_IOERR_WRITE')).toBe('store-unavailable')
    expect(refusal('SQLITE_BUSY_SNAPSHOT')).toBe('store-unavailable')
    expect(refusal('SQLITE_CONSTRAINT_UNIQUE')).toBeUndefined()
  })
})
