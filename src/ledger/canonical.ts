/**
 * Canonical JSON (RFC 8785) of the values that the ledger holds: strings, safe integers, booleans, null, arrays, plain objects.
 * Members with the value undefined are left out, as JSON does. Throws a TypeError for anything else, so that no two programs can disagree on the bytes.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`not a ledger value: ${typeof value}`)
  const members = value as Record<string, unknown>
  // Sorted by UTF-16 code units, which is JavaScript's default order and RFC 8785's.
  let text = ''
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${canonicalString(key)}:${canonical(member)}`
  }
  return `{${text}}`
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no UTF-8 form')
  return JSON.stringify(text)
}

function canonicalNumber(number: number): string {
  if (!Number.isSafeInteger(number)) throw new TypeError(`not a safe integer: ${number}`)
  return Object.is(number, -0) ? '0' : String(number)
}
