import type { Handler, Language, Schemas } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import { requireArea, requireService } from '../registry/require.ts'
import { eq } from '../store/drizzle.ts'
import type { EligibilityIndex } from './eligibility-index.ts'
import { eligibilityError } from './errors.ts'
import { pageOf, pageTag, questionOf } from './pages.ts'
import type { GateDecision } from './rules-gate.ts'
import { reasonsInWords } from './texts.ts'

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
  const question = questionOf(query)
  const { service, area } = question
  await ledger.read(async db => {
    await requireService(db, ledger.store.tables, service, '?service')
    await requireArea(db, ledger.store.tables, area, now, '?area')
  })
  // From here to the answer nothing is awaited: the list and its version belong together.
  const registryVersion = ledger.committedSeq
  const page = pageOf(services.eligibility.ranked(service, area, day), question)
  return { status: 200, etag: pageTag(registryVersion, day), body: { ...page, registryVersion } }
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
  if (!row) throw eligibilityError('decision-not-found', { id: path.id })
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
  return { ...item, grade: item.grade as Schemas['grade-or-none'], reasons: reasonsInWords(item.reasons, language) }
}
