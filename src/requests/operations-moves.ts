import type { Handler } from '../api/operations.ts'
import { noteSurge } from '../ratings/evidence/surges.ts'
import { close } from './closing.ts'
import { checkCourse } from './course.ts'
import { requireRequest } from './rows.ts'
import type { Mover } from './rules-life.ts'
import { checkAnswers, checkClosure, checkMove, checkRework, isEscalated } from './rules-request.ts'
import { dueBy, entry, factOf, shown, step } from './step.ts'

export const answerRequest: Handler<'answerRequest'> = async ({ path, body }, context) =>
  step(context, path.id, 'answer', body, row => [entry('answer', row, {}, body.words)])

export const visitRequest: Handler<'visitRequest'> = async ({ path, body }, context) =>
  step(context, path.id, 'visit', body, row => [entry('visit', row, {}, body.words)])

export const completeRequest: Handler<'completeRequest'> = async ({ path, body }, context) => {
  const { outcome, words } = body
  return step(context, path.id, outcome === 'completed' ? 'complete' : 'fail', body, async (row, fact) => [
    entry('complete', row, { outcome, followUpBy: await dueBy(fact, 'request.follow-up') }, words),
  ])
}

export const followUpRequest: Handler<'followUpRequest'> = async ({ path, body }, context) =>
  step(context, path.id, body.reached === false ? 'follow-up-attempt' : 'follow-up', body, row => {
    const { stars = null, words, resolved } = body
    const satisfied = checkAnswers(body)
    if (satisfied === null) return [entry('follow-up-attempt', row, { attempts: row.followUpAttempts + 1 }, words)]
    const said = entry('follow-up', row, { satisfied, stars, ...(resolved === undefined ? {} : { resolved }) }, words)
    // In the same transaction: nobody sees a request that has failed for good and waits for nobody.
    return isEscalated(row.reworks, satisfied) ? [said, escalated(row.id)] : [said]
  })

const escalated = (request: string) => ({ type: 'request.escalated', subject: request, payload: { request } })

export const reworkRequest: Handler<'reworkRequest'> = async ({ path, body }, context) =>
  step(context, path.id, 'rework', body, async (row, fact) => {
    checkRework(row)
    const { id, round, reworks } = row
    const reworkBy = await dueBy(fact, 'request.rework')
    const next = { supervisor: body.supervisor, round: round + 1, reworks: reworks + 1, reworkBy }
    return [entry('rework', { id, provider: null, department: null }, next, body.words)]
  })

export const closeRequest: Handler<'closeRequest'> = async ({ path, body }, context) =>
  context.write(async tx => {
    const row = await requireRequest(tx.db, tx.tables, path.id)
    checkMove(row, row.state === 'escalated' ? 'settle' : 'close', context.caller.role as Mover)
    checkClosure(row, body)
    const at = await factOf(tx, body, row.id)
    await checkCourse({ tx, at }, context.caller, row, 'close')
    for (const provider of await close(tx, row, body)) await noteSurge(tx, provider)
    return { status: 201, ...(await shown(tx, path.id, context.now)) }
  })
