/** Everything that can be checked of one state of a database. */
import { tmpdir } from 'node:os'
import type { LedgerEnd } from '../ledger/copy.ts'
import { readHead } from '../ledger/head.ts'
import { compareSnapshots } from '../ledger/rebuild.ts'
import { ledgerFaults } from '../ledger/verify.ts'
import { compareSchemas, type Difference } from '../store/compare.ts'
import { openStore } from '../store/open.ts'
import { judgeSecrets } from '../store/secrets.ts'
import type { Snapshot, Store } from '../store/store.ts'
import { openWorkFolder } from '../store/work-folder.ts'
import { progress } from './progress.ts'
import { replayInto } from './replay.ts'

/** Outcome of one check, for a terminal. */
export interface Check {
  /** 表行 rows, for example. */
  name: string
  /** The extent of what was checked. */
  extent: string
  faults: string[]
  /** Parts that could not be checked. */
  unchecked: string[]
}

export const isSound = (checks: readonly Check[]) => checks.every(({ faults }) => faults.length === 0)

/** An error that says nothing of the data: the database cannot be asked just now. */
const isPassing = (error: unknown) =>
  /^(store-|SQLITE_BUSY|SQLITE_LOCKED)/.test(String((error as { code?: unknown }).code))

/** Damage shows as an error too: a page that cannot be read, a payload that is no JSON. */
async function check(name: string, work: () => Promise<Partial<Check>>): Promise<Check> {
  const empty = { name, extent: '', faults: [], unchecked: [] }
  try {
    return { ...empty, ...(await work()) }
  } catch (error) {
    if (isPassing(error)) throw error
    return { ...empty, faults: [messageOf(error)] }
  }
}

/** SQLite's and PostgreSQL's codes of a file that is not what it was. */
const DAMAGE = /^(SQLITE_CORRUPT|SQLITE_NOTADB|XX00[12])/

/** Runs the checks of a command. A database that is too damaged to be opened is a finding like others. */
export async function runChecks(work: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await work()
  } catch (error) {
    if (!causes(error).some(({ code }) => DAMAGE.test(String(code)))) throw error
    return [{ name: '数据库 database', extent: '', faults: [messageOf(error)], unchecked: [] }]
  }
}

function causes(error: unknown): { code?: unknown }[] {
  const { cause } = error as { cause?: unknown }
  return [error as { code?: unknown }, ...(cause ? causes(cause) : [])]
}

/** With the database's own words: drizzle wraps them. */
function messageOf(error: unknown): string {
  const { message, cause } = error as { message: string; cause?: unknown }
  return cause instanceof Error ? cause.message : message
}

export const checkDatabase = (snapshot: Snapshot) => check('数据库 database', () => snapshot.integrity())

/** Secrets: no ledger holds them, and no key works without them. */
export const checkSecrets = (snapshot: Snapshot) =>
  check('密钥 secrets', () => snapshot.read(db => judgeSecrets(db, snapshot.tables)))

/** Every entry by its hash, every sealed text by its commitment. */
export const checkLedger = (snapshot: Snapshot) =>
  check('台账 ledger', async () => {
    const bar = progress('核验 verify', '条 entries')
    const head = await snapshot.read(db => readHead(db, snapshot.tables))
    const { count, first } = await snapshot.read(db =>
      ledgerFaults(db, snapshot.tables, head, done => bar.at(done, head.seq)),
    )
    bar.end()
    const named = first.map(fault => fault.message)
    const others = count - named.length
    return {
      extent: `${head.seq} 条 entries, 链首 head ${head.hash}`,
      faults: others > 0 ? [...named, `… ${others} more`] : named,
    }
  })

/** Every row, and the definition of every table, against those of another database, replayed from the same ledger. */
export const checkRows = (snapshot: Snapshot, replayed: Snapshot) =>
  check('表行 rows', async () => {
    const schema = await compareSchemas(snapshot, replayed)
    const { rows, differences } = await compareSnapshots(snapshot, replayed)
    return { extent: `${rows} 行 rows`, faults: [...schema, ...differences].map(inWords) }
  })

const inWords = ({ table, left, right }: Difference) =>
  `${table}  现有 has ${left ?? '无 nothing'}  应为 ought to have ${right ?? '无 nothing'}`

type Replayed = Awaited<ReturnType<typeof replayInto>>

/** Replays the ledger into a temporary database, and compares every row with it. `look`: at the replayed ledger, before that. */
export async function checkByReplay(
  snapshot: Snapshot,
  look: (replayed: Replayed) => Promise<unknown> = async () => {},
): Promise<Check> {
  const folder = openWorkFolder(tmpdir(), 'xinqiao-rebuild-')
  let target: Store | undefined
  try {
    const store = await openStore({ dataDir: folder.path, building: true })
    target = store
    return await checkReplayed(snapshot, store, look)
  } finally {
    await target?.close()
    folder.remove()
  }
}

async function checkReplayed(
  snapshot: Snapshot,
  target: Store,
  look: (replayed: Replayed) => Promise<unknown>,
): Promise<Check> {
  const replay = await check('表行 rows', async () => {
    const bar = progress('重建 rebuild', '条 entries')
    const replayed = await replayInto(snapshot, target, bar.at)
    bar.end()
    await look(replayed)
    return {}
  })
  if (replay.faults.length > 0) return replay
  const replayed = await target.snapshot()
  return checkRows(snapshot, replayed).finally(() => replayed.close())
}

export async function endOf(snapshot: Snapshot): Promise<LedgerEnd> {
  const { seq, hash } = await snapshot.read(db => readHead(db, snapshot.tables))
  return { seq, hash }
}

/** A line for each check, then its faults. */
export function inLines(checks: readonly Check[]): string {
  return checks
    .flatMap(({ name, extent, faults, unchecked }) => [
      `${name}  ${extent ? `${extent}  ` : ''}${faults.length === 0 ? '完好 sound' : '损坏 DAMAGED'}`,
      ...unchecked.map(part => `    未检查 not checked: ${part}`),
      ...faults.map(fault => `    ${fault}`),
    ])
    .join('\n')
}
