import type { ErrorObject } from 'ajv/dist/2020.js'
import { escapePointer, pointerOf, wordsOf } from '../ledger/schema-words.ts'
import type { Fault, Words } from '../store/domain-error.ts'

// ajv's keywords in the words of our fault codes: what a client can act on without knowing JSON Schema.
const CODES: Record<string, string> = {
  required: 'missing',
  dependentRequired: 'missing',
  additionalProperties: 'unknown-member',
  unevaluatedProperties: 'unknown-member',
  type: 'type',
  enum: 'not-allowed',
  const: 'not-allowed',
  pattern: 'format',
  format: 'format',
  minimum: 'range',
  maximum: 'range',
  exclusiveMinimum: 'range',
  exclusiveMaximum: 'range',
  multipleOf: 'range',
  minLength: 'length',
  maxLength: 'length',
  minItems: 'count',
  maxItems: 'count',
  minProperties: 'empty',
  maxProperties: 'unknown-member',
  uniqueItems: 'duplicate',
}

/** One ajv error as a fault. `#/a/0/b` points into a body; parameters are named by the caller. */
export function faultOf(error: ErrorObject): Fault & { detail: Words } {
  const pointer = `#${pointerOf(error)}`
  return { pointer: pointer.slice(0, 400), code: CODES[error.keyword] ?? 'invalid', detail: wordsOf(error) }
}

/** The pointer of a text with NUL or a lone surrogate, or null. Without recursion: a free-form member may be nested as deep as a body is long. */
export function badText(value: unknown): string | null {
  const open: [value: unknown, pointer: string][] = [[value, '#']]
  while (open.length > 0) {
    const [member, pointer] = open.pop()!
    if (typeof member === 'string') {
      if (member.includes('\0') || !member.isWellFormed()) return pointer
    } else if (member !== null && typeof member === 'object')
      for (const [key, inner] of Object.entries(member))
        open.push([inner, `${pointer}/${escapePointer(key)}`.slice(0, 400)])
  }
  return null
}
