import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readGateData } from '../../src/demo/holdings.ts'
import { City } from '../support/city.ts'

const FENCE = '```'
const document = readFileSync(new URL('../../docs/gates.md', import.meta.url), 'utf8')
/** Commands, and the answer of the last of them as the document shows it. */
const steps = [
  ...document.matchAll(new RegExp(`${FENCE}sh\\n([\\s\\S]*?)${FENCE}\\n\\n${FENCE}json\\n([\\s\\S]*?)${FENCE}`, 'g')),
].map(([, commands, answer]) => ({ commands: commands!.split(/\n(?=curl )/), answer: answer! }))

let city: City
beforeAll(async () => {
  city = await City.open()
  // As the registrar would set them: what the demo city asks is what the service accepts.
  for (const { code, conditions } of readGateData().gates) {
    const set = await city.call('put', `/v1/gates/${code}`, 'registrar').send({ validFrom: '2026-11-24', conditions })
    expect([code, set.status]).toEqual([code, 200])
  }
  const { ledger } = city.service
  const [provider] = city.providers
  await ledger.write('test', async tx => {
    await tx.append({
      type: 'provider.offerings-set',
      subject: provider,
      payload: { provider, offerings: ['02', '05'] },
    })
  })
})
afterAll(() => city.close())

async function run(command: string): Promise<unknown> {
  const text = command.replaceAll("'$FIRM'", city.providers[0]).replaceAll('$FIRM', city.providers[0])
  const path = /http:\/\/127\.0\.0\.1:8189([^'\s]+)/.exec(text)![1]!
  const role = /\$([A-Z]+)/.exec(text)?.[1]?.toLowerCase() as 'dispatcher' | undefined
  const body = /-d '([^']+)'/.exec(text)?.[1]
  const method = (/-X (\w+)/.exec(text)?.[1] ?? 'GET').toLowerCase() as 'get' | 'post' | 'put'
  const call = city.call(method, path, role).set('Accept-Language', /Accept-Language: (\w+)/.exec(text)?.[1] ?? 'zh-CN')
  const answer = await (body ? call.send(JSON.parse(body)) : call)
  expect([text, answer.status]).toEqual([text, method === 'post' ? 201 : 200])
  return answer.body
}

describe('the walk through the mother-and-baby gate', () => {
  it('has its six steps', () => expect(steps).toHaveLength(6))

  it('answers as it is written', async () => {
    for (const { commands, answer } of steps) {
      let last: unknown
      for (const command of commands) last = await run(command)
      if (process.env.SHOW) console.log(JSON.stringify(last, null, 1))
      else expect(last).toMatchObject(JSON.parse(answer))
    }
  })

  it('loses at midnight what it says', async () => {
    const listed = async (service: string) =>
      (await city.get(`/v1/eligible-providers?service=${service}&area=330203`, 'dispatcher')).body.items.length
    city.clock.ms = Date.parse('2026-12-15T23:59:59+08:00')
    expect([await listed('02-001'), await listed('05-006')]).toEqual([1, 1])
    city.later(1000)
    expect([await listed('02-001'), await listed('05-006')]).toEqual([0, 1])
  })
})
