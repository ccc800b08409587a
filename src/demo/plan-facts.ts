import { parse } from 'yaml'
import { readCityFile } from '../city/folder.ts'
import { factsSchema } from '../standards/facts-schemas.ts'
import type { PlannedProvider } from './plan-providers.ts'
import { bracket, type Random } from './random.ts'

interface FirmKind {
  name: string
  share: number
  failing: number
  missing: number
}
interface FactsData {
  quietDeclares: number
  firms: FirmKind[]
  values: Record<string, { good: [number, number]; bad: [number, number] }>
}

interface FactSchema {
  type: string
  properties?: Record<string, FactSchema>
  items?: { enum: string[] }
}

const { firms, values, quietDeclares } = parse(readCityFile('demo/facts.yaml')) as FactsData
const SHARE = { good: [900, 1000], bad: [300, 600] } as const

/** Facts that a demo firm declares in each category that it serves; most firms do well, some leave facts out, some fail. */
export function planFacts(
  { kind, offerings, profile }: PlannedProvider,
  random: Random,
): Map<string, Record<string, unknown>> {
  const declared = new Map<string, Record<string, unknown>>()
  if (kind !== 'firm' || (profile === null && !random.chance(quietDeclares))) return declared
  const firm =
    firms[
      bracket(
        firms.map(f => f.share),
        random.next() % 1000,
      )
    ]
  for (const category of new Set(offerings.map(code => code.slice(0, 2))))
    if (firm) declared.set(category, planCategory(category, firm, random))
  return declared
}

function planCategory(category: string, firm: FirmKind, random: Random): Record<string, unknown> {
  const properties = Object.entries(factsSchema(category).properties) as [string, FactSchema][]
  const facts: Record<string, unknown> = {}
  for (const [name, schema] of properties) {
    const good = !random.chance(firm.failing)
    const value = factValue(name, schema, good, random)
    if (!random.chance(firm.missing)) facts[name] = value
  }
  return facts
}

function factValue(name: string, schema: FactSchema, good: boolean, random: Random): unknown {
  if (schema.type === 'boolean') return good
  if (schema.type === 'array') return schema.items!.enum.slice(0, good ? 5 : 1)
  const [from, to] = (values[name] ?? SHARE)[good ? 'good' : 'bad']
  const number = random.between(from, to)
  return schema.type === 'object' ? { perCaseYuan: number } : number
}
