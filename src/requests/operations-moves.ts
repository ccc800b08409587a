import type { Handler } from '../api/operations.ts'
import { noteSurge } from '../ratings/evidence/surges.ts'
import { close } from './closing.ts'
import { checkCourse } from './course.ts'
import { requireRequest } from './rows.ts'
import type { Mover } from './rules-life.ts'
import { checkClosure, checkMove, checkRework, isEscalated } from './rules-request.ts'
import { dueBy, entry, shown, step } from './step.ts'

export const answerRequest: Handler<'answerRequest'> = async ({ path, body: { words } }, context) =>
  step(context, path.id, 'answer', row => [entry('answer', row, {}, words)])

export const visitRequest: Handler<'visitRequest'> = async ({ path, body: { words } }, context) =>
  step(context, path.id, 'visit', row => [entry('visit', row, {}, words)])

export const completeRequest: Handler<'completeRequest'> = async ({ path, body: { outcome, words } }, context) =>
  step(context, path.id, outcome === 'completed' ? 'complete' : 'fail', async (row, tx) => [
    entry('complete', row, { outcome, followUpBy: await dueBy(tx, 'request.follow-up') }, words),
  ])

export const followUpRequest: Handler<'followUpRequest'> = async ({ path, body }, context) =>
  step(context, path.id, 'follow-up', row => {
    const { satisfied, stars = null, words } = body
    const said = entry('follow-up', row, { satisfied, stars }, words)
    // In the same transaction: nobody sees a request that has failed for good and waits for nobody.
    return isEscalated(row.reworks, satisfied) ? [said, escalated(row.id)] : [said]
  })

const escalated = (request: string) => ({ type: 'request.escalated', subject: request, payload: { request } })

export const reworkRequest: Handler<'reworkRequest'> = async ({ path, body: { supervisor, words } }, context) =>
  step(context, path.id, 'rework', async (row, tx) => {
    checkRework(row)
    const { id, round, reworks } = row
    const next = { supervisor, round: round + 1, reworks: reworks + 1, reworkBy: await dueBy(tx, 'request.rework') }
    return [entry('rework', { id, provider: null, department: null }, next, words)]
  })

export const closeRequest: Handler<'closeRequest'> = async ({ path, body }, context) =>
  context.write(async tx => {
    const row = await requireRequest(tx.db, tx.tables, path.id)
    checkMove(row, row.state === 'escalated' ? 'settle' : 'close', context.caller.role as Mover)
    checkClosure(row, body)
    await checkCourse(tx, context.caller, row, 'close')
    for (const provider of await close(tx, row, body.words)) await noteSurge(tx, provider)
    return { status: 201, ...(await shown(tx, path.id, context.now)) }
  })
