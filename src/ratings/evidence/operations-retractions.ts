import type { Context, Handler, Schemas } from '../../api/operations.ts'
import { timestamp } from '../../ledger/clock.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import { readHead } from '../../ledger/head.ts'
import { sealsOf } from '../../ledger/rows.ts'
import { requireProvider } from '../../registry/require.ts'
import { findProvider } from '../../registry/rows.ts'
import type { Reader } from '../../store/store.ts'
import type { Report } from '../engine/report.ts'
import { retractionError } from './errors-retractions.ts'
import { effectOn, type Moved } from './retraction-effect.ts'
import { type Asked, type Found, scan } from './retraction-scan.ts'
import { keysById } from './rows-hands.ts'
import { type RetractionEntry, retractionEntries } from './rows-retractions.ts'
import { effectOf, MOST_DAYS, MOST_PIECES, MOST_PROVIDERS, tallyOf } from './rules-retractions.ts'

type Written = Schemas['retraction-write']
type Retraction = Schemas['retraction']
const DAY_MS = 86_400_000

/** Without `effect` nothing is written: the answer shows what would change, and the name of that. With it the retraction is done. */
export const retractEvidence: Handler<'retractEvidence'> = async ({ body }, context) => {
  const asked = checkAsked(body, context)
  if (body.effect !== undefined && !body.reason) throw retractionError.at('retraction-reason-missing', '#/reason')
  const { ledger } = context
  const found = await ledger.read(db => find(db, context, asked))
  const shown = await ledger.read(db => show(db, context, asked, found))
  if (body.effect === undefined) return { status: 200, body: shown }
  if (body.effect !== shown.effect) throw retractionError('retraction-effect-changed')
  if (found.pieces.length === 0) throw retractionError('retraction-empty')
  return carryOut(context, { asked, found, shown, reason: body.reason! })
}

interface Decided {
  asked: Asked
  found: Found
  shown: Retraction
  reason: string
}

/** The engine refuses what was retracted meanwhile; nothing of the unit of work stays then. */
const carryOut = (context: Context, { asked, found, shown, reason }: Decided) =>
  context.write(async tx => {
    const { key, from, to, provider } = asked
    const entry = await tx.append({
      type: 'action.retractions',
      subject: `key:${key}`,
      payload: {
        key,
        from: timestamp(from),
        to: timestamp(to),
        ...(provider === undefined ? {} : { provider }),
        providers: shown.providers.map(moved => moved.provider.id),
        targets: found.pieces.map(piece => piece.seq),
      },
      sealed: { reason },
    })
    return { status: 201 as const, body: { ...shown, id: entry.seq, retractedAt: entry.at, reason } }
  })

function checkAsked({ key, from, to, provider }: Written, { caller }: Context): Asked {
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  if (!(begin < end) || end - begin > MOST_DAYS * DAY_MS)
    throw retractionError('retraction-period', { most: MOST_DAYS }, [{ pointer: '#/to', code: 'range' }])
  if (key === caller.keyId) throw retractionError('retraction-own-key', { key })
  return { key, from: begin, to: end, provider }
}

async function find(db: Reader, { ledger }: Context, asked: Asked): Promise<Found> {
  const { tables } = ledger.store
  if (asked.provider !== undefined) await requireProvider(db, tables, asked.provider)
  if (!(await keysById(db, tables, [asked.key])).has(asked.key))
    throw retractionError('retraction-key-unknown', { key: asked.key }, [{ pointer: '#/key', code: 'unknown' }])
  const found = await scan(db, tables, asked, (await readHead(db, tables)).seq)
  const pieces = found.pieces.length
  const providers = new Set(found.pieces.map(piece => piece.provider)).size
  if (pieces > MOST_PIECES || providers > MOST_PROVIDERS)
    throw retractionError('retraction-too-large', {
      pieces,
      providers,
      mostPieces: MOST_PIECES,
      mostProviders: MOST_PROVIDERS,
    })
  return found
}

async function show(db: Reader, context: Context, asked: Asked, { pieces, pending }: Found): Promise<Retraction> {
  const { ledger, services, day } = context
  const { tables } = ledger.store
  const seq = (await readHead(db, tables)).seq + 1
  const moved = await effectOn({ db, tables, m: services.methodology, day, seq }, pieces)
  const providers: Retraction['providers'] = []
  for (const one of moved) providers.push(await toMoved(db, context, one))
  return {
    id: null,
    key: asked.key,
    from: timestamp(asked.from),
    to: timestamp(asked.to),
    provider: asked.provider ?? null,
    effect: effectOf(pieces.map(piece => piece.seq)),
    pieces: tallyOf(pieces),
    pending,
    providers,
    retractedAt: null,
    reason: null,
  }
}

async function toMoved(db: Reader, { ledger }: Context, { provider, pieces, before, after }: Moved) {
  const { name } = (await findProvider(db, ledger.store.tables, provider))!
  return { provider: { id: provider, name }, pieces, before: toStanding(before), after: toStanding(after) }
}

const toStanding = ({ grade, state, point, assured, orders }: Report) => ({
  grade: grade as 'NR',
  state,
  point,
  assured,
  orders,
})

export const listRetractions: Handler<'listRetractions'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor } = query
  const { tables } = ledger.store
  const key = decodeCursor('listRetractions', cursor, ['integer'])
  return ledger.read(async db => {
    const rows = await retractionEntries(db, tables, key ? Number(key[0]) : null, limit + 1)
    const seals = await sealsOf(
      db,
      tables,
      rows.map(row => row.seq),
    )
    const shown = ({ seq, at, actor, payload }: RetractionEntry) => ({
      id: seq,
      retractedAt: at,
      actor,
      key: payload.key,
      from: payload.from,
      to: payload.to,
      provider: payload.provider ?? null,
      providers: payload.providers.length,
      pieces: payload.targets.length,
      reason: seals.get(seq)?.reason?.text ?? null,
    })
    return { status: 200, body: page('listRetractions', rows, limit, row => [row.seq], shown) }
  })
}
