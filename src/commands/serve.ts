import type { Server } from 'node:http'
import { parseArgs } from 'node:util'
import { openDoor } from '../api/door.ts'
import { CITY } from '../city/city.ts'
import { type Config, readConfig } from '../config.ts'
import { businessDay } from '../ledger/clock.ts'
import { openService, type Service } from '../service.ts'
import { firstKeys } from './first-keys.ts'
import { ensureCity } from './first-start.ts'
import { greeting } from './greeting.ts'
import { reportHeld, TimeKeeper } from './keep-time.ts'
import { openConfiguredStore, stopSignal } from './open.ts'
import { catchUncaught, endWithin, STOP_MS } from './stop.ts'
import { requireTrustedClock } from './trusted-clock.ts'

const OPTIONS = { 'clock-is-right': { type: 'boolean', default: false } } as const

/** Starts the service and runs until it is told to stop. The port comes first: one that is in use must not cost a city and its keys. */
export async function serve(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const config = readConfig(process.env)
  const door = await openDoor(config)
  const opened: { close(): Promise<void> }[] = []
  try {
    await run(config, values['clock-is-right'], door, opened)
  } finally {
    endWithin(STOP_MS)
    await opened.at(-1)?.close()
    door.closeAllConnections()
    door.close()
  }
  return 0
}

interface Closable {
  close(): Promise<void>
}

/** Until a signal. Puts into `opened` what has to be closed, the newest last: it closes what came before it. */
async function run(config: Config, confirmed: boolean, door: Server, opened: Closable[]): Promise<void> {
  await ensureCity(config, { confirmed })
  const store = await openConfiguredStore(config)
  opened.push(store)
  const clock = await requireTrustedClock(store, confirmed)
  const service = await openService({ store, config, door, clock })
  const keeper = new TimeKeeper(store, clock, reportHeld)
  opened.push({ close: () => keeper.stop().finally(() => service.close()) })
  await keeper.start().look()
  const provider = exampleProvider(service)
  const { dataDir } = config
  const keys = await firstKeys(service, provider, { dataDir, isTerminal: process.stdout.isTTY })
  const { port } = door.address() as { port: number }
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const stopped = stopSignal()
  console.log(greeting({ address: `http://${host}:${port}`, keys, provider, dataDir }))
  const release = catchUncaught(error => service.failed(error))
  await stopped
  release()
}

/** The provider of the examples: the first on the list for the example service. */
function exampleProvider({ index, ledger }: Service): string | null {
  if (!CITY.example) return null
  const { service, area } = CITY.example
  return (
    index.list(service, area, businessDay(ledger.clock.now())).find(listed => listed.provider.kind === 'firm')?.provider
      .id ?? null
  )
}
