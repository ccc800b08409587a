import type { City } from './city.ts'

/**
 * A document that tells a story with what the service answered. Its ```sh blocks hold one curl command each, piped through a jq filter; the
 * ```json block after each is the output, in any layout. `<!-- +3m -->` lets time go by before the next command (s, m, h, d). Identifiers that answers
 * give are different in each city: the document's own, in order of their first appearance, stand for them.
 */
const BLOCK = /<!-- \+(\d+)([smhd]) -->|```sh\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g
const UNIT = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The document with the outputs that this city gives. */
export async function retell(document: string, city: City): Promise<string> {
  const ids = new Map<string, string>()
  let told = ''
  let end = 0
  let commands = 0
  for (const match of document.matchAll(BLOCK)) {
    const [whole, count, unit, command, output] = match
    told += document.slice(end, match.index)
    end = match.index + whole.length
    if (count) city.later(Number(count) * UNIT[unit as keyof typeof UNIT])
    if (command === undefined) {
      told += whole
      continue
    }
    commands += 1
    const lines = await run(command, city, ids, output!)
    told += isSame(output!, lines) ? whole : block(command, lines)
  }
  // A layout that no longer matches would compare nothing.
  if (commands !== document.split('```sh\n').length - 1)
    throw new Error('a command of the story has no output to compare')
  return told + document.slice(end)
}

const block = (command: string, output: string) => `\`\`\`sh\n${command}\`\`\`\n\n\`\`\`json\n${output}\n\`\`\``

/** True if the output of the document is what the service answered, however a formatter has laid it out. */
function isSame(output: string, lines: string): boolean {
  const values = (text: string) =>
    text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
  const written = () => {
    try {
      return [JSON.parse(output)]
    } catch {
      return values(output)
    }
  }
  try {
    return JSON.stringify(written()) === JSON.stringify(lines === '' ? [] : values(lines))
  } catch {
    return false
  }
}

/** Runs one command of the document. `ids`: the document's identifier -> this city's. */
async function run(command: string, city: City, ids: Map<string, string>, output: string): Promise<string> {
  const real = command.replace(UUID, id => ids.get(id) ?? id)
  const path = /http:\/\/127\.0\.0\.1:8189([^'\s]+)/.exec(real)![1]! + queryOf(real)
  const role = /\$([A-Z]+)/.exec(real)?.[1]?.toLowerCase() as 'dispatcher' | undefined
  const body = /-d '([^']+)'/.exec(real)?.[1]
  const filter = /\| jq -c '([^']+)'/.exec(real)![1]!
  const answer = await (body ? city.post(path, role!, JSON.parse(body)) : city.get(path, role))
  if (answer.status >= 500) throw new Error(`${command}: ${answer.text}`)
  const lines = jq(filter, answer.body)
    .map(value => JSON.stringify(value))
    .join('\n')
  const theirs = [...lines.matchAll(UUID)].map(([id]) => id)
  const ours = [...output.matchAll(UUID)].map(([id]) => id)
  for (const [i, id] of theirs.entries()) if (![...ids.values()].includes(id)) ids.set(ours[i] ?? id, id)
  return lines.replace(UUID, id => [...ids].find(([, value]) => value === id)?.[0] ?? id)
}

/** What `curl -G` makes of its data. */
function queryOf(command: string): string {
  const data = [...command.matchAll(/--data-urlencode '([^=]+)=([^']+)'/g)]
  return data.length > 0 ? `?${data.map(([, name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&')}` : ''
}

interface Frame {
  value: unknown
  /** Variables of `as $name`. */
  names: Record<string, unknown>
}

/** As much of jq as the stories use: `.list[]`, `.path as $name`, and at the end `{a, b: .c.d[0], e: $name}`. */
function jq(filter: string, value: unknown): unknown[] {
  const stages = filter.split(' | ')
  const last = /^\{(.*)\}$/.exec(stages.pop()!)![1]!.split(',')
  const frames = stages.reduce<Frame[]>(
    (found, stage) => found.flatMap(frame => pass(stage, frame)),
    [{ value, names: {} }],
  )
  return frames.map(frame => Object.fromEntries(last.map(member => pick(member.trim(), frame))))
}

function pass(stage: string, { value, names }: Frame): Frame[] {
  const [, path, name] = /^(\.\S+) as \$(\w+)$/.exec(stage) ?? []
  if (name) return [{ value, names: { ...names, [name]: at(value, path!) } }]
  const list = at(value, stage.replace(/\[\]$/, ''))
  if (!Array.isArray(list)) throw new Error(`${stage} of ${JSON.stringify(value)}`)
  return list.map(one => ({ value: one, names }))
}

function pick(member: string, { value, names }: Frame): [string, unknown] {
  const [name, path = `.${name}`] = member.split(/:\s*/)
  return [name!, (path.startsWith('$') ? names[path.slice(1)] : at(value, path)) ?? null]
}

function at(value: unknown, path: string): unknown {
  return [...path.matchAll(/\.(\w+)|\[(\d+)\]/g)].reduce<unknown>(
    (part, [, name, index]) => (part as Record<string, unknown> | undefined)?.[name ?? index!],
    value,
  )
}
