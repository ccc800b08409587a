import { parseArgs } from 'node:util'
import { isKeyName } from '../api/key-form.ts'
import { type KeyRow, listKeyRows } from '../api/key-rows.ts'
import { type KeyRole, Keys } from '../api/keys.ts'
import { issueNamedKey, revokeKeyNamed } from '../api/named-keys.ts'
import { readConfig } from '../config.ts'
import { isDay } from '../ledger/calendar.ts'
import { businessDay, dayToDate, systemClock } from '../ledger/clock.ts'
import type { Store } from '../store/store.ts'
import { openCity } from './open.ts'
import { openTrustedLedger } from './trusted-clock.ts'

const ROLES = ['dispatcher', 'follow-up', 'registrar', 'regulator', 'firm', 'admin']
const OPTIONS = { provider: { type: 'string' }, name: { type: 'string' }, 'valid-until': { type: 'string' } } as const
const USAGE = [
  `usage: npm run keys -- issue ${ROLES.join('|')} --name NAME [--provider ID] [--valid-until YYYY-MM-DD]`,
  '       npm run keys -- list',
  '       npm run keys -- revoke NAME|ID',
  '名称 a name: dispatch-east, 派单-东区',
].join('\n')
const ACTOR = 'command-line'
const PAGE = 200

interface Values {
  name?: string | undefined
  provider?: string | undefined
  'valid-until'?: string | undefined
}

/** `keys issue` prints the key once as `role  key`; `keys list` prints every key without its secret; `keys revoke` revokes one. */
export async function keys(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [what, subject, ...more] = positionals
  const run = commandOf(what, subject, values)
  if (!run || more.length > 0) throw new Error(USAGE)
  const store = await openCity(readConfig(process.env))
  try {
    await run(store)
  } finally {
    await store.close()
  }
  return 0
}

/** The request that the words make; null if they make none. */
function commandOf(what: string | undefined, subject: string | undefined, values: Values) {
  if (what === 'list' && subject === undefined) return list
  if (what === 'revoke' && subject !== undefined) return (store: Store) => revoke(store, subject)
  const { name, 'valid-until': validUntil, provider = null } = values
  const isWish = what === 'issue' && ROLES.includes(subject ?? '') && name !== undefined && isKeyName(name)
  if (!isWish || (subject === 'firm') !== (provider !== null) || (validUntil !== undefined && !isDay(validUntil)))
    return null
  return (store: Store) => issue(store, { role: subject as KeyRole, name, provider, validUntil })
}

async function issue(store: Store, wish: Parameters<typeof issueNamedKey>[2]): Promise<void> {
  const ledger = await openTrustedLedger(store)
  const issuer = await Keys.open(ledger)
  const { key } = await ledger.write(ACTOR, tx => issueNamedKey(tx, issuer, wish))
  console.log(`${wish.role}  ${key}`)
}

async function revoke(store: Store, nameOrId: string): Promise<void> {
  const ledger = await openTrustedLedger(store)
  const { id, name } = await ledger.write(ACTOR, tx => revokeKeyNamed(tx, nameOrId))
  console.log(`已吊销 revoked  ${name}  ${id}`)
}

async function list(store: Store): Promise<void> {
  const today = dayToDate(businessDay(systemClock.now()))
  const lines = [
    ['名称 name', '角色 role', '状态 state', '有效至 valid until', '上次使用 last used', '编号 id', '机构 provider'],
  ]
  for (let before: string | null = null; ; ) {
    const page = await store.read(db => listKeyRows(db, store.tables, before, PAGE))
    for (const { key, lastUsedAt } of page)
      lines.push([
        key.name,
        key.role,
        stateOf(key, today),
        key.validUntil ?? '-',
        lastUsedAt?.slice(0, 16) ?? '-',
        key.id,
        key.provider ?? '-',
      ])
    before = page.at(-1)?.key.id ?? null
    if (page.length < PAGE) break
  }
  console.log(lines.map(line => line.join('\t')).join('\n'))
}

function stateOf({ revokedAt, validUntil }: KeyRow, today: string): string {
  if (revokedAt) return '已吊销 revoked'
  return validUntil !== null && validUntil < today ? '已到期 expired' : '可用 works'
}
