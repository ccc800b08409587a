import { AREA, SERVICE } from '../../support/city.ts'
import { type Cases, type Kit, NOBODY } from './kit.ts'

const QUESTION = (service = SERVICE) => ({ items: [{ provider: NOBODY, service, area: AREA }] })

export const eligibilityCases = ({ city, read, notModified, post }: Kit) => {
  const decided = async () => (await city().post('/v1/eligibility-decisions', 'dispatcher', QUESTION())).body.id
  return {
    listEligibleProviders: [
      read(() => `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher'),
      notModified(() => `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher'),
      [422, () => city().get(`/v1/eligible-providers?service=99-001&area=${AREA}`, 'dispatcher')],
    ],
    decideEligibility: [
      post(201, 'dispatcher', () => '/v1/eligibility-decisions', QUESTION()),
      post(422, 'dispatcher', () => '/v1/eligibility-decisions', QUESTION('99-001')),
    ],
    getEligibilityDecision: [read(async () => `/v1/eligibility-decisions/${await decided()}`, 'dispatcher')],
  } satisfies Partial<Cases>
}
