export { type ClientOptions, createXinqiaoClient, type XinqiaoClient } from './client.ts'
export { itemsOf, type ListPath } from './pages.ts'
export { answerOf, type Fault, type Problem, type ProblemCode, ProblemError } from './problem.ts'
export type { RetryOptions } from './retry.ts'
export type { components, operations, paths } from './types.gen.ts'

import type { components } from './types.gen.ts'

/** Types of bodies by the name of their schema: `Schemas['rating']`. */
export type Schemas = components['schemas']
