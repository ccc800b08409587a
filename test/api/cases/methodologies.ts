import type { Cases, Kit } from './kit.ts'

export const methodologyCases = ({ read }: Kit) =>
  ({
    listMethodologies: [read(() => '/v1/methodologies')],
    getMethodology: [read(() => '/v1/methodologies/1.0.0')],
  }) satisfies Partial<Cases>
