import type { Cases, Kit } from './kit.ts'

export const performanceCases = ({ city, own, read }: Kit) =>
  ({
    getDepartmentPerformance: [
      read(() => '/v1/departments/city-management/performance', 'regulator'),
      // Fewer than twelve months lie between the first that there is and this one.
      read(() => '/v1/departments/city-management/performance?to=1900-01', 'regulator'),
      [422, () => city().get('/v1/departments/city-management/performance?from=2026-02&to=2026-01', 'regulator')],
    ],
    getProviderPerformance: [
      read(() => `${own()}/performance`, 'firm'),
      [422, () => city().get(`${own()}/performance?from=2000-01`, 'firm')],
    ],
  }) satisfies Partial<Cases>
