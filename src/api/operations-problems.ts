import { decodeCursor, page } from '../ledger/cursor.ts'
import type { Problem } from '../store/domain-error.ts'
import { edgeError } from './errors.ts'
import type { Handler } from './operations.ts'
import { typeOf } from './problem.ts'
import { PROBLEMS } from './problems.ts'

const BY_CODE = [...PROBLEMS].sort(([a], [b]) => (a < b ? -1 : 1))

export const listProblems: Handler<'listProblems'> = async ({ query: { limit = 200, cursor } }) => {
  const after = decodeCursor('listProblems', cursor, ['text'])
  const rest = after ? BY_CODE.filter(([code]) => code > after[0]) : BY_CODE
  return { status: 200, body: page('listProblems', rest.slice(0, limit + 1), limit, ([code]) => [code], shown) }
}

export const getProblem: Handler<'getProblem'> = async ({ path: { code } }) => {
  const problem = PROBLEMS.get(code)
  if (!problem) throw edgeError('problem-not-found', { code })
  return { status: 200, body: shown([code, problem]) }
}

const shown = ([code, { status, zh, en }]: [code: string, Problem]) => ({ type: typeOf(code), code, status, zh, en })
