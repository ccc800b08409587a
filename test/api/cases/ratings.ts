import type { Cases, Kit } from './kit.ts'

export const ratingCases = ({ own, read, post }: Kit) =>
  ({
    getRating: [read(() => `${own()}/rating`)],
    explainRating: [read(() => `${own()}/rating/explanation`, 'regulator')],
    listRatingHistory: [read(() => `${own()}/rating/history`, 'regulator')],
    listEvidence: [read(() => `${own()}/evidence`, 'regulator')],
    recordInspection: [
      post(201, 'regulator', () => `${own()}/inspections`, { score: 90 }),
      post(422, 'regulator', () => `${own()}/inspections`, { score: 90, day: '2019-01-01' }),
    ],
    recordComplaint: [
      post(201, 'regulator', () => `${own()}/complaints`, { customer: 'c-1', upheld: true }),
      post(422, 'regulator', () => `${own()}/complaints`, { customer: 'c-1', upheld: true, day: '2019-01-01' }),
    ],
  }) satisfies Partial<Cases>
