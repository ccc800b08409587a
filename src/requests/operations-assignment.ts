import type { Context, Handler } from '../api/operations.ts'
import { decideFromRows } from '../eligibility/facts.ts'
import type { GateDecision } from '../eligibility/rules-gate.ts'
import { reasonsInWords } from '../eligibility/texts.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { registryError } from '../registry/errors.ts'
import { dutyError } from '../registry/errors-duties.ts'
import { findProvider, type ProviderRow } from '../registry/rows.ts'
import { findDepartment } from '../registry/rows-duties.ts'
import { serves } from '../registry/rules-areas.ts'
import { checkMatter, requireDuty } from './availability.ts'
import { checkAssignmentRate } from './course.ts'
import { requestError } from './errors.ts'
import { assignmentError } from './errors-assignment.ts'
import type { RequestRow } from './rows.ts'
import { transfersInARow } from './rows-rounds.ts'
import { checkTransfer } from './rules-request.ts'
import { answerBy, entry, handlingBy, step } from './step.ts'

export const classifyRequest: Handler<'classifyRequest'> = async ({ path, body }, context) => {
  if (!body.service && !body.duty) throw requestError('matter-missing', {}, [{ pointer: '#/service', code: 'missing' }])
  return step(context, path.id, 'classify', body, async (row, { tx }) => {
    const { service, duty, area } = body
    await checkMatter(tx, context, body)
    return [entry('classify', row, { ...(service ? { service } : {}), ...(duty ? { duty } : {}), area })]
  })
}

export const assignRequest: Handler<'assignRequest'> = async ({ path, body }, context) => {
  const { provider, department } = body
  if ((provider === undefined) === (department === undefined))
    throw assignmentError('assignment-target', {}, [{ pointer: '#/provider', code: 'one-of' }])
  return step(context, path.id, 'assign', body, async (row, fact) => {
    const { tx } = fact
    const by = await answerBy(fact, row.urgency)
    if (provider) {
      const { kind } = await requireKnown(tx, provider)
      return [entry('assign', row, { ...(await passGate(tx, context, row, provider)), responder: kind, answerBy: by })]
    }
    await requireServing(tx, department!, row)
    const handling = row.reworks > 0 ? {} : { handlingBy: await handlingBy(fact, row.kind) }
    return [entry('assign', row, { department, responder: 'department', answerBy: by, ...handling })]
  })
}

export const claimRequest: Handler<'claimRequest'> = async ({ path, body }, context) =>
  step(context, path.id, 'claim', body, async (row, { tx }) => {
    const { provider } = body
    if (row.kind !== 'wish') throw assignmentError('not-a-wish', { id: row.id })
    const { kind } = await requireKnown(tx, provider)
    if (kind !== 'volunteer') throw assignmentError('claim-not-volunteer', { provider })
    return [entry('claim', row, { ...(await passGate(tx, context, row, provider)), responder: kind })]
  })

export const transferRequest: Handler<'transferRequest'> = async ({ path, body }, context) =>
  step(context, path.id, 'transfer', body, async (row, fact) => {
    const { tx } = fact
    const { department: to, duty, words } = body
    const from = row.department
    if (!from) throw assignmentError('transfer-not-department', { id: row.id })
    if (to === from) throw assignmentError('transfer-to-itself', {}, [{ pointer: '#/department', code: 'same' }])
    checkTransfer(row.id, await transfersInARow(tx.db, tx.tables, row.id))
    await requireServing(tx, to, row)
    if (duty && (await requireDuty(tx, duty, row.area!)).department !== to)
      throw assignmentError('duty-not-held', { duty, department: to }, [{ pointer: '#/duty', code: 'not-held' }])
    const responsible = row.state === 'answered' ? from : (row.responsible ?? from)
    return [transfer(row, { to, duty, responsible, answerBy: await answerBy(fact, row.urgency) }, words)]
  })

function transfer(
  row: RequestRow,
  facts: { to: string; duty?: string; responsible: string; answerBy: string },
  words?: string,
) {
  const { id, department: from, round } = row
  const payload = { from, ...facts, round: round + 1, cause: 'hand-on' }
  return entry('transfer', { id, provider: null, department: null }, payload, words)
}

async function requireKnown(tx: Transaction, provider: string): Promise<ProviderRow> {
  const row = await findProvider(tx.db, tx.tables, provider)
  if (!row) throw registryError('provider-unknown', { id: provider }, [{ pointer: '#/provider', code: 'unknown' }])
  return row
}

/** The department, where it serves the request's area: `department-unknown`, `department-not-in-area` (422) otherwise. */
async function requireServing(tx: Transaction, id: string, { area }: RequestRow): Promise<void> {
  const pointer = '#/department'
  const department = await findDepartment(tx.db, tx.tables, id)
  if (!department) throw dutyError('department-unknown', { id }, [{ pointer, code: 'unknown' }])
  if (!serves(department.area, area!))
    throw assignmentError('department-not-in-area', { id, area }, [{ pointer, code: 'not-in-area' }])
}

/**
 * From the rows that this transaction sees, so that nothing that comes before it in the ledger is missed. The gate decides by the day of the
 * record, whatever time of the fact is told.
 */
async function passGate(tx: Transaction, context: Context, row: RequestRow, provider: string) {
  const { service, area } = row
  if (!service && row.kind !== 'wish') throw assignmentError('item-missing', { id: row.id })
  const { methodology } = context.services
  const question = { provider, service: service ?? '', area: area! }
  const decision = await decideFromRows(tx.db, tx.tables, methodology, question, tx.day)
  const reasons = against(decision, service)
  if (reasons.length > 0)
    throw assignmentError('gate-refused', { provider }, [], { reasons: reasonsInWords(reasons, context.language) })
  await checkAssignmentRate(tx, context.caller, provider)
  return { provider, state: decision.state, grade: decision.grade }
}

/** A wish need not name an item; everything else that the gate asks holds for it too. */
function against({ eligible, reasons }: GateDecision, service: string | null) {
  if (eligible) return []
  return service ? reasons : reasons.filter(reason => reason.code !== 'service-not-offered')
}
