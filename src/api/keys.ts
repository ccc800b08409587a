import type { KeyObject } from 'node:crypto'
import { dateToDay, dayStart, timestamp } from '../ledger/clock.ts'
import type { Entry, Ledger, Transaction } from '../ledger/ledger.ts'
import { isKey, keyMac, macKey, newKey } from './key-form.ts'
import { type KeyRow, macSecret } from './key-rows.ts'
import type { Caller, Role } from './operations.ts'

export type KeyRole = Exclude<Role, 'public'>

/** A key in memory. */
interface Known extends KeyRow {
  /** The first millisecond at which it works no more; infinite for no end. */
  endsAt: number
}

/** The caller of a key now; `key-expired` after its last day. */
export type Opened = { caller: Caller; endsAt: number } | 'key-invalid' | 'key-expired'

const BEARER = /^Bearer +(\S+) *$/i

/** The key in an Authorization header; empty if there is none. */
const keyOf = (authorization: string) => BEARER.exec(authorization)?.[1] ?? ''

const endOf = ({ validUntil }: KeyRow) =>
  validUntil === null ? Number.POSITIVE_INFINITY : dayStart(dateToDay(validUntil) + 1)

/**
 * The keys of a database, in memory: a look-up costs one HMAC. Kept current by the ledger before the write that issues or revokes a key is
 * answered, so a revoked key stops working at once.
 */
export class Keys {
  #ledger: Ledger
  #secret: KeyObject
  #byMac = new Map<string, Known>()
  /** Key -> last use, ms. */
  #used = new Map<string, number>()
  #byConnection = new WeakMap<object, { authorization: string; caller: Caller; endsAt: number; era: number }>()
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

  /** The caller who sends this key now, or the reason why it is refused. */
  open(key: string): Opened {
    if (!isKey(key)) return 'key-invalid'
    // The map is keyed by a MAC under a secret: timing of the look-up tells nothing of any key.
    const row = this.#byMac.get(keyMac(this.#secret, key))
    if (!row || row.revokedAt) return 'key-invalid'
    if (row.endsAt <= this.#ledger.clock.now()) return 'key-expired'
    const { id, role, provider, endsAt } = row
    return { caller: { role: role as KeyRole, keyId: id, provider, actor: `key:${id}` }, endsAt }
  }

  /**
   * The caller of this Authorization header; null for one that is not a good key. Remembered by connection, with the text that was checked, until
   * any key changes or this one ends: whoever times the comparison learns of nothing but what came over that connection.
   */
  ofHeader(connection: object, authorization: string): Caller | null {
    const known = this.#byConnection.get(connection)
    if (known?.authorization === authorization && known.era === this.era && known.endsAt > this.#ledger.clock.now())
      return known.caller
    const opened = this.open(keyOf(authorization))
    if (typeof opened === 'string') return null
    this.#byConnection.set(connection, { authorization, ...opened, era: this.era })
    return opened.caller
  }

  /** Why a header opens nothing. */
  refusal(authorization: string): 'key-invalid' | 'key-expired' {
    return this.open(keyOf(authorization)) === 'key-expired' ? 'key-expired' : 'key-invalid'
  }

  /** Keys that work now and end within so many milliseconds. */
  endingWithin(ms: number): number {
    const now = this.#ledger.clock.now()
    return [...this.#byMac.values()].filter(row => !row.revokedAt && row.endsAt > now && row.endsAt <= now + ms).length
  }

  /** True if a header has the form of one with a key: another is not worth a look at the database. */
  mayExist(authorization: string): boolean {
    return isKey(keyOf(authorization))
  }

  /** Notes that a key was used; `now` in ms. */
  used(id: string, now: number): void {
    this.#used.set(id, now)
  }

  /** Issues a key in a unit of work; `validUntil`: its last day. The key is in the answer only. */
  async issue(
    tx: Transaction,
    role: KeyRole,
    provider: string | null,
    name: string,
    validUntil?: string,
  ): Promise<{ id: string; key: string; entry: Entry }> {
    const key = newKey()
    const id = this.#ledger.newId()
    const end = validUntil === undefined ? {} : { validUntil }
    const payload = { id, role, provider, name, ...end, mac: keyMac(this.#secret, key) }
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
    this.#byMac = new Map(rows.map(row => [row.mac, { ...row, endsAt: endOf(row) }]))
    this.era++
  }
}
