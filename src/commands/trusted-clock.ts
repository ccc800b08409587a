/** No command writes, evaluates or erases under a clock that cannot be trusted (ledger/rules-time.ts). */

import { FIRST_FACT_DAY, LAST_DAY } from '../ledger/calendar.ts'
import { dayStart, systemClock, timestamp } from '../ledger/clock.ts'
import { readHead } from '../ledger/head.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { earliest, judgeTime, type TimeFacts, type TimeVerdict } from '../ledger/rules-time.ts'
import { SteadyClock } from '../ledger/steady-clock.ts'
import { databaseTime, trustedTime, trustTime } from '../ledger/trusted-time.ts'
import { evaluatedThroughRow } from '../ratings/live/rows.ts'
import { openLedger } from '../service.ts'
import type { Store } from '../store/store.ts'
import { synchronisation } from './synchronisation.ts'

/** A person must act: a supervisor that starts the service again changes nothing (`RestartPreventExitStatus`). */
export const UNTRUSTED_EXIT = 3

export class UntrustedClock extends Error {
  readonly exitCode = UNTRUSTED_EXIT
}

/** Everything that knows the time, beside the machine's clock. */
export async function readTime(store: Store): Promise<TimeFacts> {
  const { tables } = store
  const head = await store.read(db => readHead(db, tables))
  const through = await store.read(db => evaluatedThroughRow(db, tables))
  return {
    newestEntry: head.seq === 0 ? null : head.at,
    evaluated: through < 0 ? null : dayStart(through),
    trusted: await trustedTime(store),
    database: await databaseTime(store),
    now: systemClock.now(),
  }
}

/**
 * The clock for a service or a command over this database.
 * @param confirmed a person has said that the machine's clock is right; remembered
 * @throws UntrustedClock which says what to do
 */
export async function requireTrustedClock(store: Store, confirmed = false): Promise<SteadyClock> {
  const facts = await readTime(store)
  const verdict = judgeTime(facts, confirmed)
  if (verdict.code !== 'ok') throw new UntrustedClock(inWords(verdict, facts))
  if (confirmed) await trustTime(store, facts.now)
  return new SteadyClock(earliest(facts), systemClock)
}

/** The ledger for a command that writes. @throws UntrustedClock */
export async function openTrustedLedger(store: Store): Promise<Ledger> {
  return (await openLedger(store, await requireTrustedClock(store))).ledger
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** 天 days, or hours below two days, or minutes. */
export function span(ms: number): string {
  const size = Math.abs(ms)
  if (size >= 2 * DAY_MS) return `${Math.round(size / DAY_MS)} 天 days`
  return size >= 2 * HOUR_MS ? `${Math.round(size / HOUR_MS)} 小时 hours` : `${Math.round(size / 60_000)} 分钟 minutes`
}

const NOTHING_DONE = '未评定、未抹除任何内容 nothing was evaluated or erased'

/** A verdict for an operator, with the way out. */
export function inWords(verdict: TimeVerdict, { now }: TimeFacts): string {
  const clock = `本机时钟 this machine's clock ${timestamp(now)}`
  const confirm = [
    '时钟正确时 if it is right: npm start -- --clock-is-right；其他命令 before another command: npm run clock -- confirm',
    '时钟有误时 if it is not: 先校时 set it first',
    `系统称已同步 the system says synchronised: ${synchronisation()}；详情 details: npm run clock, docs/operating.md`,
  ]
  switch (verdict.code) {
    case 'ok':
      return `${clock}: 可信 trusted`
    case 'ahead':
      return [
        `${clock} 比已知时间晚 is later than the last known time by ${span(verdict.ms)}; ${NOTHING_DONE}`,
        ...confirm,
      ].join('\n')
    case 'differs': {
      const way = verdict.ms > 0 ? '晚 later' : '早 earlier'
      return [
        `${clock} 比数据库时钟${way} than the database's clock by ${span(verdict.ms)}; ${NOTHING_DONE}`,
        ...confirm,
      ].join('\n')
    }
    case 'outside':
      return `${clock} 不在 ${FIRST_FACT_DAY} 至 ${LAST_DAY} 之间；先校时 is not between ${FIRST_FACT_DAY} and ${LAST_DAY}: set it first; ${NOTHING_DONE}`
    case 'behind':
      return [
        `${clock} 早于已入账或已评定的时间 is earlier than what was recorded or evaluated by ${span(verdict.ms)} (clock-behind)`,
        '时钟有误时 if it is wrong: 先校时 set it first',
        '时钟正确、此前曾快 if it is right and was ahead before: npm run clock -- recover --clock-is-right (docs/operating.md)',
      ].join('\n')
  }
}
