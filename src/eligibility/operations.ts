import { eq } from 'drizzle-orm'
import type { Handler, Language } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import { decodeCursor, encodeCursor } from '../ledger/cursor.ts'
import { DomainError } from '../ledger/errors.ts'
import { requireArea, requireService } from '../registry/require.ts'
import { compareKeys, type EligibilityIndex, type Listed, type ListKey } from './index.ts'
import type { GateDecision, GateReason } from './rules-gate.ts'
import { GATE_TEXTS } from './texts.ts'

declare module '../api/operations.ts' {
  interface Services {
    eligibility: EligibilityIndex
  }
}

type Question = { provider: string; service: string; area: string }

export const listEligibleProviders: Handler<'listEligibleProviders'> = async (
  { query },
  { ledger, services, now, day },
) => {
  const { service, area, state, limit = 20, cursor } = query
  const name = `listEligibleProviders ${service} ${area} ${state ?? ''}`
  const after = decodeCursor(name, cursor) as ListKey | null
  await ledger.read(async db => {
    await requireService(db, ledger.store.tables, service, '?service')
    await requireArea(db, ledger.store.tables, area, now, '?area')
  })
  // From here to the answer nothing is awaited: the list and its version belong together.
  const whole = services.eligibility.list(service, area, day)
  const list = state ? whole.filter(listed => listed.state === state) : whole
  const start = after ? list.findIndex(listed => compareKeys(listed.key, after) > 0) : 0
  const items = start < 0 ? [] : list.slice(start, start + limit)
  const more = start >= 0 && list.length > start + limit
  const next = more ? encodeCursor(name, items.at(-1)!.key) : null
  return { status: 200, body: { items: items.map(toItem), next, registryVersion: ledger.committedSeq } }
}

function toItem({ provider: { id, name, kind, phone, areas }, state, grade, point, assured, reasons }: Listed) {
  return {
    provider: { id, name, kind, phone, areas },
    state,
    grade: grade as 'NR',
    point,
    assured,
    reasons: reasons.map(r => r.code),
  }
}

export const decideEligibility: Handler<'decideEligibility'> = async ({ body }, context) => {
  const { ledger, services, day, language, newId, now } = context
  const { tables } = ledger.store
  await ledger.read(async db => {
    const checked = new Set<string>()
    for (const [i, { service, area }] of body.items.entries()) {
      if (!checked.has(service)) await requireService(db, tables, service, `#/items/${i}/service`)
      if (!checked.has(area)) await requireArea(db, tables, area, now, `#/items/${i}/area`)
      checked.add(service).add(area)
    }
  })
  return context.write(async tx => {
    const decided = body.items.map((q: Question) => ({
      ...pick(q),
      ...services.eligibility.decide(q.provider, q.service, q.area, day),
    }))
    const decision = newId()
    const registryVersion = ledger.committedSeq
    const { methodology } = services
    const version = methodology.parameters.version
    const entry = await tx.append({
      type: 'eligibility.decided',
      subject: decision,
      payload: { decision, methodology: version, registryVersion, items: decided },
    })
    const answer = { id: decision, decidedAt: entry.at, day: dayToDate(day), methodology: version, registryVersion }
    return {
      status: 201,
      location: `/v1/eligibility-decisions/${decision}`,
      body: { ...answer, items: decided.map(item => inWords(item, language)) },
    }
  })
}

const pick = ({ provider, service, area }: Question) => ({ provider, service, area })

export const getEligibilityDecision: Handler<'getEligibilityDecision'> = async ({ path }, { ledger, language }) => {
  const { decisions } = ledger.store.tables
  const [row] = await ledger.read(db => db.select().from(decisions).where(eq(decisions.id, path.id)))
  if (!row) throw new DomainError('decision-not-found', 404, { id: path.id })
  const items = JSON.parse(row.items) as (Question & GateDecision)[]
  const { id, at, methodology, registryVersion } = row
  return {
    status: 200,
    body: {
      id,
      decidedAt: at,
      day: dayToDate(row.day),
      methodology,
      registryVersion,
      items: items.map(item => inWords(item, language)),
    },
  }
}

function inWords(item: Question & GateDecision, language: Language) {
  return { ...item, reasons: reasonsInWords(item.reasons, language) }
}

/** Reasons with their texts in a language. */
export function reasonsInWords(reasons: readonly GateReason[], language: Language) {
  return reasons.map(reason => ({ ...reason, text: GATE_TEXTS[reason.code][language] }))
}
