/** Parameters come as text: they become what the contract says only if they are written as JSON would write it. */

export type ParameterType = 'integer' | 'boolean' | 'string'

const INTEGER = /^(?:0|-?[1-9]\d{0,15})$/

/** The text as a value of the type, or unchanged: then its validator refuses it. `0x3`, `1e3`, ` 3` and `+3` are no integers. */
export function coerce(type: ParameterType | undefined, text: unknown): unknown {
  if (typeof text !== 'string') return text
  if (type === 'integer' && INTEGER.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/** A whole number of a header that names a version; null if it is none. */
export function versionOf(text: string): number | null {
  return INTEGER.test(text) && !text.startsWith('-') ? Number(text) : null
}
