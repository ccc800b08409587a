import type { Transaction } from '../../ledger/ledger.ts'
import { requireProvider } from '../../registry/require.ts'
import { readSafeguards } from './rows-safeguards.ts'
import { isRaised, openSurgeDays, recordedSince } from './rows-surges.ts'
import { type Direction, directionOf, isSurge } from './rules-surges.ts'

/**
 * Raises the alarm if what was recorded about a provider today is a surge, once for a day and a direction. To be called by whoever records
 * evidence in the course of the day; files of past evidence raise none.
 */
export async function noteSurge(tx: Transaction, provider: string): Promise<void> {
  const { surge } = (await readSafeguards(tx.db, tx.tables)).rules
  if (surge.pieces === 0) return
  const today = await flowToday(tx, provider)
  for (const [direction, pieces] of today) {
    if (pieces < surge.pieces) continue
    if (await isRaised(tx.db, tx.tables, { provider, day: tx.day, direction })) continue
    const usual = await usualOf(tx, provider, direction, surge.usualDays)
    if (!isSurge(surge, { today: pieces, ...usual })) continue
    await tx.append({
      type: 'surge.raised',
      subject: provider,
      payload: { provider, day: tx.day, direction, pieces, usualPieces: usual.before, usualDays: usual.days },
    })
  }
}

async function flowToday({ db, tables, day }: Transaction, provider: string): Promise<Map<Direction, number>> {
  const flow = new Map<Direction, number>()
  for await (const x of recordedSince(db, tables, provider, day)) {
    const direction = x.retractedBy < 0 ? directionOf(x) : null
    if (direction) flow.set(direction, (flow.get(direction) ?? 0) + 1)
  }
  return flow
}

/**
 * Live pieces on the days before; a provider that was registered since is measured by its own days. A day whose surge nobody has examined
 * is not usual: a flood does not hide the next one.
 */
async function usualOf({ db, tables, day }: Transaction, provider: string, direction: Direction, most: number) {
  const { registeredDay } = await requireProvider(db, tables, provider)
  const since = day - Math.max(1, Math.min(most, day - registeredDay))
  const flooded = await openSurgeDays(db, tables, { provider, direction, since })
  let before = 0
  for await (const x of recordedSince(db, tables, provider, since)) {
    const counts = x.ledgerDay < day && x.retractedBy < 0 && directionOf(x) === direction
    if (counts && !flooded.has(x.ledgerDay)) before += 1
  }
  return { before, days: Math.max(1, day - since - flooded.size) }
}
