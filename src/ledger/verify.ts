import { bound } from '../store/bounds.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Recorded } from './append.ts'
import { bytesOf, commitment, type Entry, entryHash, GENESIS } from './entry.ts'
import type { Head } from './ledger.ts'
import { recordedAfter } from './rows.ts'

const PAGE = bound('verify-page', 2_000)
/** Faults that are named; the others are counted. */
const NAMED = 10

/** A failure to verify: an entry, and the reason. */
export class LedgerBroken extends Error {
  readonly seq: number
  constructor(seq: number, why: string) {
    super(`ledger broken at entry ${seq}: ${why}`)
    this.name = 'LedgerBroken'
    this.seq = seq
  }
}

export interface LedgerFaults {
  count: number
  first: LedgerBroken[]
}

/** Recomputes every hash and every commitment. Throws LedgerBroken at the first that does not match. */
export async function verifyLedger(
  db: Reader,
  tables: Tables,
  head: Head,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  const { first } = await ledgerFaults(db, tables, head, onProgress)
  if (first[0]) throw first[0]
}

/**
 * Everything in which a ledger fails: each entry by its hash and its place, each sealed text by its commitment, each missing text by
 * the entry that has erased it, the head by the last entry.
 */
export async function ledgerFaults(
  db: Reader,
  tables: Tables,
  head: Head,
  onProgress: (done: number) => void = () => {},
): Promise<LedgerFaults> {
  const walk = new Walk()
  for (;;) {
    const page = await readPage(db, tables, walk)
    for (const recorded of page) walk.entry(recorded)
    onProgress(walk.seq)
    if (page.length === 0) break
  }
  walk.end(head, await db.$count(tables.sealed))
  return walk.faults
}

/** The next entries; those before the first that cannot be read, if there is one. */
async function readPage(db: Reader, tables: Tables, walk: Walk): Promise<Recorded[]> {
  try {
    return await recordedAfter(db, tables, walk.seq, PAGE)
  } catch (error) {
    // Not a text of JSON any more: read one by one up to it.
    if (!(error instanceof SyntaxError)) throw error
  }
  const page: Recorded[] = []
  for (;;)
    try {
      const [next] = await recordedAfter(db, tables, walk.seq + page.length, 1)
      if (!next) return page
      page.push(next)
    } catch {
      for (const recorded of page) walk.entry(recorded)
      walk.skip('it cannot be read')
      return readPage(db, tables, walk)
    }
}

/** Goes along a ledger, entry by entry. */
class Walk {
  seq = 0
  readonly faults: LedgerFaults = { count: 0, first: [] }
  /** Of the last entry; null after one that could not be read. */
  #prev: string | null = GENESIS
  #seals = 0
  /** Texts that are not there any more: seq and field -> whether an entry has erased them. */
  #gone = new Map<string, boolean>()

  entry({ entry, seals }: Recorded): void {
    if (entry.seq !== this.seq + 1) this.#missing(entry.seq)
    this.seq = entry.seq
    if (this.#prev !== null && entry.prev !== this.#prev) this.#fault('its prev is not the hash before')
    if (hashOf(entry) !== entry.hash) this.#fault('its content does not give its hash')
    this.#prev = entry.hash
    if (entry.sealed) this.#texts(entry.sealed, seals)
    if (entry.type === 'text.erased') this.#erasure(entry)
  }

  skip(why: string): void {
    this.seq++
    this.#prev = null
    this.#fault(why)
  }

  end(head: Head, seals: number): void {
    if (this.seq !== head.seq || (this.#prev !== null && this.#prev !== head.hash))
      this.#fault(`the head says ${head.seq} ${head.hash}`, this.seq + 1)
    for (const [place, erased] of this.#gone) {
      const [seq, field] = place.split('/')
      if (!erased) this.#fault(`the text of ${field} is gone, and no entry has erased it`, Number(seq))
    }
    if (seals !== this.#seals) this.#fault(`there are ${seals} sealed texts, the entries have sealed ${this.#seals}`)
  }

  #missing(next: number): void {
    this.#fault(`it is missing, the next is ${next}`, this.seq + 1)
    this.#prev = null
  }

  #texts(sealed: Record<string, string>, seals: Recorded['seals']): void {
    for (const [field, committed] of Object.entries(sealed)) {
      const seal = seals[field]
      if (!seal) {
        this.#fault(`the seal of ${field} is missing`)
        continue
      }
      this.#seals++
      if (seal.text === null) this.#gone.set(`${this.seq}/${field}`, false)
      else if (!isSealed(seal.salt, seal.text, committed))
        this.#fault(`the text of ${field} is not the one that was sealed`)
    }
  }

  #erasure({ payload }: Entry): void {
    for (const field of payload.fields as string[]) {
      const place = `${payload.target}/${field}`
      if (this.#gone.has(place)) this.#gone.set(place, true)
      else this.#fault(`it has erased the text of ${field} of entry ${payload.target}, which is still there`)
    }
  }

  #fault(why: string, seq = this.seq): void {
    this.faults.count++
    if (this.faults.first.length < NAMED) this.faults.first.push(new LedgerBroken(seq, why))
  }
}

/** Null for content that has no canonical form. */
function hashOf(entry: Entry): string | null {
  try {
    return entryHash(entry.prev, bytesOf(entry))
  } catch {
    return null
  }
}

/** A salt that was damaged is no salt. */
function isSealed(salt: string, text: string, committed: string): boolean {
  return /^[0-9a-f]{64}$/.test(salt) && commitment(salt, text) === committed
}
