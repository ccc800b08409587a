import type { Cases, Kit } from './kit.ts'

export const referenceCases = ({ city, read }: Kit) =>
  ({
    listAreas: [read(() => '/v1/areas')],
    listClocks: [read(() => '/v1/clocks')],
    getCatalogue: [read(() => '/v1/catalogue')],
    listDepartments: [read(() => '/v1/departments')],
    getDepartment: [read(() => '/v1/departments/commerce')],
    listResponsibilities: [
      read(() => `/v1/responsibilities?q=${encodeURI('噪声')}`),
      [422, () => city().get('/v1/responsibilities?q=x&service=99-999')],
    ],
  }) satisfies Partial<Cases>
