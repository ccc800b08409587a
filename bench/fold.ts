/** The rating fold over 14 million pieces of evidence in memory, beside reading as many from the ledger without folding. */
import { rmSync } from 'node:fs'
import { entriesAfter } from '../src/ledger/rows.ts'
import { accept } from '../src/ratings/engine/engine.ts'
import { newRecord, type ProviderRecord, pairKey, type Records } from '../src/ratings/engine/records.ts'
import type { Evidence, Weighed } from '../src/ratings/rules/evidence.ts'
import { VoiceMap } from '../src/ratings/rules/fold.ts'
import { loadMethodology } from '../src/ratings/rules/methodology.ts'
import type { CustomerMemory, Pair } from '../src/ratings/rules/weighing.ts'
import type { Bench } from './harness/bench.ts'
import { compare, interleave } from './harness/measure.ts'
import { take } from './intake.ts'

const TODAY = 2_519
const PAGE = 2_000
const FOURTEEN_MILLION = 14_000_000

/** A Records that keeps what folding needs and none of the pieces: fourteen million fit into memory. */
class FoldRecords implements Records {
  lastSeq = 0
  lastDay = 0
  evaluatedThrough = TODAY
  passedThrough = TODAY
  readonly #records = new Map<string, ProviderRecord>()
  readonly #pairs = new Map<string, Pair>()
  readonly #memories = new Map<string, CustomerMemory>()
  readonly #voices = new Map<string, VoiceMap>()
  readonly #customers = new Set<string>()

  find = (provider: string) => this.#records.get(provider)
  open(provider: string): ProviderRecord {
    const known = this.#records.get(provider)
    if (known) return known
    const record = newRecord(provider)
    this.#records.set(provider, record)
    return record
  }
  all = () => this.#records.values()
  sanctioned = () => []
  touch() {}
  pair = (root: string, kind: string, customer: string) => this.#pairs.get(pairKey(root, kind, customer))
  setPair(root: string, kind: string, customer: string, pair: Pair) {
    this.#pairs.set(pairKey(root, kind, customer), pair)
  }
  memory = (customer: string) => this.#memories.get(customer)
  setMemory(customer: string, memory: CustomerMemory) {
    this.#memories.set(customer, memory)
  }
  voices(provider: string): VoiceMap {
    const known = this.#voices.get(provider) ?? new VoiceMap()
    this.#voices.set(provider, known)
    return known
  }
  hasCustomer = (provider: string, customer: string) => this.#customers.has(`${provider}\0${customer}`)
  addCustomer(provider: string, customer: string) {
    this.#customers.add(`${provider}\0${customer}`)
  }
  replaceCustomers() {}
  evidence = () => undefined
  liveEvidence = (): readonly Weighed[] => []
  addEvidence() {}
  touchEvidence() {}
  story = (): readonly Weighed[] => []
  changed() {}
  publicChanged() {}
  republish() {}
}

export const fold: Bench = {
  name: 'fold',
  async run({ pick }) {
    const held = pick(500_000, 300)
    const total = pick(FOURTEEN_MILLION, 900)
    const passes = Math.ceil(total / held)
    const { folder, store, ledger } = await take(held)
    const read = async (each: (page: Evidence[]) => void) => {
      const { tables } = store
      for (let seq = 0; ; ) {
        const page = await ledger.read(db => entriesAfter(db, tables, seq, PAGE))
        const pieces = page.filter(entry => /^evidence\.(order|review)$/.test(entry.type))
        each(
          pieces.map(({ type, payload, seq: at }) => ({ ...payload, kind: type.slice(9), seq: at, ledgerDay: TODAY })),
        )
        if (page.length < PAGE) return
        seq = page.at(-1)!.seq
      }
    }
    const pieces: Evidence[] = []
    await read(page => pieces.push(...page))
    const m = loadMethodology()
    const folding = async () => {
      const records = new FoldRecords()
      const started = performance.now()
      for (let seq = 1; seq <= total; ) {
        for (const piece of pieces) {
          accept(m, records, { ...piece, seq: seq++ })
          if (seq > total) break
        }
      }
      return (performance.now() - started) / 1000
    }
    const reading = async () => {
      let count = 0
      const started = performance.now()
      for (let pass = 0; pass < passes; pass++)
        await read(page => {
          count += page.length
        })
      return ((performance.now() - started) / 1000) * (total / count)
    }
    const values = await interleave(pick(2, 1), folding, reading, false)
    await store.close()
    rmSync(folder, { recursive: true, force: true })
    const measurement = `rating fold over ${total} pieces of evidence in memory (${held} distinct, ${passes} times) / reading as many from the ledger`
    return [compare({ name: 'fold', measurement, unit: 's', target: { most: 1.5 } }, values)]
  },
}
