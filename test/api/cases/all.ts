/** The cases of every feature: one or more calls for each documented status that only a certain call of an operation provokes. */

import type { City } from '../../support/city.ts'
import { admissionCases } from './admissions.ts'
import { appealCases } from './appeals.ts'
import { credentialCases } from './credentials.ts'
import { dutyCases } from './duties.ts'
import { eligibilityCases } from './eligibility.ts'
import { gateCases } from './gates.ts'
import { type Cases, caseKit } from './kit.ts'
import { methodologyCases } from './methodologies.ts'
import { performanceCases } from './performance.ts'
import { providerCases } from './providers.ts'
import { ratingCases } from './ratings.ts'
import { referenceCases } from './reference.ts'
import { reinspectionCases } from './reinspections.ts'
import { requestCases } from './requests.ts'
import { serviceCases } from './service.ts'
import { standardCases } from './standards.ts'

export const allCases = (city: () => City): Cases => {
  const kit = caseKit(city)
  return {
    ...referenceCases(kit),
    ...standardCases(kit),
    ...credentialCases(kit),
    ...admissionCases(kit),
    ...providerCases(kit),
    ...ratingCases(kit),
    ...appealCases(kit),
    ...methodologyCases(kit),
    ...gateCases(kit),
    ...eligibilityCases(kit),
    ...requestCases(kit),
    ...serviceCases(kit),
    ...performanceCases(kit),
    // Last: they let a day pass, and a week.
    ...dutyCases(kit),
    ...reinspectionCases(kit),
  }
}
