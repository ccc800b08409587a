/**
 * The same answer written the ordinary way: Express 5, better-sqlite3, drizzle, ajv, a key check against its table, scores kept in a
 * column that somebody else brings up to date. Indexed well; no logs, no quotas, no metrics, so that it is not made to look slow.
 */
import { createHash, createHmac } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import Database from 'better-sqlite3'
import { and, asc, desc, eq, exists, gte, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import express from 'express'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import { encodeCursor } from '../../src/ledger/cursor.ts'
import { reportOf } from '../../src/ratings/engine/report.ts'
import { type RatingRow, toRecord } from '../../src/ratings/live/rows.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { sqliteTables } from '../../src/store/tables.ts'
import { argument, patient, serveQuestions } from '../harness/process.ts'

const { folder } = argument() as { folder: string }
const { providers, offerings, servedAreas, keys, secrets, ledgerHead, ratings } = sqliteTables as never as Record<
  string,
  // biome-ignore lint/suspicious/noExplicitAny: the tables are typed for both databases, this is for one
  any
>
const scores = sqliteTable('bench_scores', {
  provider: text('provider').primaryKey(),
  rank: integer('rank').notNull(),
  state: text('state').notNull(),
  grade: text('grade').notNull(),
  point: integer('point').notNull(),
  assured: integer('assured').notNull(),
  reasons: text('reasons').notNull(),
})

const client = new Database(join(folder, 'xinqiao.sqlite'))
const db = drizzle({ client })
const today = businessDay(Date.now())
const date = dayToDate(today)

/** One row per provider, as a nightly job and every write would keep it. */
function keepScores(): void {
  client.exec(`create table if not exists bench_scores (provider text primary key, rank integer not null, state text not null,
    grade text not null, point integer not null, assured integer not null, reasons text not null) strict`)
  client.exec('create index if not exists bench_offerings on offerings (service, provider)')
  const m = loadMethodology()
  const known = new Map((db.select().from(ratings).all() as RatingRow[]).map(row => [row.provider, toRecord(m, row)]))
  client.exec('begin')
  for (const { id } of db.select({ id: providers.id }).from(providers).all()) {
    const { state, grade, point, assured, watch } = reportOf(m, known.get(id), today)
    const first = grade === 'NR' ? ['credit-not-rated'] : state === 'probation' ? ['credit-probation'] : []
    const reasons = JSON.stringify(watch ? [...first, 'credit-watch'] : first)
    db.insert(scores)
      .values({ provider: id, rank: state === 'full' ? 0 : 1, state, grade, point, assured, reasons })
      .run()
  }
  client.exec('commit')
  client.exec('analyze')
}

const validate = new Ajv({ coerceTypes: true, useDefaults: true }).compile<Query>({
  type: 'object',
  additionalProperties: false,
  required: ['service', 'area'],
  properties: {
    service: { type: 'string', pattern: '^\\d{2}-\\d{3}$' },
    area: { type: 'string', pattern: '^\\d{2}(\\d{2}(\\d{2})?)?$' },
    state: { type: 'string', enum: ['full', 'probation'] },
    limit: { type: 'integer', minimum: 1, maximum: 200, default: 20 },
  },
})

interface Query {
  service: string
  area: string
  state?: 'full' | 'probation'
  limit: number
}

/** Rows beyond the page, so that equals at its end can be put in the order of the day. */
const MARGIN = 60

function rowsOf({ service, area, state, limit }: Query) {
  return db
    .select()
    .from(providers)
    .innerJoin(scores, eq(scores.provider, providers.id))
    .where(
      and(
        eq(providers.registration, 'operating'),
        eq(providers.standing, 'active'),
        or(isNull(providers.validUntil), gte(providers.validUntil, date)),
        ne(scores.state, 'barred'),
        state ? eq(scores.state, state) : undefined,
        exists(
          db
            .select({ one: sql`1` })
            .from(offerings)
            .where(
              and(eq(offerings.provider, providers.id), inArray(offerings.service, [service, service.slice(0, 2)])),
            ),
        ),
        exists(
          db
            .select({ one: sql`1` })
            .from(servedAreas)
            .where(
              and(
                eq(servedAreas.provider, providers.id),
                inArray(servedAreas.area, [area, area.slice(0, 4), area.slice(0, 2)]),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(scores.rank), desc(scores.assured))
    .limit(limit + MARGIN)
    .all() as { providers: Record<string, string>; bench_scores: typeof scores.$inferSelect }[]
}

function answer(query: Query) {
  const { service, area, state, limit } = query
  const rotation = (id: string) => createHash('sha256').update(`${date}|${service}|${area}|${id}`).digest('hex')
  const found = rowsOf(query).map(({ providers: p, bench_scores: s }) => ({
    key: [s.rank, -s.assured, rotation(p.id!), p.id!] as const,
    item: {
      provider: { id: p.id, name: p.name, kind: p.kind, phone: p.phone, areas: JSON.parse(p.areas!) },
      state: s.state,
      grade: s.grade,
      point: s.point,
      assured: s.assured,
      reasons: JSON.parse(s.reasons),
    },
  }))
  found.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || (a.key[2] < b.key[2] ? -1 : 1))
  const shown = found.slice(0, limit)
  const next =
    found.length > limit
      ? encodeCursor(`listEligibleProviders ${service} ${area} ${state ?? ''}`, shown.at(-1)!.key)
      : null
  const [head] = db.select({ seq: ledgerHead.seq }).from(ledgerHead).all() as { seq: number }[]
  return { items: shown.map(({ item }) => item), next, registryVersion: head!.seq }
}

const secret = () =>
  (db.select().from(secrets).all() as { name: string; value: string }[]).find(s => s.name === 'key-mac')!.value

async function open() {
  keepScores()
  const hmacKey = Buffer.from(secret(), 'hex')
  const app = express()
  app.use((req, res, next) => {
    const key = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1] ?? ''
    const mac = createHmac('sha256', hmacKey).update(key).digest('hex')
    const [row] = db.select().from(keys).where(eq(keys.mac, mac)).all() as { role: string; revokedAt: string | null }[]
    if (!row || row.revokedAt) return void res.status(401).json({ code: 'key-invalid' })
    if (!['dispatcher', 'regulator', 'registrar'].includes(row.role)) return void res.status(403).json({})
    next()
  })
  app.get('/v1/eligible-providers', (req, res) => {
    const query = { ...req.query } as unknown as Query
    if (!validate(query)) return void res.status(400).json({ errors: validate.errors })
    res.json(answer(query))
  })
  const server = patient(app.listen(0, '127.0.0.1'))
  await new Promise(resolve => server.once('listening', resolve))
  return { port: () => ({ port: (server.address() as AddressInfo).port }) }
}

serveQuestions(open())
