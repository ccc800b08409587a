import { dayToDate } from '../../../src/ledger/clock.ts'
import { draft } from '../../ratings/drafts.ts'
import type { Cases, Kit } from './kit.ts'

const ALL = () => '/v1/methodologies'
const runs = (version: string) => `/v1/methodologies/${version}/impact-runs`
const activations = (version: string) => () => `/v1/methodologies/${version}/activations`
const withdrawals = (version: string) => () => `/v1/methodologies/${version}/activation-withdrawals`
/** Far enough ahead that no case of another feature comes to it. */
const FROM = { from: dayToDate(30_000) }

export const methodologyCases = ({ city, read, post, twice }: Kit) => {
  const filed = async (version: string) => {
    await city().post('/v1/methodologies', 'regulator', draft(version))
    const { body } = await city().post(runs(version), 'regulator', {})
    await city().service.impactRuns.idle()
    return `${runs(version)}/${body.id}`
  }
  return {
    listMethodologies: [read(ALL)],
    getMethodology: [read(() => '/v1/methodologies/1.0.0')],
    getMethodologyParameters: [read(() => '/v1/methodologies/1.0.0/parameters')],
    getMethodologyTables: [read(() => '/v1/methodologies/1.0.0/tables')],
    draftMethodology: [
      post(201, 'regulator', ALL, draft('1.0.1')),
      twice(ALL, 'regulator', draft('1.0.2')),
      post(400, 'regulator', ALL, { version: 'next' }),
      post(422, 'regulator', ALL, { version: '1.0.3' }),
    ],
    listImpactRuns: [read(() => runs('1.0.0'), 'regulator')],
    startImpactRun: [post(201, 'regulator', () => runs('1.0.0'), {})],
    getImpactRun: [read(() => filed('1.0.4'), 'regulator')],
    activateMethodology: [
      post(409, 'regulator', activations('1.0.1'), FROM),
      post(422, 'regulator', activations('1.0.4'), { from: '2026-01-01' }),
      [
        201,
        async () => {
          await filed('1.0.5')
          return city().post(activations('1.0.5')(), 'regulator', FROM)
        },
      ],
    ],
    withdrawActivation: [
      post(201, 'regulator', withdrawals('1.0.5'), {}),
      post(409, 'regulator', withdrawals('1.0.0'), {}),
    ],
  } satisfies Partial<Cases>
}
