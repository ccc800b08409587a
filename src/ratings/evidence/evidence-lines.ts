/** Lines of evidence (schemas/evidence-line.json) as drafts of entries, or why a line cannot be one. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { addCalendar } from '../../ledger/calendar.ts'
import { dateToDay } from '../../ledger/clock.ts'
import type { Draft } from '../../ledger/ledger.ts'
import { wordsOf } from '../../ledger/schema-words.ts'
import { holdsIdentityNumber, maskIdentityNumbers } from '../../registry/rules-identity.ts'

export interface LineFault {
  line: number
  code:
    | 'json-malformed'
    | 'line-invalid'
    | 'text-invalid'
    | 'text-damaged'
    | 'identity-number'
    | 'provider-not-found'
    | 'day-out-of-range'
  detail: string
}

type Kind = 'order' | 'review' | 'complaint' | 'inspection'
type Line = { kind: Kind; provider: string; day: string; text?: string } & Record<string, unknown>

/** Members of each kind beside provider and day. */
const FACTS: Record<Kind, readonly string[]> = {
  order: ['customer', 'completed', 'answeredWithin300s'],
  review: ['customer', 'stars', 'verified'],
  complaint: ['customer', 'upheld'],
  inspection: ['score'],
}
const COMMON = new Set(['kind', 'provider', 'day'])
const DETAIL_LIMIT = 200
const DAMAGE = /\ufffd|\\u[fF]{3}[dD]/u

const ajv = new Ajv2020({ strict: true })
addFormats.default(ajv)
addCalendar(ajv)
const { $schema: _, ...schema } = JSON.parse(
  readFileSync(new URL('../../../schemas/evidence-line.json', import.meta.url), 'utf8'),
)
const isLine = ajv.compile<Line>(schema)

/** Reads lines. `providers`: id or unified social credit code -> id. */
export class LineReader {
  readonly #providers: ReadonlyMap<string, string>
  readonly #days = new Map<string, number>()

  constructor(providers: ReadonlyMap<string, string>) {
    this.#providers = providers
  }

  /** `today`: the business day, which no fact may lie after. */
  read(text: string, line: number, today: number): Draft | LineFault {
    const fault = (code: LineFault['code'], detail: string): LineFault => ({
      line,
      code,
      detail: maskIdentityNumbers(detail).slice(0, DETAIL_LIMIT),
    })
    // Damage comes from the encoding of the file, or from an earlier conversion, which also writes it as an escape.
    if (DAMAGE.test(text)) return fault('text-damaged', text)
    if (holdsIdentityNumber(text)) return fault('identity-number', text)
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return fault('json-malformed', text)
    }
    if (!isLine(value)) return fault('line-invalid', inWords(isLine.errors![0]!))
    const wrong = wrongFact(value)
    if (wrong) return fault('line-invalid', wrong)
    if (!text.isWellFormed() || /\\u(?:0000|[dD][89a-fA-F])/.test(text)) return fault('text-invalid', text)
    const provider = this.#providers.get(value.provider)
    if (!provider) return fault('provider-not-found', value.provider)
    const day = this.#day(value.day)
    if (day < 0 || day > today) return fault('day-out-of-range', value.day)
    return draftOf(value, provider, day)
  }

  #day(date: string): number {
    const known = this.#days.get(date)
    if (known !== undefined) return known
    const day = dateToDay(date)
    this.#days.set(date, day)
    return day
  }
}

/** For a report that both languages stand in. */
function inWords(error: ErrorObject): string {
  const { zh, en } = wordsOf(error)
  return `${error.instancePath || '/'}：${zh} ${en}`
}

function wrongFact(line: Line): string | null {
  const facts = FACTS[line.kind]
  const missing = facts.find(name => line[name] === undefined)
  if (missing) return `${line.kind}：缺少“${missing}” ${missing} is missing`
  const extra = Object.keys(line).find(
    name => !COMMON.has(name) && !facts.includes(name) && !(name === 'text' && line.kind === 'review'),
  )
  return extra ? `${line.kind}：不应有“${extra}” ${extra} does not belong here` : null
}

function draftOf(line: Line, provider: string, day: number): Draft {
  const payload: Record<string, unknown> = { provider, day }
  for (const name of FACTS[line.kind]) payload[name] = line[name]
  const draft = { type: `evidence.${line.kind}`, subject: provider, payload }
  return line.text ? { ...draft, sealed: { text: line.text } } : draft
}
