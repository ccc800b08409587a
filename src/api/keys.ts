import { type KeyObject, randomBytes } from 'node:crypto'
import { timestamp } from '../ledger/clock.ts'
import type { Entry, EntryType, Ledger, Transaction } from '../ledger/ledger.ts'
import { desc, eq, lt } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { isKey, keyMac, macKey, newKey } from './key-form.ts'
import type { Caller, Role } from './operations.ts'

export type KeyRole = Exclude<Role, 'public'>
export type KeyRow = Tables['keys']['$inferSelect']

export const keyEntries: EntryType[] = [
  {
    type: 'key.issued',
    async apply({ db, tables }, { payload, at }) {
      await db.insert(tables.keys).values({ ...payload, issuedAt: at, revokedAt: null })
    },
  },
  {
    type: 'key.revoked',
    async apply({ db, tables }, { payload, at }) {
      await db.update(tables.keys).set({ revokedAt: at }).where(eq(tables.keys.id, payload.id))
    },
  },
]

const SECRET = 'key-mac'
const BEARER = /^Bearer +(\S+) *$/i

/**
 * The keys of a database, in memory: a look-up costs one HMAC. Kept current by the ledger before the write that issues or revokes a key is
 * answered, so a revoked key stops working at once.
 */
export class Keys {
  #ledger: Ledger
  #secret: KeyObject
  #byMac = new Map<string, KeyRow>()
  /** Key -> last use, ms. */
  #used = new Map<string, number>()
  #byConnection = new WeakMap<object, { authorization: string; caller: Caller; era: number }>()
  /** Changes with every change of any key. */
  era = 0

  private constructor(ledger: Ledger, secret: string) {
    this.#ledger = ledger
    this.#secret = macKey(secret)
    ledger.onCommit({
      name: 'keys',
      follow: entries => this.#follow(entries),
      giveUp: ({ subject }) => this.#shutOff(subject),
    })
  }

  static async open(ledger: Ledger): Promise<Keys> {
    const keys = new Keys(ledger, await macSecret(ledger))
    await keys.#reload()
    return keys
  }

  /** Who sends this key; null for an unknown or revoked one. */
  caller(key: string): Caller | null {
    if (!isKey(key)) return null
    // The map is keyed by a MAC under a secret: timing of the look-up tells nothing of any key.
    const row = this.#byMac.get(keyMac(this.#secret, key))
    if (!row || row.revokedAt) return null
    return { role: row.role as KeyRole, keyId: row.id, provider: row.provider, actor: `key:${row.id}` }
  }

  /**
   * Who sends this Authorization header; null for one that is not a good key. Remembered by connection, with the text that was checked, until
   * any key changes: whoever times the comparison learns of nothing but what came over that connection.
   */
  ofHeader(connection: object, authorization: string): Caller | null {
    const known = this.#byConnection.get(connection)
    if (known?.authorization === authorization && known.era === this.era) return known.caller
    const key = BEARER.exec(authorization)?.[1]
    const caller = key ? this.caller(key) : null
    if (caller) this.#byConnection.set(connection, { authorization, caller, era: this.era })
    return caller
  }

  /** Whether a header has the form of one with a key: another is not worth a look at the database. */
  mayExist(authorization: string): boolean {
    return isKey(BEARER.exec(authorization)?.[1] ?? '')
  }

  /** Notes that a key was used; `now` in ms. */
  used(id: string, now: number): void {
    this.#used.set(id, now)
  }

  /** Issues a key in a unit of work. The key is in the answer only. */
  async issue(
    tx: Transaction,
    role: KeyRole,
    provider: string | null,
    label: string,
  ): Promise<{ id: string; key: string; entry: Entry }> {
    const key = newKey()
    const id = this.#ledger.newId()
    const payload = { id, role, provider, label, mac: keyMac(this.#secret, key) }
    return { id, key, entry: await tx.append({ type: 'key.issued', subject: id, payload }) }
  }

  /** Writes down when keys were last used; called now and then, never on a request's path. */
  async writeUse(): Promise<void> {
    const used = [...this.#used]
    if (used.length === 0) return
    this.#used.clear()
    const { keyUse } = this.#ledger.store.tables
    await this.#ledger.store.write(async db => {
      for (const [key, at] of used) {
        const lastUsedAt = timestamp(at)
        await db
          .insert(keyUse)
          .values({ key, lastUsedAt })
          .onConflictDoUpdate({ target: keyUse.key, set: { lastUsedAt } })
      }
    })
  }

  async #follow(entries: readonly Entry[]): Promise<void> {
    if (entries.some(entry => entry.type.startsWith('key.'))) await this.#reload()
  }

  /** A key whose entry could not be taken in opens nothing. */
  #shutOff(id: string): void {
    for (const [mac, row] of this.#byMac) if (row.id === id) this.#byMac.delete(mac)
    this.era++
  }

  async #reload(): Promise<void> {
    const { keys } = this.#ledger.store.tables
    const rows = await this.#ledger.read(db => db.select().from(keys))
    this.#byMac = new Map(rows.map(row => [row.mac, row]))
    this.era++
  }
}

/** The secret under which this database's keys are kept; made at the first start. */
async function macSecret(ledger: Ledger): Promise<string> {
  const { secrets } = ledger.store.tables
  return ledger.store.write(async db => {
    await db
      .insert(secrets)
      .values({ name: SECRET, value: randomBytes(32).toString('hex') })
      .onConflictDoNothing()
    const [row] = await db.select().from(secrets).where(eq(secrets.name, SECRET))
    return row!.value
  })
}

/** Keys with their last use, newest first, after the cursor's id. */
export async function listKeyRows(db: Reader, tables: Tables, before: string | null, limit: number) {
  const { keys, keyUse } = tables
  return db
    .select({ key: keys, lastUsedAt: keyUse.lastUsedAt })
    .from(keys)
    .leftJoin(keyUse, eq(keyUse.key, keys.id))
    .where(before === null ? undefined : lt(keys.id, before))
    .orderBy(desc(keys.id))
    .limit(limit)
}
