/** Headers of an operation that will go: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and where to go instead. */
import { dateToDay } from '../ledger/clock.ts'

/** Days that callers have between the announcement and the end (docs/compatibility.md). */
const LEAST_DAYS = 180

/** `x-deprecation` of an operation in the document. Days are YYYY-MM-DD. */
export interface Deprecation {
  since: string
  sunset: string
  /** Path of the operation that takes its place. */
  successor?: string
}

export type Headers = Readonly<Record<string, string>>

/**
 * @throws Error if an operation is deprecated without saying since when and until when, or with too little time
 */
export function deprecationHeaders(id: string, deprecated: boolean, said: Deprecation | undefined): Headers | null {
  if (!deprecated && !said) return null
  if (!deprecated || !said?.since || !said.sunset)
    throw new Error(`contract: ${id}: deprecated and x-deprecation with since and sunset go together`)
  if (dateToDay(said.sunset) - dateToDay(said.since) < LEAST_DAYS)
    throw new Error(`contract: ${id}: callers have at least ${LEAST_DAYS} days`)
  return {
    Deprecation: `@${beginOf(said.since) / 1000}`,
    Sunset: new Date(beginOf(said.sunset)).toUTCString(),
    ...(said.successor ? { Link: `<${said.successor}>; rel="successor-version"` } : {}),
  }
}

/** The first moment of a day in Asia/Shanghai, ms. */
const beginOf = (date: string): number => Date.parse(`${date}T00:00:00+08:00`)
