import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { systemClock, timestamp } from '../ledger/clock.ts'
import { judgeTime, type TimeFacts } from '../ledger/rules-time.ts'
import { trustTime } from '../ledger/trusted-time.ts'
import type { Store } from '../store/store.ts'
import { openCity } from './open.ts'
import { recover } from './recover.ts'
import { synchronisation } from './synchronisation.ts'
import { inWords, readTime, UNTRUSTED_EXIT } from './trusted-clock.ts'

const OPTIONS = {
  'clock-is-right': { type: 'boolean', default: false },
  'drop-after': { type: 'string' },
} as const
const USAGE = 'usage: npm run clock [-- confirm | recover --clock-is-right [--drop-after SEQ]]'

/** `clock`: prints everything that knows the time. `clock confirm`: trusts the machine's clock. `clock recover`: see recover.ts. */
export async function clock(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [what = 'show', ...more] = positionals
  const after = values['drop-after']
  if (more.length > 0 || (after !== undefined && !/^\d{1,15}$/.test(after))) throw new Error(USAGE)
  const config = readConfig(process.env)
  if (what === 'recover')
    return recover(config, {
      confirmed: values['clock-is-right'],
      dropAfter: after === undefined ? undefined : Number(after),
    })
  if (what !== 'show' && what !== 'confirm') throw new Error(USAGE)
  const store = await openCity(config)
  try {
    return what === 'show' ? await show(store) : await confirm(store)
  } finally {
    await store.close()
  }
}

async function show(store: Store): Promise<number> {
  const facts = await readTime(store)
  const verdict = judgeTime(facts, false)
  console.log(table(facts))
  console.log(inWords(verdict, facts))
  return verdict.code === 'ok' ? 0 : UNTRUSTED_EXIT
}

function table({ now, database, newestEntry, evaluated, trusted }: TimeFacts): string {
  const time = (ms: number | null) => (ms === null ? '-' : timestamp(ms))
  return [
    `本机时钟     this machine's clock   ${time(now)}`,
    `系统已同步   synchronised           ${synchronisation()}`,
    `数据库时钟   the database's clock   ${time(database)}`,
    `最新条目     newest entry           ${time(newestEntry)}`,
    `已评定之日   last day evaluated     ${time(evaluated)}`,
    `上次可信时间 last trusted time      ${time(trusted)}`,
  ].join('\n')
}

/** The next start, and a running service within a minute, take over the machine's clock. */
async function confirm(store: Store): Promise<number> {
  const facts = await readTime(store)
  const verdict = judgeTime(facts, true)
  if (verdict.code === 'ok') {
    await trustTime(store, systemClock.now())
    console.log(`已确认 confirmed  ${timestamp(facts.now)}`)
    return 0
  }
  console.error(inWords(verdict, facts))
  return UNTRUSTED_EXIT
}
