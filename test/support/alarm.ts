import type { City } from './city.ts'

/** Records evidence of a provider as the ledger holds it, without the way through requests. */
export function record(city: City, provider: string, kind: string, facts: object) {
  return city.service.ledger.write('test', async tx => {
    const payload = { provider, day: tx.day, ...facts }
    return (await tx.append({ type: `evidence.${kind}`, subject: provider, payload })).seq
  })
}

/** Twenty customers who praise, then ten who are let down: the change alarm. */
export async function raiseAlarm(city: City, provider: string, name = provider): Promise<void> {
  for (let i = 0; i < 30; i++)
    await record(city, provider, 'review', { customer: `${name}-${i}`, stars: i < 20 ? 5 : 1, verified: true })
}

const WEEK_MS = 7 * 86_400_000

/** Six customers who waited and were not content, and the Monday that bars the provider. */
export async function bar(city: City, provider: string): Promise<void> {
  for (let i = 0; i < 6; i++) {
    const customer = `${provider}-waited-${i}`
    await record(city, provider, 'order', { customer, completed: i > 0, answeredWithin300s: false })
    await record(city, provider, 'review', { customer, stars: 3, verified: true })
  }
  city.later(WEEK_MS)
  await city.service.ledger.write('test', async () => {})
}
