// The main flow of a dispatch system (docs/integrating.md).
// node main-flow.ts ADDRESS KEY_OF_A_DISPATCHER SERVICE AREA
import { answerOf, createXinqiaoClient, itemsOf, ProblemError, type Schemas } from '@xinqiao/client'

const [address, key, service, area] = process.argv.slice(2)
if (!address || !key || !service || !area) throw new Error('usage: main-flow.ts ADDRESS KEY SERVICE AREA')
const client = createXinqiaoClient({ address, key, language: 'en' })

const catalogue = await answerOf(client.GET('/v1/catalogue'))
console.log('categories', catalogue.categories.length)

const firms: Schemas['eligible-provider'][] = []
for await (const firm of itemsOf(client, '/v1/eligible-providers', { params: { query: { service, area, limit: 50 } } }))
  firms.push(firm)
const best = firms[0]?.provider
if (!best) throw new Error('no provider is eligible')
console.log('eligible', firms.length, best.name)

const question = { provider: best.id, service, area }
const decided = await answerOf(client.POST('/v1/eligibility-decisions', { body: { items: [question] } }))
console.log('decision', decided.items[0]?.eligible)

const ofBest = { params: { path: { id: best.id } } }
const rating = await answerOf(client.GET('/v1/providers/{id}/rating', ofBest))
console.log('rating', rating.grade, rating.state)

const call: Schemas['request-write'] = { channel: 'phone', customer: 'c-typescript', service, area }
const { id } = await answerOf(client.POST('/v1/requests', { body: call }))
const ofRequest = { params: { path: { id } } }
await answerOf(client.POST('/v1/requests/{id}/assignments', { ...ofRequest, body: { provider: best.id } }))
const answered = await answerOf(client.POST('/v1/requests/{id}/answers', { ...ofRequest, body: {} }))
console.log('request', answered.state)

try {
  await answerOf(client.GET('/v1/providers/{id}/rating', { params: { path: { id } } }))
} catch (error) {
  if (!(error instanceof ProblemError) || error.code !== 'provider-not-found') throw error
  console.log('refused', error.code, error.status)
}
