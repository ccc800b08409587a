/** Waiting time of dispatch while strangers, and callers with a key, do what they can to hold it up. */
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { AttackName } from './attackers/attack.ts'
import { portOf } from './edge.ts'
import type { Bench } from './harness/bench.ts'
import { type City, copyOf, LIST } from './harness/city.ts'
import { drive, percentile, requestBytes } from './harness/load.ts'
import { compare, interleave, type Result } from './harness/measure.ts'
import { Child } from './harness/process.ts'

const WHAT: [name: AttackName, words: string][] = [
  ['bodies', '4,200 connections without a key that send 100 bytes of a body and then nothing'],
  ['bombs', '16 kB of gzip that inflate to 16 MB, without a key, over 32 connections'],
  ['imports', "200 imports under a registrar's key that stand still"],
  ['searches', '120 anonymous connections that search q=宁&standing=withdrawn'],
  ['keys', 'keys of the right form that nobody has, over 64 connections'],
  ['unknown', 'paths that are none, over 64 connections'],
  ['documents', 'the contract, over 64 connections'],
  ['health', 'whether the service is alive, over 64 connections'],
  ['lists', 'anonymous pages of 200 providers, over 64 connections'],
  ['spellings', '20,000 spellings of one question under a key of dispatch, over 8 connections'],
  ['performance', "figures of two years under a firm's key, over 16 connections"],
]
/** Dispatchers at work, each with its next question as soon as the last is answered. */
const DISPATCHERS = 32
/** Answers to a question that the service does not understand: the attack is not the one that it is called. */
const MISTAKEN = ['400', '413', '415', '422']
/** Until an attack has taken its full form. */
const FORMING_MS = 1_500

export const attacks: Bench = {
  name: 'attacks',
  async run({ rounds, pick }) {
    const city = await copyOf(pick(10_000, 60))
    const results: Result[] = []
    for (const [name, words] of pick(WHAT, WHAT.slice(0, 2)))
      results.push(await underAttack(city, name, words, { rounds: Math.min(rounds, 3), pick }))
    rmSync(city.folder, { recursive: true, force: true })
    return results
  },
}

async function underAttack(
  city: City,
  name: AttackName,
  words: string,
  { rounds, pick }: Pick<Parameters<Bench['run']>[0], 'rounds' | 'pick'>,
) {
  const service = await Child.start('servers/service.ts', { folder: city.folder, usualQuotas: true })
  const port = await portOf(service)
  const request = requestBytes('GET', LIST, city.keys.dispatcher)
  const count = pick(5_000, 50)
  const p99 = async () => {
    const { latencies } = await drive({ port, connections: DISPATCHERS, count, request: () => request, status: 200 })
    return percentile(latencies, 0.99)
  }
  let seen: { sent: number; answered: Record<string, number> } = { sent: 0, answered: {} }
  let block = 0
  const attacked = async () => {
    const provider = city.templates[0]!
    const { key } = await service.ask('key', { role: 'firm', provider })
    const given = { name, port, block: block++, keys: { ...city.keys, firm: key }, provider }
    const attacker = await Child.start('attackers/attack.ts', given)
    await pause(pick(FORMING_MS, 50))
    const value = await p99()
    seen = await attacker.ask('seen')
    await attacker.stop()
    const wrong = Object.keys(seen.answered).find(status => MISTAKEN.includes(status))
    if (wrong) throw new Error(`the attack ${name} is no attack: it was answered ${wrong}`)
    return value
  }
  const values = await interleave(rounds, attacked, p99)
  const { heapUsed, rss } = await service.ask('memory')
  await service.stop()
  const mib = (bytes: number) => Math.round(bytes / 1_048_576)
  const answers = Object.entries(seen.answered).map(([status, times]) => `${status} ${times} times`)
  const notes = [
    `the last attack sent ${seen.sent} times and was answered ${answers.join(', ') || 'never'}; afterwards ${mib(heapUsed)} MiB of heap, ${mib(rss)} MiB resident`,
  ]
  const measurement = `p99 of eligible-providers (${DISPATCHERS} at once) under ${words} / in quiet`
  return compare({ name: `attack-${name}`, measurement, unit: 'ms', target: { most: 3 }, notes }, values)
}
