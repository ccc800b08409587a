import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadContract } from '../../src/api/contract.ts'
import { City } from '../support/city.ts'

interface Rule {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { zh: string; en: string }
}
const { groups } = parse(readFileSync('deploy/prometheus-alerts.yaml', 'utf8')) as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap(group => group.rules)

let city: City
let metrics: string
beforeAll(async () => {
  city = await City.open()
  await city.get('/v1/areas')
  metrics = (await city.get('/metrics', 'admin')).text
})
afterAll(() => city.close())

describe('the alerts for Prometheus', () => {
  it('have names of their own', () => expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length))

  it.each(rules.map(rule => [rule.alert, rule] as const))('%s watches what the service tells', (_, { expr }) => {
    const named = expr.match(/\bxinqiao_\w+/g) ?? []
    for (const name of named) expect(metrics).toMatch(new RegExp(`^${name}[ {]`, 'm'))
    expect(named.length > 0 || expr.startsWith('up{job="xinqiao"}')).toBe(true)
    const operations = [...expr.matchAll(/operation="(\w+)"/g)].map(([, id]) => id)
    const known = loadContract().operations.map(({ id }) => id as string)
    expect(known).toEqual(expect.arrayContaining(operations))
  })

  it.each(rules.map(rule => [rule.alert, rule] as const))('%s says in both languages what to do', (_, rule) => {
    expect(rule.labels.severity).toMatch(/^(page|ticket)$/)
    expect(rule.annotations.zh).toMatch(/\p{Script=Han}/u)
    expect(rule.annotations.en).toMatch(/^[\x20-\x7e]+$/)
    const operating = readFileSync('docs/operating.md', 'utf8')
    for (const [, title] of rule.annotations.en.matchAll(/docs\/operating\.md, ([\w ]+)/g))
      expect(operating).toMatch(new RegExp(`^## .*${title!}$`, 'm'))
  })
})
