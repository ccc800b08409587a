import { parseArgs } from 'node:util'
import { type KeyRole, Keys } from '../api/keys.ts'
import { readConfig } from '../config.ts'
import { requireProvider } from '../registry/require.ts'
import { openCity } from './open.ts'
import { openTrustedLedger } from './trusted-clock.ts'

const ROLES = ['dispatcher', 'follow-up', 'registrar', 'regulator', 'firm', 'admin']
const OPTIONS = { provider: { type: 'string' }, label: { type: 'string', default: '命令行 command line' } } as const
const USAGE = `usage: npm run keys -- issue ${ROLES.join('|')} [--provider ID] [--label TEXT]`

/** `keys issue ROLE`: issues a key and prints it once as `role  key`. */
export async function keys(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [what, role = ''] = positionals
  if (what !== 'issue' || !ROLES.includes(role) || (role === 'firm') !== (values.provider !== undefined))
    throw new Error(USAGE)
  const store = await openCity(readConfig(process.env))
  try {
    const ledger = await openTrustedLedger(store)
    const issuer = await Keys.open(ledger)
    const provider = values.provider ?? null
    const { key } = await ledger.write('command-line', async tx => {
      if (provider) await requireProvider(tx.db, tx.tables, provider)
      return issuer.issue(tx, role as KeyRole, provider, values.label)
    })
    console.log(`${role}  ${key}`)
  } finally {
    await store.close()
  }
  return 0
}
