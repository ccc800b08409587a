import { compilePattern } from './rules-pattern.ts'
import { type Check, isObject, leaf } from './rules-truth.ts'

const number = (keyword: string, holds: (value: number, limit: number) => boolean) => (limit: unknown) =>
  leaf(keyword, limit, value => typeof value !== 'number' || holds(value, limit as number))
const length = (keyword: string, holds: (length: number, limit: number) => boolean) => (limit: unknown) =>
  leaf(keyword, limit, value => typeof value !== 'string' || holds([...value].length, limit as number))
const size = (keyword: string, holds: (length: number, limit: number) => boolean) => (limit: unknown) =>
  leaf(keyword, limit, value => !Array.isArray(value) || holds(value.length, limit as number))

function isType(value: unknown, type: string): boolean {
  if (type === 'object') return isObject(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string') return true
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const [year, month, day] = value.split('-').map(Number) as [number, number, number]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days
}

/** The same for equal JSON values, whatever the order of their members. */
function sameForm(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sameForm).join()}]`
  if (!isObject(value)) return JSON.stringify(value)
  return `{${Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${sameForm(value[key])}`)
    .join()}}`
}

/** Keywords whose outcome depends on the value alone. */
export const LEAVES: Record<string, (value: unknown) => Check> = {
  type(types) {
    const names = [types].flat() as string[]
    return leaf('type', types, value => names.some(name => isType(value, name)))
  },
  const: expected => leaf('const', expected, value => value === expected),
  enum(values) {
    const known = new Set(values as unknown[])
    return leaf('enum', values, value => known.has(value))
  },
  minimum: number('minimum', (value, limit) => value >= limit),
  maximum: number('maximum', (value, limit) => value <= limit),
  exclusiveMinimum: number('exclusiveMinimum', (value, limit) => value > limit),
  exclusiveMaximum: number('exclusiveMaximum', (value, limit) => value < limit),
  multipleOf: number('multipleOf', (value, limit) => Number.isInteger(value / limit)),
  minLength: length('minLength', (n, limit) => n >= limit),
  maxLength: length('maxLength', (n, limit) => n <= limit),
  minItems: size('minItems', (n, limit) => n >= limit),
  maxItems: size('maxItems', (n, limit) => n <= limit),
  uniqueItems: wanted =>
    leaf('uniqueItems', wanted, v => !wanted || !Array.isArray(v) || new Set(v.map(sameForm)).size === v.length),
  format: format => leaf('format', format, isDate),
  pattern(source) {
    const compiled = compilePattern(source as string)
    if (typeof compiled === 'string') throw new Error(`pattern ${compiled}`)
    return leaf('pattern', source, value => typeof value !== 'string' || compiled.matches(value))
  },
}
