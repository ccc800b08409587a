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
