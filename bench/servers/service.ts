/** The real service in a process of its own: keys checked, requests validated, one log line per request. */
import type { AddressInfo } from 'node:net'
import type { KeyRole } from '../../src/api/keys.ts'
import { DEFAULT_QUOTAS } from '../../src/api/quota.ts'
import { DEFAULT_THREADS } from '../../src/config.ts'
import { openService } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { argument, patient, serveQuestions } from '../harness/process.ts'

/** No measurement may meet its quota; it is counted all the same. */
const QUOTA = 1_000_000_000
const started = performance.now()
const { folder, maxBatch, usualQuotas } = argument() as { folder: string; maxBatch?: number; usualQuotas?: boolean }

async function open() {
  const store = await openStore({ dataDir: folder, maxBatch })
  const unlimited = {
    public: QUOTA,
    dispatcher: QUOTA,
    'follow-up': QUOTA,
    registrar: QUOTA,
    regulator: QUOTA,
    firm: QUOTA,
    admin: QUOTA,
  }
  // Under attack the quotas are part of what is measured; only dispatch itself is driven beyond its own.
  const quotas = usualQuotas ? { ...DEFAULT_QUOTAS, dispatcher: QUOTA } : unlimited
  const threads = DEFAULT_THREADS
  const config = { port: 0, host: '127.0.0.1', checkResponses: false, log: 'info' as const, quotas, threads }
  const service = await openService({ store, config })
  const { port } = patient(await service.listen()).address() as AddressInfo
  const seconds = (performance.now() - started) / 1000
  return {
    port: () => ({ port }),
    /** Seconds from the first line of this file to listening. */
    startUp: () => ({ seconds }),
    /** A new key, whose quota is whole. */
    key: async ({ role, provider }: { role: KeyRole; provider: string | null }) => ({
      key: await service.ledger.write('bench', async tx => (await service.keys.issue(tx, role, provider, role)).key),
    }),
    close: () => service.close(),
  }
}

serveQuestions(open())
