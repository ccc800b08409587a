// The main flow (docs/integrating.md). It writes: a decision, a request, a complaint about the firm and an appeal.
// DISPATCHER=xq_… FIRM=xq_… REGULATOR=xq_… node main-flow.ts ADDRESS SERVICE AREA
import { answerOf, createXinqiaoClient, itemsOf, ProblemError, type Schemas } from '@xinqiao/client'

const [address, service, area] = process.argv.slice(2)
if (!address || !service || !area) throw new Error('usage: main-flow.ts ADDRESS SERVICE AREA')

/** A client with the key of a role, for texts in English. */
function clientOf(role: 'DISPATCHER' | 'FIRM' | 'REGULATOR') {
  const key = process.env[role]
  if (!key) throw new Error(`${role} holds no key`)
  return createXinqiaoClient({ address: address!, key, language: 'en' })
}
const [dispatcher, firm, regulator] = [clientOf('DISPATCHER'), clientOf('FIRM'), clientOf('REGULATOR')]

const catalogue = await answerOf(dispatcher.GET('/v1/catalogue'))
console.log('categories', catalogue.categories.length)

const eligible: Schemas['eligible-provider'][] = []
const list = { params: { query: { service, area, limit: 50 } } }
for await (const listed of itemsOf(dispatcher, '/v1/eligible-providers', list)) eligible.push(listed)
console.log('eligible', eligible.length)

// The firm whose key this is.
const { provider } = await answerOf(firm.GET('/v1/me'))
if (!provider) throw new Error('FIRM is not the key of a firm')
const questions = { items: [{ provider, service, area }] }
const decided = await answerOf(dispatcher.POST('/v1/eligibility-decisions', { body: questions }))
console.log('decision', decided.items[0]?.eligible)

const call: Schemas['request-write'] = { channel: 'phone', customer: `c-${crypto.randomUUID()}`, service, area }
const { id } = await answerOf(dispatcher.POST('/v1/requests', { body: call }))
const ofRequest = { params: { path: { id } } }
await answerOf(dispatcher.POST('/v1/requests/{id}/assignments', { ...ofRequest, body: { provider } }))
await answerOf(dispatcher.POST('/v1/requests/{id}/answers', { ...ofRequest, body: {} }))
// A refusal that the program expects: the safeguards ask for some minutes between two moves.
try {
  const body = { outcome: 'completed' } as const
  await answerOf(dispatcher.POST('/v1/requests/{id}/completions', { ...ofRequest, body }))
} catch (error) {
  if (!(error instanceof ProblemError) || error.code !== 'move-too-soon') throw error
  console.log('later', error.detail)
}
const request = await answerOf(dispatcher.GET('/v1/requests/{id}', ofRequest))
console.log('request', request.state)

const ofFirm = { params: { path: { id: provider } } }
const body = { customer: 'c-2', upheld: true }
const complaint = await answerOf(regulator.POST('/v1/providers/{id}/complaints', { ...ofFirm, body }))
const rating = await answerOf(firm.GET('/v1/providers/{id}/rating', ofFirm))
const { evidence } = await answerOf(firm.GET('/v1/providers/{id}/rating/explanation', ofFirm))
console.log('rating', rating.grade, rating.state, 'of', evidence.total, 'pieces of evidence')
const explained = evidence.items.some(piece => piece.evidence.id === complaint.id)
console.log('complaint explained', explained)

const contest = { evidence: complaint.id, grounds: 'The customer means another firm.' }
const appeal = await answerOf(firm.POST('/v1/appeals', { body: contest }))
console.log('appeal', appeal.state)
const ofAppeal = { params: { path: { id: appeal.id } } }
const withdrawn = await answerOf(firm.POST('/v1/appeals/{id}/withdrawals', { ...ofAppeal, body: {} }))
console.log('appeal', withdrawn.state)

try {
  await answerOf(dispatcher.GET('/v1/providers/{id}/rating', ofRequest))
} catch (error) {
  if (!(error instanceof ProblemError) || error.code !== 'provider-not-found') throw error
  console.log('refused', error.code, error.status, error.message)
}
