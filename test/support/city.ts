import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import request from 'supertest'
import type { KeyRole } from '../../src/api/keys.ts'
import { DEFAULT_QUOTAS, type Quotas } from '../../src/api/quota.ts'
import { compareStores, rebuild } from '../../src/ledger/rebuild.ts'
import { SAFEGUARDS } from '../../src/ratings/evidence/entries-safeguards.ts'
import { NO_SAFEGUARDS, type Safeguards } from '../../src/ratings/evidence/rules-safeguards.ts'
import { evaluatedThroughRow } from '../../src/ratings/live/rows.ts'
import { openLedger, openService, type Service, type ServiceOptions } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'
import type { Store } from '../../src/store/store.ts'
import { foundedSchema } from '../store/databases.ts'
import { FOUNDED, foundedFile } from './founded.ts'

export const SERVICE = '05-001'
export const AREA = '330203'
const UNLIMITED = Object.fromEntries(Object.keys(DEFAULT_QUOTAS).map(role => [role, 1e9])) as Quotas
const USCCS = ['913302007645281201', '91350200776049653A']

interface CityOptions
  extends Pick<ServiceOptions, 'bodyLimits' | 'connectionLimits' | 'contract' | 'strangerLimits' | 'newId'> {
  threads?: number
  quotas?: Quotas
  store?: Store
  /** Safeguards of evidence, or true for those that a new city begins with. Most tests make their moves in one breath: none. */
  safeguards?: Safeguards | true
}

/** A small city behind a real server: reference data, two firms, a key per role. Every answer is checked against the contract. */
export class City {
  readonly service: Service
  /** It stands at FOUNDED; tests move it. */
  readonly clock: { ms: number }
  readonly keys: Record<KeyRole | 'otherFirm', string>
  readonly providers: [own: string, other: string]
  /** Of its embedded database. */
  readonly folder: string
  #registered = 2

  private constructor(parts: Pick<City, 'service' | 'clock' | 'keys' | 'providers'>, folder: string) {
    this.service = parts.service
    this.clock = parts.clock
    this.keys = parts.keys
    this.providers = parts.providers
    this.folder = folder
  }

  /** `store`: a founded one, instead of an embedded database of its own or, where there is a PostgreSQL server, a schema there. */
  static async open({ quotas = UNLIMITED, threads = 0, store: given, ...options }: CityOptions = {}): Promise<City> {
    const { safeguards = NO_SAFEGUARDS, ...limits } = options
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-city-'))
    const store = given ?? (await foundedSchema()) ?? (await openFounded(folder))
    const clock = { ms: FOUNDED }
    const config = { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' as const, quotas, threads }
    const service = await openService({ store, config, clock: { now: () => clock.ms }, ...limits })
    // Shedding has tests of its own; the others share a machine that may be busy.
    service.load.stop()
    await service.listen()
    if (safeguards !== true) await guard(service, safeguards)
    const providers = await Promise.all([register(service, 0), register(service, 1)])
    const keys = await issueKeys(service, providers)
    return new City({ service, clock, keys, providers }, folder)
  }

  /** The same city behind another service over the same database, which is to be closed first. */
  async beside(): Promise<City> {
    const { clock, keys, providers, folder } = this
    const config = { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' as const, quotas: UNLIMITED }
    const store = await openStore(this.service.ledger.store.reopen ?? { dataDir: folder })
    const service = await openService({ store, config, clock: { now: () => clock.ms } })
    service.load.stop()
    await service.listen()
    return new City({ service, clock, keys, providers }, folder)
  }

  call(method: 'get' | 'post' | 'patch' | 'put' | 'delete', path: string, role?: KeyRole | 'otherFirm') {
    const call = request(this.service.server)[method](path)
    return role ? call.set('Authorization', `Bearer ${this.keys[role]}`) : call
  }

  get(path: string, role?: KeyRole | 'otherFirm') {
    return this.call('get', path, role)
  }

  post(path: string, role: KeyRole | 'otherFirm', body: object) {
    return this.call('post', path, role).send(body)
  }

  /** The id of a key, by which the ledger names who used it. */
  keyId(role: KeyRole): string {
    return this.service.keys.ofHeader({}, `Bearer ${this.keys[role]}`)!.keyId!
  }

  /** Another firm (or volunteer organisation) that serves the example service and area. */
  register(kind: 'firm' | 'volunteer' = 'firm'): Promise<string> {
    return register(this.service, this.#registered++, kind)
  }

  later(ms: number): void {
    this.clock.ms += ms
  }

  /** Replays the ledger into a fresh database; what differs, row by row. */
  async differences(): Promise<unknown[]> {
    const { ledger } = this.service
    const store = await openStore({ dataDir: mkdtempSync(join(this.folder, 'rebuilt-')) })
    const again = await openLedger(store)
    await rebuild(ledger, again.ledger)
    const through = await ledger.read(db => evaluatedThroughRow(db, ledger.store.tables))
    if (through >= 0) await again.ledger.settle(through)
    const { differences } = await compareStores(ledger.store, store)
    const heads = [(await ledger.head()).hash, (await again.ledger.head()).hash]
    await store.close()
    return heads[0] === heads[1] ? differences : [...differences, heads]
  }

  async close(): Promise<void> {
    await this.service.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

async function openFounded(dataDir: string): Promise<Store> {
  writeFileSync(join(dataDir, SQLITE_FILE), await foundedFile())
  return openStore({ dataDir })
}

async function register({ ledger }: Service, n: number, kind: 'firm' | 'volunteer' = 'firm'): Promise<string> {
  const provider = ledger.newId()
  const facts = {
    kind,
    name: `宁波测试家政${n}有限公司`,
    uscc: USCCS[n] ?? `test-${n}`,
    usccStatus: n < USCCS.length ? 'valid' : 'overridden',
    phone: '0574-87000000',
  }
  const place = { address: null, area: AREA, areas: [AREA], offerings: ['05'], founded: null, validUntil: null }
  await ledger.write('test', tx =>
    tx.append({ type: 'provider.registered', subject: provider, payload: { provider, ...facts, ...place } }),
  )
  return provider
}

async function guard({ ledger }: Service, rules: Safeguards): Promise<void> {
  await ledger.write('test', tx => tx.append({ type: 'safeguards.set', subject: SAFEGUARDS, payload: { ...rules } }))
}

async function issueKeys({ ledger, keys }: Service, [own, other]: [string, string]) {
  const issued = {} as City['keys']
  for (const role of ['dispatcher', 'follow-up', 'registrar', 'regulator', 'firm', 'admin', 'otherFirm'] as const)
    issued[role] = await ledger.write('test', async tx => {
      const provider = role === 'firm' ? own : role === 'otherFirm' ? other : null
      return (await keys.issue(tx, role === 'otherFirm' ? 'firm' : role, provider, 'test')).key
    })
  return issued
}
