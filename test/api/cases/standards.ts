import type { Cases, Kit } from './kit.ts'

export const standardCases = ({ city, read }: Kit) =>
  ({
    listStandards: [read(() => '/v1/standards'), [422, () => city().get('/v1/standards?service=99')]],
    getStandard: [read(() => '/v1/standards/gb-t-31771-2024')],
  }) satisfies Partial<Cases>
