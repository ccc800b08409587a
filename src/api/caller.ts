import type { IncomingMessage } from 'node:http'
import { ROLE_WORDS } from '../ledger/role-words.ts'
import { registryError } from '../registry/errors.ts'
import { type Operation, OWN_ANSWER } from './contract.ts'
import { callerError } from './errors-callers.ts'
import type { Keys } from './keys.ts'
import type { Caller, Language } from './operations.ts'

const PUBLIC: Caller = { role: 'public', keyId: null, provider: null, actor: 'public' }

/** The caller, by the Authorization header. A key that is given must be good, on public operations too: `key-invalid`, `key-expired` (401). */
export function identify(keys: Keys, { headers, socket }: IncomingMessage, now: number): Caller {
  const { authorization } = headers
  if (authorization === undefined) return PUBLIC
  const caller = keys.ofHeader(socket, authorization)
  if (!caller) throw callerError(keys.refusal(authorization))
  keys.used(caller.keyId!, now)
  return caller
}

/** Refuses a caller whose role the contract does not name, and a firm that asks about another provider. */
export function authorise(operation: Operation, caller: Caller, params: Record<string, string>): void {
  const { roles } = operation
  if (roles.includes('public')) return
  if (caller.role === 'public') throw callerError('key-missing')
  if (!roles.includes(caller.role))
    throw callerError('role-not-allowed', { role: ROLE_WORDS[caller.role], operation: operation.id })
  if (
    caller.role === 'firm' &&
    operation.own !== OWN_ANSWER &&
    (operation.own === null || params[operation.own] !== caller.provider)
  )
    throw registryError('not-your-provider')
}

/** zh-CN unless English is what the caller would rather have. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { language: Language; weight: number } = { language: 'zh-CN', weight: 0 }
  for (const part of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...options] = part.trim().toLowerCase().split(';')
    const weight = Number(/q=([\d.]+)/.exec(options.join(';'))?.[1] ?? 1)
    const language = /^zh\b/.test(tag) ? 'zh-CN' : /^en\b/.test(tag) ? 'en' : null
    if (language && weight > best.weight) best = { language, weight }
  }
  return best.language
}
