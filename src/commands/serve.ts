import { readConfig } from '../config.ts'
import { businessDay } from '../ledger/clock.ts'
import { openService, type Service } from '../service.ts'
import { ensureCity } from './first-start.ts'
import { openConfiguredStore, stopSignal } from './open.ts'

const EXAMPLE = { service: '05-001', area: '330203' }
const ROLES = ['dispatcher', 'registrar', 'regulator', 'firm', 'admin'] as const

/** Starts the service and runs until it is told to stop. */
export async function serve(_args: string[]): Promise<number> {
  const config = readConfig(process.env)
  await ensureCity(config)
  const store = await openConfiguredStore(config)
  const service = await openService({ store, config })
  const provider = exampleProvider(service)
  const keys = await firstKeys(service, provider)
  const server = await service.listen()
  const address = server.address() as { port: number }
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const stopped = stopSignal()
  console.log(greeting(`http://${host}:${address.port}`, keys, provider))
  await stopped
  await service.close()
  return 0
}

/** The provider of the examples: the first on the list for the example service. */
function exampleProvider({ index, ledger }: Service): string | null {
  const { service, area } = EXAMPLE
  return (
    index.list(service, area, businessDay(ledger.clock.now())).find(listed => listed.provider.kind === 'firm')?.provider
      .id ?? null
  )
}

/** One key per role for a database that has none yet; the firm's is bound to the provider of the examples. */
async function firstKeys({ ledger, keys }: Service, provider: string | null): Promise<Map<string, string> | null> {
  if ((await ledger.read(db => db.$count(ledger.store.tables.keys))) > 0) return null
  return ledger.write('first-start', async tx => {
    const issued = new Map<string, string>()
    for (const role of ROLES) {
      if (role === 'firm' && !provider) continue
      const { key } = await keys.issue(tx, role, role === 'firm' ? provider : null, '首次启动 first start')
      issued.set(role, key)
    }
    return issued
  })
}

function greeting(address: string, keys: Map<string, string> | null, provider: string | null): string {
  const lines = [`信桥 Xinqiao  ${address}`, `接口文档 docs  ${address}/docs`]
  if (keys) {
    lines.push('', '密钥（仅显示这一次） keys, shown only now')
    for (const [role, key] of keys) lines.push(`${role}  ${key}`)
  }
  if (provider) lines.push('', '试一试 try', ...examples(address, keys?.get('dispatcher') ?? 'xq_…', provider))
  return lines.join('\n')
}

function examples(address: string, key: string, provider: string): string[] {
  const { service, area } = EXAMPLE
  const body = JSON.stringify({ items: [{ provider, service, area }] })
  return [
    `curl -H 'Authorization: Bearer ${key}' '${address}/v1/eligible-providers?service=${service}&area=${area}&limit=3'`,
    `curl '${address}/v1/providers/${provider}/rating'`,
    `curl -X POST -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${body}' '${address}/v1/eligibility-decisions'`,
  ]
}
