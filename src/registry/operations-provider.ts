import type { Context, Handler } from '../api/operations.ts'
import { businessDay, dayToDate } from '../ledger/clock.ts'
import { decodeCursor, encodeCursor } from '../ledger/cursor.ts'
import { etagOf, requireMatch } from '../ledger/etag.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { requireDay } from '../ledger/require-day.ts'
import { registryError } from './errors.ts'
import { cleanTexts, codeless, freeCode } from './provider-codes.ts'
import { representativeHash } from './representative.ts'
import { requireArea, requireProvider, requireService } from './require.ts'
import { type ProviderRow, toProvider } from './rows.ts'
import { foundedRange, termRange } from './rules-facts.ts'
import { nameKey } from './rules-name.ts'
import { moveStanding, type Standing, type StandingMove } from './rules-provider.ts'
import { refuseSameName } from './same-name.ts'
import { type Place, searchProviders } from './search.ts'

function shown(row: ProviderRow) {
  return { body: toProvider(row), etag: etagOf(row.version) }
}

export const getProvider: Handler<'getProvider'> = async ({ path }, { ledger }) => {
  const row = await ledger.read(db => requireProvider(db, ledger.store.tables, path.id))
  return { status: 200, ...shown(row) }
}

export const listProviders: Handler<'listProviders'> = async ({ query }, context) => {
  const { ledger, services, now } = context
  const { limit = 50, cursor, grade, ...filter } = query
  const { tables } = ledger.store
  const after = readPlace(cursor)
  const { rows, next } = await ledger.read(async db => {
    if (filter.service) await requireService(db, tables, filter.service, '?service')
    if (filter.area) await requireArea(db, tables, filter.area, now, '?area')
    const graded = grade === undefined ? {} : { graded: await services.gradeFilter(db, context, grade) }
    return searchProviders({ db, tables, limit }, { ...filter, ...graded }, after)
  })
  return { status: 200, body: { items: rows.map(toProvider), next: next && writtenPlace(next) } }
}

function readPlace(cursor: string | undefined): Place | null {
  const key = decodeCursor('listProviders', cursor, ['integer', 'integer', 'integer', 'text', 'text'])
  if (!key) return null
  const [stage, found, rank, name, id] = key
  return { stage, found, rank, name, id }
}

const writtenPlace = ({ stage, found, rank, name, id }: Place) =>
  encodeCursor('listProviders', [stage, found, rank, name, id])

export const createProvider: Handler<'createProvider'> = async ({ body: sent }, context) => {
  const body = cleanTexts(sent)
  const { usccOverride, uscc: given, representative, sameNameConfirmed = false, ...facts } = body
  if (given === undefined && facts.kind !== 'volunteer') throw registryError.at('uscc-missing', '#/uscc')
  checkDates(facts, context.now)
  return context.write(async tx => {
    await checkReferences(tx, context, body)
    const code = given === undefined ? await codeless(tx, body) : await freeCode(tx, given, usccOverride)
    if (!sameNameConfirmed) await refuseSameName(tx, { name: facts.name, area: facts.area, self: null })
    const id = context.newId()
    await tx.append({
      type: 'provider.registered',
      subject: id,
      payload: {
        provider: id,
        kind: facts.kind,
        name: facts.name,
        ...code,
        phone: facts.phone ?? null,
        address: facts.address ?? null,
        area: facts.area,
        areas: [...facts.areas].sort(),
        offerings: [...facts.offerings].sort(),
        founded: facts.founded ?? null,
        validUntil: facts.validUntil ?? null,
        ...(await representativeOf(tx, representative)),
        admission: 'registered',
      },
    })
    return { status: 201, location: `/v1/providers/${id}`, ...shown(await requireProvider(tx.db, tx.tables, id)) }
  })
}

function checkDates(facts: { founded?: string | null; validUntil?: string | null }, now: number): void {
  const { founded, validUntil } = facts
  if (founded) requireDay(founded, foundedRange(dayToDate(businessDay(now))), '#/founded')
  if (validUntil) requireDay(validUntil, termRange(founded), '#/validUntil')
}

