/** The explanation of a very large firm: one page of its evidence, each piece with the score without it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Random } from '../src/demo/random.ts'
import { foundCity } from '../src/founding/found-city.ts'
import { foldOf } from '../src/ratings/engine/decide.ts'
import { liveEvidenceOf } from '../src/ratings/live/rows.ts'
import { loadMethodology } from '../src/ratings/rules/methodology.ts'
import { scoreAt } from '../src/ratings/rules/score.ts'
import { openLedger, openService } from '../src/service.ts'
import { openStore } from '../src/store/open.ts'
import { portOf } from './edge.ts'
import type { Bench } from './harness/bench.ts'
import { evidence } from './harness/city.ts'
import { once, requestBytes } from './harness/load.ts'
import { absolute, compare, interleave } from './harness/measure.ts'
import { Child } from './harness/process.ts'

const PAGE = 50
const SEED = 20_261_126
const FOLDER = fileURLToPath(new URL('../var/bench/', import.meta.url))

export const explanation: Bench = {
  name: 'explanation',
  async run({ rounds, pick }) {
    const pieces = pick(5_000, 200)
    const firm = await makeFirm(pieces)
    const service = await Child.start('servers/service.ts', { folder: firm.folder })
    const port = await portOf(service)
    const path = `/v1/providers/${firm.provider}/rating/explanation`
    const page = (query: string) => requestBytes('GET', path + query, firm.key)
    const whole = await cursors(port, page)
    const time = (query: string) => async () => {
      let total = 0
      for (let call = pick(10, 1); call > 0; call -= 1) total += (await answered(port, page(query))).ms
      return total / pick(10, 1)
    }
    const newest = await interleave(rounds, time(''), firm.foldAnew)
    const oldest: number[] = []
    for (let round = 0; round < rounds; round++) oldest.push(await time(whole.last)())
    await service.stop()
    rmSync(firm.folder, { recursive: true, force: true })
    const of = `of ${pieces.toLocaleString('en')} pieces`
    return [
      compare(
        {
          name: 'explanation-newest',
          measurement: `explanation, newest ${PAGE} ${of} / the same ${PAGE} pieces folded anew, one by one`,
          unit: 'ms',
          target: { most: 0.5 },
        },
        newest,
      ),
      absolute(
        {
          name: 'explanation-oldest',
          measurement: `explanation, oldest ${PAGE} ${of}`,
          unit: 'ms',
          target: { most: 500 },
          notes: [`${whole.pages} pages of ${PAGE} in ${whole.seconds.toFixed(2)} s`],
        },
        oldest,
      ),
    ]
  },
}

type Explained = { evidence: { next: string | null } }

/** One answer. What a busy machine makes the service refuse is asked again: explanations are the first to wait. */
async function answered(port: number, bytes: Buffer): Promise<{ body: string; ms: number }> {
  for (;;) {
    const started = performance.now()
    const { status, body } = await once(port, bytes)
    if (status === 200) return { body, ms: performance.now() - started }
    if (status !== 503) throw new Error(`${status} ${body.slice(0, 400)}`)
    await setTimeout(50)
  }
}

/** Reads every page once. @returns the query of the last one, and the time for all */
async function cursors(port: number, page: (query: string) => Buffer) {
  const started = performance.now()
  let last = ''
  let pages = 0
  for (let query: string | null = ''; query !== null; pages += 1) {
    last = query
    const { evidence: shown }: Explained = JSON.parse((await answered(port, page(query))).body)
    query = shown.next === null ? null : `?cursor=${encodeURIComponent(shown.next)}`
  }
  return { last, pages, seconds: (performance.now() - started) / 1000 }
}

/** A database with one firm of so many pieces, in the order of their days, and what explaining it without shortcuts costs. */
async function makeFirm(pieces: number) {
  mkdirSync(FOLDER, { recursive: true })
  const folder = mkdtempSync(join(FOLDER, 'firm-'))
  const store = await openStore({ dataDir: folder })
  const opened = await openLedger(store)
  const { ledger } = opened
  await foundCity(opened)
  const provider = ledger.newId()
  await ledger.write('bench', async tx => {
    const facts = {
      kind: 'firm',
      name: '宁波大型家政有限公司',
      uscc: '913302007645281201',
      usccStatus: 'valid',
      phone: null,
    }
    const place = {
      address: null,
      area: '330203',
      areas: ['330203'],
      offerings: ['05'],
      founded: null,
      validUntil: null,
    }
    await tx.append({ type: 'provider.registered', subject: provider, payload: { provider, ...facts, ...place } })
    const drafts = evidence(new Random(SEED), provider, tx.day, pieces)
    drafts.sort((a, b) => Number(a.payload.day) - Number(b.payload.day))
    for (const draft of drafts) await tx.append(draft)
  })
  const config = { port: 0, host: '127.0.0.1', checkResponses: false, log: 'silent' as const, quotas: {} as never }
  const keyed = await openService({ store, config })
  const key = await keyed.ledger.write(
    'bench',
    async tx => (await keyed.keys.issue(tx, 'regulator', null, 'bench')).key,
  )
  const live = await ledger.read(db => liveEvidenceOf(db, store.tables, [provider]))
  const m = loadMethodology()
  const day = live.at(-1)!.ledgerDay
  await keyed.close()
  return {
    folder,
    provider,
    key,
    foldAnew: async () => {
      const started = performance.now()
      for (const x of live.slice(-PAGE))
        scoreAt(
          m,
          foldOf(
            m,
            live.filter(y => y !== x),
            -1,
          ).fold,
          day,
        )
      return performance.now() - started
    },
  }
}
