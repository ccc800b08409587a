import { CITY } from '../city/city.ts'
import type { Transaction } from '../ledger/ledger.ts'
import type { Ratings } from '../ratings/entries.ts'
import { eraseEvidence } from '../ratings/evidence/erasure.ts'
import { DAY, type PlannedEvent } from './plan-history.ts'
import type { PlannedProvider } from './plan-providers.ts'
import { Random } from './random.ts'
import type { DemoData } from './settings.ts'

type SanctionClass = 'minor' | 'general' | 'serious'

/** Sanctions against firms of the demo city, by days before its end: one has ended by itself, one was repaired. */
const SANCTIONS: { class: SanctionClass; before: number; repairedBefore?: number; text: string }[] = [
  { class: 'minor', before: 200, text: '未在经营场所公示收费标准' },
  { class: 'minor', before: 25, text: '未按规定公示服务人员信息' },
  { class: 'general', before: 140, text: '虚假宣传服务人员资质' },
  { class: 'general', before: 320, repairedBefore: 160, text: '拒不处理消费者投诉' },
  { class: 'serious', before: 400, text: '使用虚假健康证明派遣服务人员' },
]
/** Days before the end on which firms with an alarm are inspected again, and pass. */
const CLEARINGS = [60, 45, 30, 20]
const PASSED = 84
/** Where the loader's own generator ends and this one begins: what it draws leaves the rest of the city as it is. */
const OWN_STREAM = 3

/** Sanctions, a re-registration, a candidate for one, and alarms that an inspection cleared. Adds to the events. */
export function planCredit(data: DemoData, providers: PlannedProvider[], until: number, events: PlannedEvent[]): void {
  const random = new Random(data.settings.seed + OWN_STREAM)
  const of = (...profiles: string[]) =>
    providers.flatMap((p, index) => (p.kind === 'firm' && profiles.includes(p.profile?.name ?? '') ? [index] : []))
  const weak = of('weak', 'poor', 'fair')
  for (const sanction of SANCTIONS) planSanction(random, weak, until, sanction, events)
  planSuccessors(weak, of('newcomer'), providers, until, events)
  for (const [i, provider] of of('collapse').slice(0, CLEARINGS.length).entries())
    events.push(move(provider, until - CLEARINGS[i]! * DAY, clearAlarm))
}

type Run = (tx: Transaction, provider: string, ratings: Ratings) => Promise<unknown>
const move = (provider: number, at: number, run: Run): PlannedEvent => ({ kind: 'move', at, provider, run })

function planSanction(
  random: Random,
  firms: number[],
  until: number,
  { class: name, before, repairedBefore, text }: (typeof SANCTIONS)[number],
  events: PlannedEvent[],
): void {
  if (firms.length === 0) return
  const [provider] = firms.splice(random.between(0, firms.length - 1), 1) as [number]
  const at = until - before * DAY
  let target = 0
  const document = `甬市监罚〔${new Date(at).getUTCFullYear()}〕${random.between(10, 480)}号`
  const record: Run = async (tx, id) => {
    const entry = await tx.append({
      type: 'evidence.sanction',
      subject: id,
      payload: { provider: id, day: tx.day, class: name },
      sealed: { authority: `${CITY.name}市场监督管理局`, document, text },
    })
    target = entry.seq
  }
  const repair: Run = async (tx, id) => {
    const sealed = { document: document.replace('罚', '修') }
    await tx.append({ type: 'action.repair', subject: id, payload: { target }, sealed })
    await eraseEvidence(tx, target)
  }
  events.push(move(provider, at, record))
  if (repairedBefore !== undefined) events.push(move(provider, until - repairedBefore * DAY, repair))
}

/** Two firms leave and two others bear their telephone numbers: one pair was linked, the other is for the registrar to look at. */
function planSuccessors(
  old: number[],
  young: number[],
  providers: PlannedProvider[],
  until: number,
  events: PlannedEvent[],
) {
  for (const [i, before] of [90, 40].entries()) {
    const [predecessor, successor] = [old.at(-1 - i), young.at(-1 - i)]
    if (predecessor === undefined || successor === undefined) return
    providers[successor]!.phone = providers[predecessor]!.phone
    events.push({ kind: 'withdrawal', at: until - before * DAY, provider: predecessor })
    const link: Run = (tx, provider) =>
      tx.append({
        type: 'action.link',
        subject: provider,
        payload: { provider, predecessor: providers[predecessor]!.id },
        sealed: { reason: '原机构退出后同一经营者重新登记' },
      })
    if (i === 0) events.push(move(successor, until - (before - 5) * DAY, link))
  }
}

/** If the firm is under an alarm then: an inspection that it passes, and the clearing that names it. */
const clearAlarm: Run = async (tx, provider, ratings) => {
  if (!ratings.inFlight(provider)?.fold.alarms.length) return
  const { seq } = await tx.append({
    type: 'evidence.inspection',
    subject: provider,
    payload: { provider, day: tx.day, score: PASSED },
    sealed: { text: '预警后检查：服务规范，投诉已逐件回复' },
  })
  await tx.append({ type: 'action.alarm-cleared', subject: provider, payload: { provider, inspection: seq } })
}