/** The part of a legal representative that an entry keeps. */
async function representativeOf(tx: Transaction, name: string | undefined): Promise<{ representativeHash?: string }> {
  return name === undefined ? {} : { representativeHash: await representativeHash(tx, name) }
}

interface References {
  area?: string
  areas?: string[]
  offerings?: string[]
}

async function checkReferences({ db, tables }: Transaction, { now }: Context, body: References): Promise<void> {
  if (body.area) await requireArea(db, tables, body.area, now, '#/area')
  for (const [i, area] of (body.areas ?? []).entries()) await requireArea(db, tables, area, now, `#/areas/${i}`)
  for (const [i, service] of (body.offerings ?? []).entries())
    await requireService(db, tables, service, `#/offerings/${i}`)
}

export const updateProvider: Handler<'updateProvider'> = async ({ path, headers, body: sent }, context) => {
  const body = cleanTexts(sent)
  checkDates(body, context.now)
  return context.write(async tx => {
    const row = await requireProvider(tx.db, tx.tables, path.id)
    requireMatch(headers['if-match'], row.version)
    if (row.standing === 'withdrawn') throw registryError('provider-withdrawn', { id: path.id })
    await checkReferences(tx, context, body)
    const { representative, uscc, usccOverride, sameNameConfirmed = false, ...facts } = body
    if (uscc !== undefined && row.uscc !== null) throw registryError.at('uscc-fixed', '#/uscc', { uscc: row.uscc })
    const { name = row.name, area = row.area } = facts
    const isMoved = nameKey(name) !== row.nameKey || area !== row.area
    if (isMoved && !sameNameConfirmed) await refuseSameName(tx, { name, area, self: row.id })
    const changes = {
      ...(uscc === undefined ? {} : await freeCode(tx, uscc, usccOverride)),
      ...(facts.areas ? { ...facts, areas: [...facts.areas].sort() } : facts),
      ...(await representativeOf(tx, representative)),
    }
    await tx.append({ type: 'provider.changed', subject: path.id, payload: { provider: path.id, ...changes } })
    return { status: 200, ...shown(await requireProvider(tx.db, tx.tables, path.id)) }
  })
}

export const setOfferings: Handler<'setOfferings'> = async ({ path, headers, body }, context) =>
  context.write(async tx => {
    const row = await requireProvider(tx.db, tx.tables, path.id)
    requireMatch(headers['if-match'], row.version)
    if (row.standing === 'withdrawn') throw registryError('provider-withdrawn', { id: path.id })
    await checkReferences(tx, context, body)
    const payload = { provider: path.id, offerings: [...body.offerings].sort() }
    await tx.append({ type: 'provider.offerings-set', subject: path.id, payload })
    return { status: 200, ...shown(await requireProvider(tx.db, tx.tables, path.id)) }
  })

async function changeStanding(id: string, reason: string, move: StandingMove, type: string, context: Context) {
  return context.write(async tx => {
    const row = await requireProvider(tx.db, tx.tables, id)
    moveStanding(id, row.standing as Standing, move)
    await tx.append({ type, subject: id, payload: { provider: id }, sealed: { reason } })
    return { status: 201 as const, ...shown(await requireProvider(tx.db, tx.tables, id)) }
  })
}

export const suspendProvider: Handler<'suspendProvider'> = async ({ path, body }, context) =>
  changeStanding(path.id, body.reason, 'suspend', 'provider.suspended', context)

export const reinstateProvider: Handler<'reinstateProvider'> = async ({ path, body }, context) =>
  changeStanding(path.id, body.reason, 'reinstate', 'provider.reinstated', context)

export const withdrawProvider: Handler<'withdrawProvider'> = async ({ path, body }, context) =>
  changeStanding(path.id, body.reason, 'withdraw', 'provider.withdrawn', context)
