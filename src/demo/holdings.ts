import { setImmediate as breathe } from 'node:timers/promises'
import { parse as parseYaml } from 'yaml'
import { readCityFile } from '../city/folder.ts'
import type { GateCondition } from '../eligibility/rules-conditions.ts'
import { dayToDate } from '../ledger/clock.ts'
import type { Draft, Ledger, Transaction } from '../ledger/ledger.ts'
import { appendCredential } from '../standards/record-credential.ts'
import { bound } from '../store/bounds.ts'
import { asc, eq } from '../store/drizzle.ts'
import type { PlannedProvider } from './plan-providers.ts'
import { Random } from './random.ts'

interface Issue {
  issuer: string
  prefix: string
  verifiedHow: string
}

interface GateData {
  gates: { code: string; conditions: GateCondition[] }[]
  fates: { lasting: number; ending: number; lapsed: number }
  holdings: Record<string, string[]>
  certified: string
  types: Record<string, Issue>
  /** Of 1,000 declarations in a category, those that the registrar has verified. */
  verified: Record<string, number>
  verifiedHow: string
}

const WRITE = bound('demo-holdings', 500)
const VERIFIED_BY = '信桥服务中心准入科'
const YEAR = 365
/** A stream of random numbers of its own. */
const VERIFICATIONS = 1

export const readGateData = (): GateData => parseYaml(readCityFile('demo/gates.yaml'))

/** The gates of demo/gates.yaml, in force from a day on ('YYYY-MM-DD'). */
export function gateDrafts({ gates }: GateData, validFrom: string): Draft[] {
  return gates.map(({ code, conditions }) => ({
    type: 'gate.set',
    subject: `gate:${code}`,
    payload: { code, validFrom, conditions },
  }))
}

/** Credentials of the demo city's providers on the last day of its history, and the gates that demand them from that day on. */
export async function recordHoldings(
  ledger: Ledger,
  providers: readonly PlannedProvider[],
  seed: number,
  actor: string,
): Promise<void> {
  const data = readGateData()
  const random = new Random(seed)
  for (let i = 0; i < providers.length; i += WRITE) {
    await ledger.write(actor, async tx => {
      for (const { id, offerings } of providers.slice(i, i + WRITE))
        for (const type of typesFor(data, offerings)) await recordOne(tx, data, random, id, type)
    })
    await breathe()
  }
  await verifyDeclarations(ledger, data, new Random(seed + VERIFICATIONS), actor)
  await ledger.write(actor, async tx => {
    for (const draft of gateDrafts(data, dayToDate(tx.day))) await tx.append(draft)
  })
}

/** The registrar has been to most of those who declared facts in a category whose gate demands it. */
async function verifyDeclarations(ledger: Ledger, data: GateData, random: Random, actor: string): Promise<void> {
  const { declaredFacts: d } = ledger.store.tables
  for (const [category, share] of Object.entries(data.verified)) {
    const rows = await ledger.read(db =>
      db
        .select({ provider: d.provider, version: d.version })
        .from(d)
        .where(eq(d.category, category))
        .orderBy(asc(d.provider)),
    )
    const drafts = rows.flatMap(({ provider, version }) => {
      const payload = { provider, category, version, verifiedBy: VERIFIED_BY, verifiedHow: data.verifiedHow }
      return random.chance(share) ? [{ type: 'facts.verified', subject: provider, payload }] : []
    })
    for (let i = 0; i < drafts.length; i += WRITE)
      await ledger.write(actor, tx => tx.appendAll(drafts.slice(i, i + WRITE)))
  }
}

function typesFor({ holdings }: GateData, offerings: readonly string[]): string[] {
  const categories = new Set(offerings.map(code => code.slice(0, 2)))
  return [...new Set([...categories].flatMap(category => holdings[category] ?? []))]
}

/** One credential with its fate; the numbers are drawn even where none is held, so that fates do not depend on one another. */
async function recordOne(
  tx: Transaction,
  { fates, certified, types }: GateData,
  random: Random,
  provider: string,
  type: string,
): Promise<void> {
  const fate = random.weighted([
    fates.lasting,
    fates.ending,
    fates.lapsed,
    1000 - fates.lasting - fates.ending - fates.lapsed,
  ])
  const last = tx.day + [random.between(40, 330), random.between(1, 30), -random.between(1, 60)][Math.min(fate, 2)]!
  const number = random.between(10_000, 99_999)
  const id = random.id(tx.now)
  if (fate === 3) return
  const { issuer, prefix, verifiedHow } = types[type]!
  const terms = { validFrom: dayToDate(last - YEAR + 1), validUntil: dayToDate(last) }
  const standard = type === 'certificate-of-conformance' ? { standard: certified } : {}
  const facts = {
    type,
    issuer,
    number: `${prefix}-${number}`,
    ...standard,
    ...terms,
    verifiedBy: VERIFIED_BY,
    verifiedHow,
  }
  await appendCredential(tx, id, provider, facts as Parameters<typeof appendCredential>[3])
}
