/** The keys that the first start issues, and the place where they are shown: never a journal. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { timestamp } from '../ledger/clock.ts'
import type { Service } from '../service.ts'
import { makeOwnFolder, writeOwnFile } from '../store/own-files.ts'

const ROLES = ['dispatcher', 'follow-up', 'registrar', 'regulator', 'firm', 'admin'] as const
/** In the data folder; only its owner may read it. */
export const FIRST_KEYS_FILE = 'first-keys.txt'

/** Keys by role. `file`: written there, because the output may end in a journal that others read. */
export interface FirstKeys {
  keys: Map<string, string>
  file: string | null
}

/**
 * One key per role for a database that has none yet; the firm's is bound to `provider`. The file is on disk before the keys count:
 * if it cannot be written, none is issued.
 */
export async function firstKeys(
  { ledger, keys }: Service,
  provider: string | null,
  { dataDir, isTerminal }: { dataDir: string; isTerminal: boolean },
): Promise<FirstKeys | null> {
  if ((await ledger.read(db => db.$count(ledger.store.tables.keys))) > 0) return null
  const file = isTerminal ? null : join(resolve(dataDir), FIRST_KEYS_FILE)
  return ledger.write('first-start', async tx => {
    const issued = new Map<string, string>()
    for (const role of ROLES) {
      if (role === 'firm' && !provider) continue
      const { key } = await keys.issue(tx, role, role === 'firm' ? provider : null, `first-${role}`)
      issued.set(role, key)
    }
    if (file) writeKeys(dataDir, file, issued, tx.now)
    return { keys: issued, file }
  })
}

function writeKeys(dataDir: string, file: string, keys: Map<string, string>, now: number): void {
  makeOwnFolder(dataDir)
  const title = [
    `# 信桥 Xinqiao ${timestamp(now)}`,
    '# 首次启动的密钥，转存后请删除本文件 keys of the first start: store them elsewhere, then remove this file',
  ]
  writeOwnFile(file, `${[...title, ...[...keys].map(([role, key]) => `${role}  ${key}`)].join('\n')}\n`)
}

/** The file of the first keys, if it was not removed yet. */
export function keysFileLeft(dataDir: string): string | null {
  const file = join(resolve(dataDir), FIRST_KEYS_FILE)
  return existsSync(file) ? file : null
}
