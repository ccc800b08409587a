import { bound } from '../store/bounds.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Recorded } from './append.ts'
import { bytesOf, commitment, entryHash, GENESIS } from './entry.ts'
import type { Head } from './ledger.ts'
import { recordedAfter } from './rows.ts'

const PAGE = bound('verify-page', 2_000)

/** The first entry that fails to verify, and the reason. */
export class LedgerBroken extends Error {
  readonly seq: number
  constructor(seq: number, why: string) {
    super(`ledger broken at entry ${seq}: ${why}`)
    this.name = 'LedgerBroken'
    this.seq = seq
  }
}

/** Recomputes every hash and every commitment whose text was not erased. Throws LedgerBroken at the first that does not match. */
export async function verifyLedger(
  db: Reader,
  tables: Tables,
  head: Head,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  let prev = GENESIS
  let seq = 0
  for (;;) {
    const page = await recordedAfter(db, tables, seq, PAGE)
    for (const recorded of page) {
      verifyEntry(recorded, seq + 1, prev)
      prev = recorded.entry.hash
      seq++
    }
    onProgress(seq)
    if (page.length < PAGE) break
  }
  if (seq !== head.seq || prev !== head.hash) throw new LedgerBroken(seq + 1, `the head says ${head.seq} ${head.hash}`)
}

function verifyEntry({ entry, seals }: Recorded, seq: number, prev: string): void {
  if (entry.seq !== seq) throw new LedgerBroken(seq, `it is missing, the next is ${entry.seq}`)
  if (entry.prev !== prev) throw new LedgerBroken(seq, 'its prev is not the hash before')
  if (entryHash(prev, bytesOf(entry)) !== entry.hash) throw new LedgerBroken(seq, 'its content does not give its hash')
  for (const [field, committed] of Object.entries(entry.sealed ?? {})) {
    const seal = seals[field]
    if (!seal) throw new LedgerBroken(seq, `the seal of ${field} is missing`)
    if (seal.text !== null && commitment(seal.salt, seal.text) !== committed)
      throw new LedgerBroken(seq, `the text of ${field} is not the one that was sealed`)
  }
}
