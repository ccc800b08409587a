import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openDoor } from '../../src/api/door.ts'
import { firstKeys } from '../../src/commands/first-keys.ts'
import { openLedger, openService, type Service } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { ServiceProcess } from '../machine/process.ts'

const parent = mkdtempSync(join(tmpdir(), 'xinqiao-serve-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))
const newFolder = () => join(parent, randomUUID())
const rights = (path: string) => statSync(path).mode & 0o777
const rightsIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map(name => [name, rights(join(folder, name))]))

describe('a start on a port that is in use', () => {
  it('ends at once with one clear line, and has made neither a city nor keys', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', () => resolve()))
    const { port } = other.address() as AddressInfo
    const data = newFolder()
    await expect(ServiceProcess.start({ XINQIAO_DATA: data, PORT: String(port) })).rejects.toThrow(
      /ended with 1: serve: 端口已被占用.*choose another with PORT \(127\.0\.0\.1:\d+\)\n$/,
    )
    expect(existsSync(data)).toBe(false)
    other.close()
  })
})

describe('the first start without a terminal', () => {
  const data = newFolder()
  const file = join(data, 'first-keys.txt')
  let service: ServiceProcess
  beforeAll(async () => {
    service = await ServiceProcess.start({ XINQIAO_DATA: data, XINQIAO_LOG: 'info' })
  })
  afterAll(() => service.end('SIGKILL'))

  it('prints no key, and says in which file they are', () => {
    expect(service.said()).not.toMatch(/xq_[\w-]{10}/)
    expect(service.said()).toContain(file)
  })

  it('writes keys that work', async () => {
    expect(Object.keys(service.keys).sort()).toEqual(['admin', 'dispatcher', 'follow-up', 'registrar', 'regulator'])
    expect((await service.send('GET', '/v1/keys?limit=1', 'admin')).status).toBe(200)
  })

  it('logs who asked what, and no word of the question', async () => {
    await service.send('GET', '/v1/providers?q=secret-word&limit=1', 'admin')
    await fetch(`${service.address}/v1/areas?limit=1`)
    const lines = (operation: string) =>
      service
        .said()
        .split('\n')
        .filter(line => line.includes(`"operation":"${operation}"`))
        .map(line => JSON.parse(line))
    await vi.waitFor(() => expect(lines('listAreas')).not.toEqual([]), 10_000)
    const known = { method: 'GET', status: 200, address: '127.0.0.1' }
    expect(lines('listProviders')).toEqual([expect.objectContaining({ ...known, key: expect.any(String) })])
    expect(lines('listAreas')).toEqual([expect.objectContaining({ ...known, key: null })])
    expect(service.said()).not.toContain('secret-word')
  })

  it('leaves the folder, the database and the keys readable by their owner only', () => {
    expect(rights(data)).toBe(0o700)
    expect(rightsIn(data)).toEqual({
      'first-keys.txt': 0o600,
      'xinqiao.sqlite': 0o600,
      'xinqiao.sqlite-shm': 0o600,
      'xinqiao.sqlite-wal': 0o600,
    })
  })

  it('is followed by starts that say how to get another key, and take rights that others were given', async () => {
    await service.end('SIGTERM')
    chmodSync(data, 0o755)
    chmodSync(join(data, 'xinqiao.sqlite'), 0o644)
    service = await ServiceProcess.start({ XINQIAO_DATA: data, XINQIAO_LOG: 'info' })
    expect(service.said()).toContain('npm run keys -- issue ROLE')
    expect(service.said()).toContain(`still there: ${file}`)
    expect(rights(data)).toBe(0o700)
    expect(Object.values(rightsIn(data))).toEqual([0o600, 0o600, 0o600, 0o600])
  })

  it('leaves a folder alone that holds files of others, and says how to close it', async () => {
    await service.end('SIGTERM')
    writeFileSync(join(data, 'thesis.txt'), '')
    chmodSync(data, 0o755)
    service = await ServiceProcess.start({ XINQIAO_DATA: data, XINQIAO_LOG: 'info' })
    expect(rights(data)).toBe(0o755)
    expect(service.said()).toContain(`chmod 700 ${data}`)
  })
})

describe('the first keys', () => {
  let service: Service
  beforeAll(async () => {
    const store = await openStore({ dataDir: newFolder() })
    await openLedger(store)
    service = await openService({ store, config: { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' } })
  })
  afterAll(() => service.close())
  const count = () => service.ledger.read(db => db.$count(service.ledger.store.tables.keys))

  it('are not issued when their file cannot be written', async () => {
    const occupied = newFolder()
    writeFileSync(occupied, '')
    await expect(firstKeys(service, null, { dataDir: occupied, isTerminal: false })).rejects.toThrow(/EEXIST|ENOTDIR/)
    expect(await count()).toBe(0)
  })

  it('go to a terminal without a file, and are issued once', async () => {
    const dataDir = newFolder()
    const issued = await firstKeys(service, null, { dataDir, isTerminal: true })
    expect([issued?.file, issued?.keys.size, existsSync(dataDir)]).toEqual([null, 5, false])
    expect(await firstKeys(service, null, { dataDir, isTerminal: true })).toBe(null)
  })
})

describe('a service that is starting', () => {
  it('holds its port, is alive, refuses with a code, and then answers at the same place', async () => {
    const config = { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' as const }
    const door = await openDoor(config)
    const at = (path: string, language = 'zh-CN') =>
      fetch(`http://127.0.0.1:${(door.address() as AddressInfo).port}${path}`, {
        headers: { 'Accept-Language': language },
      })
    expect((await at('/healthz')).status).toBe(200)
    for (const path of ['/readyz', '/v1/areas', '/nowhere']) {
      const answer = await at(path, 'en')
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
      expect(await answer.json()).toMatchObject({ code: 'starting', status: 503 })
    }
    const store = await openStore({ dataDir: newFolder() })
    const service = await openService({ store, config, door })
    expect(await service.listen()).toBe(door)
    expect((await at('/readyz')).status).toBe(200)
    await service.close()
  })
})
