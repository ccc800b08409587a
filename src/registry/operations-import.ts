import type { Handler } from '../api/operations.ts'
import { importRegister } from './import.ts'

export const importProviders: Handler<'importProviders'> = async ({ query, body }, { ledger, caller }) => ({
  status: 200,
  body: await importRegister(ledger, body, { actor: caller.actor, dryRun: query.dryRun }),
})
