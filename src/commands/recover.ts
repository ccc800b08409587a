/**
 * `clock recover`: the way back from a clock that was ahead. The database is made again from its ledger as it would be under the right
 * clock, proven, and put in the place of the old one, which is kept.
 */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { businessDay, timestamp } from '../ledger/clock.ts'
import { copyOperational, proveLedger } from '../ledger/copy.ts'
import type { Entry } from '../ledger/entry.ts'
import { readHead } from '../ledger/head.ts'
import { replayLedger } from '../ledger/rebuild.ts'
import { entriesAfter, lastSeqThrough } from '../ledger/rows.ts'
import { judgeTime, type TimeFacts, TRUSTED_STEP_MS } from '../ledger/rules-time.ts'
import { trustTime } from '../ledger/trusted-time.ts'
import { openLedger } from '../service.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { writeDropped } from './dropped-entries.ts'
import { openCity } from './open.ts'
import { progress } from './progress.ts'
import { type Beside, besideOf, IN_USE } from './recover-beside.ts'
import { inWords, readTime, span, UntrustedClock } from './trusted-clock.ts'

export interface RecoverOptions {
  /** A person has said that the machine's clock is right now. */
  confirmed: boolean
  /** Seq of the last entry that stays; undefined: all stay. */
  dropAfter: number | undefined
}

/** Answers under an Idempotency-Key speak of entries; with entries dropped they would promise what is not there. */
const WITHOUT_ENTRIES = ['secrets', 'keyUse']

export async function recover(config: Config, { confirmed, dropAfter }: RecoverOptions): Promise<number> {
  const beside = besideOf(config)
  // An empty place is refused by its name, before anything is asked of it.
  await (await openCity(config)).close()
  await beside.refuseIfInUse()
  const store = await openCity(config)
  let made: string
  try {
    const facts = await readTime(store)
    if (judgeTime(facts, true).code === 'ok') {
      await trustTime(store, facts.now)
      console.log(`无需恢复 nothing to recover: ${inWords({ code: 'ok' }, facts)}`)
      return 0
    }
    const head = await store.read(db => readHead(db, store.tables))
    const last = await lastToStay(store, facts, dropAfter)
    if (!confirmed) throw new UntrustedClock(askToConfirm(facts, last))
    made = await remake(store, beside, { facts, last, dropped: dropAfter !== undefined })
    if (dropAfter !== undefined) await writeDropped(store, last, resolve(config.dataDir))
    if ((await store.read(db => readHead(db, store.tables))).seq !== head.seq) throw new Error(IN_USE)
  } finally {
    await store.close()
  }
  await beside.refuseIfInUse()
  console.log(`已恢复 recovered\n原库保留于 the old database is kept as  ${await beside.replace(made)}`)
  return 0
}

/** @throws UntrustedClock if entries lie ahead and `dropAfter` does not say so */
async function lastToStay(store: Store, facts: TimeFacts, dropAfter: number | undefined): Promise<number> {
  const { tables } = store
  const { seq: head, at } = await store.read(db => readHead(db, tables))
  if (at - facts.now <= TRUSTED_STEP_MS) {
    if (dropAfter !== undefined)
      throw new Error('没有时间超前的条目，不应使用 --drop-after no entry lies ahead: leave out --drop-after')
    return head
  }
  const last = await store.read(db => lastSeqThrough(db, tables, businessDay(facts.now), head))
  if (last === 0)
    throw new Error(
      '全部条目的时间都超前，只能从备份恢复或重新开始 every entry lies ahead: restore a backup or begin with an empty database',
    )
  if (dropAfter !== last) throw new UntrustedClock(await explainAhead(store, facts, last, head))
  return last
}

async function explainAhead(store: Store, { now }: TimeFacts, last: number, head: number): Promise<string> {
  const [first] = await store.read(db => entriesAfter(db, store.tables, last, 1))
  const { at } = first as Entry
  return [
    `条目 entries ${last + 1}–${head}（${head - last} 条）的时间超前 lie ahead of this machine's clock ${timestamp(now)}, from ${at} by ${span(Date.parse(at) - now)}`,
    `可待时钟到达后再启动 either wait until then, or leave them out: npm run clock -- recover --clock-is-right --drop-after ${last}`,
    '被剔除的条目写入文件，须人工重新办理 the entries left out are written to a file and have to be entered again by hand',
  ].join('\n')
}

const askToConfirm = ({ now }: TimeFacts, last: number) =>
  `将按本机时钟 ${timestamp(now)} 由台账（至第 ${last} 条）重建数据库；时钟正确请加 --clock-is-right the database will be made again from its ledger (through entry ${last}) under this clock; if it is right, add --clock-is-right`

interface Plan {
  facts: TimeFacts
  last: number
  dropped: boolean
}

/** Makes the database again beside, evaluated up to the right day. @returns its place */
async function remake(source: Store, beside: Beside, { facts, last, dropped }: Plan): Promise<string> {
  const { place, options } = await beside.make()
  const target = await openStore(options)
  const snapshot = await source.snapshot()
  try {
    const to = await openLedger(target)
    const bar = progress('恢复 recover', '条 entries')
    await replayLedger(snapshot, to.ledger, bar.at, last)
    bar.end()
    const { day, hash } = await to.ledger.head()
    await to.ledger.settle(Math.max(day, businessDay(facts.now)))
    await copyOperational(snapshot, target, dropped ? WITHOUT_ENTRIES : undefined)
    await trustTime(target, facts.now)
    await proveLedger(target, { seq: last, hash })
  } catch (error) {
    if (beside.folder) rmSync(beside.folder, { recursive: true, force: true })
    throw error
  } finally {
    await snapshot.close()
    await target.close()
  }
  return place
}
