import type { Context, Handler, Schemas } from '../../api/operations.ts'
import { dateToDay, dayToDate } from '../../ledger/clock.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { type Seals, sealsOf } from '../../ledger/rows.ts'
import { requireProvider } from '../../registry/require.ts'
import { allClocks } from '../../registry/rows-clocks.ts'
import type { Words } from '../../store/domain-error.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import type { SanctionClass } from '../rules/parameters.ts'
import { eraseEvidence } from './erasure.ts'
import { actionError } from './errors-actions.ts'
import { sanctionError } from './errors-sanctions.ts'
import { factDay } from './fact-day.ts'
import { contestedOf } from './rows-appeals.ts'
import { type SanctionPiece, sanctionsAmong, sanctionsOf } from './rows-sanctions.ts'
import { sanctionClocks } from './rules-sanctions.ts'

type Shown = Schemas['sanction']

/** A sanction that is in force; the clocks only for those whom they concern. */
function toSanction(s: SanctionPiece, seals: Seals | undefined, contested: boolean, detailed: boolean): Shown {
  const { seq, provider, class: name, day, clocks } = s
  const text = (field: string) => seals?.[field]?.text ?? undefined
  return {
    id: seq,
    provider,
    class: name,
    day: dayToDate(day),
    publishedUntil: clocks.publicationEnds > day ? dayToDate(clocks.publicationEnds - 1) : null,
    authority: text('authority') ?? '',
    document: text('document') ?? '',
    contested,
    ...(text('text') ? { text: text('text') } : {}),
    ...(detailed ? { repairFrom: dayToDate(clocks.repairFrom), expires: dayToDate(clocks.expires) } : {}),
  }
}

export const listSanctions: Handler<'listSanctions'> = async ({ path: { id }, query }, context) => {
  const { limit = 50, cursor } = query
  const { ledger, services, day, caller } = context
  const { tables } = ledger.store
  const after = decodeCursor('listSanctions', cursor, ['integer'])?.[0] ?? 0
  const detailed = caller.role === 'regulator' || caller.provider === id
  return ledger.read(async db => {
    await requireProvider(db, tables, id)
    const lineage = await lineageOf(db, tables, id)
    const found = await sanctionsOf(db, tables, services.methodology, lineage, day)
    const isSeen = (s: SanctionPiece) => !s.lapsed && s.day <= day && (detailed || day < s.clocks.publicationEnds)
    const rows = found.filter(s => isSeen(s) && s.seq > after).slice(0, limit + 1)
    const seals = await sealsOf(
      db,
      tables,
      rows.map(s => s.seq),
    )
    const contested = await contestedOf(db, tables, lineage)
    const shown = (s: SanctionPiece) => toSanction(s, seals.get(s.seq), contested.has(s.seq), detailed)
    return { status: 200, body: page('listSanctions', rows, limit, s => [s.seq], shown) }
  })
}

export const recordSanction: Handler<'recordSanction'> = async ({ path: { id: provider }, body }, context) =>
  context.write(async tx => {
    await requireProvider(tx.db, tx.tables, provider)
    const day = body.day === undefined ? tx.day : factDay(body.day, context.day)
    const { class: name, authority, document, text } = body
    const publishedUntil = await checkTerm(tx, context, { ...body, day })
    const { seq } = await tx.append({
      type: 'evidence.sanction',
      subject: provider,
      payload: { provider, day, class: name, ...(publishedUntil === undefined ? {} : { publishedUntil }) },
      sealed: { authority, document, ...(text ? { text } : {}) },
    })
    return { status: 201, body: await readSanction(tx, context, seq) }
  })

const CLASS_WORDS: Readonly<Record<SanctionClass, Words>> = {
  minor: { zh: '轻微', en: 'minor' },
  general: { zh: '一般', en: 'general' },
  serious: { zh: '严重', en: 'serious' },
}

interface Term {
  class: SanctionClass
  day: number
  published?: boolean
  publishedUntil?: string
}

/**
 * Last day of publication if the authority has decided about it; the day before its first one: never published. Refuses a sanction that ends
 * before it begins, later than its class allows, or has ended, and one that the law has published.
 */
async function checkTerm(
  tx: Transaction,
  { services }: Context,
  { class: name, day, published = true, publishedUntil: date }: Term,
): Promise<number | undefined> {
  const { expires, publicationEnds } = sanctionClocks(services.methodology, await allClocks(tx.db, tx.tables), {
    class: name,
    day,
  })
  const until = date === undefined ? undefined : dateToDay(date)
  if (until !== undefined && until < day) throw sanctionError.at('sanction-ends-before-it-begins', '#/publishedUntil')
  if (until !== undefined && until >= publicationEnds)
    throw sanctionError.at('sanction-end-too-late', '#/publishedUntil', { class: CLASS_WORDS[name] })
  if (expires <= tx.day) throw sanctionError.at('sanction-ended', '#/day', { class: CLASS_WORDS[name] })
  if (published) return until
  if (name !== 'minor' || date !== undefined) throw sanctionError.at('sanction-is-published', '#/published')
  return day - 1
}

async function readSanction(tx: Transaction, { services }: Context, seq: number): Promise<Shown> {
  const [piece] = await sanctionsAmong(tx.db, tx.tables, services.methodology, [seq], tx.day)
  if (!piece) throw new Error(`no sanction ${seq}`)
  return toSanction(piece, (await sealsOf(tx.db, tx.tables, [seq])).get(seq), false, true)
}

export const repairSanction: Handler<'repairSanction'> = async ({ path: { id: seq }, body }, context) =>
  context.write(async tx => {
    const [found] = await sanctionsAmong(tx.db, tx.tables, context.services.methodology, [seq], tx.day)
    // One that has lapsed is not to be told from one that never was.
    if (!found || found.lapsed) throw sanctionError('sanction-not-found', { id: seq })
    if (tx.day < found.clocks.repairFrom)
      throw actionError('repair-out-of-term', { from: dayToDate(found.clocks.repairFrom) })
    const { provider } = found
    // Always sealed: without a commitment in it, the hash of a withheld entry could be tried against every provider.
    const sealed = { document: body.document }
    await tx.append({ type: 'action.repair', subject: provider, payload: { target: seq }, sealed })
    await eraseEvidence(tx, seq)
    return { status: 201, body: { sanction: seq, provider, repairedOn: dayToDate(tx.day) } }
  })
