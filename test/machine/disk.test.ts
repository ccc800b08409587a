import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proveLedger } from '../../src/ledger/copy.ts'
import { openStore } from '../../src/store/open.ts'
import { ServiceProcess } from './process.ts'

/** Room for the reference data and little more. */
const DISK = '64m'
const FULL_DISK = /ended with 1: serve: 磁盘空间已满 the disk is full: \S+\s*$/
const MIB = Buffer.alloc(1_048_576)

const disk = mkdtempSync(join(tmpdir(), 'xinqiao-disk-'))
const filler = join(disk, 'filler')
let service: ServiceProcess

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`)
}

/** Leaves not one free byte on the disk. */
function fill(): void {
  const file = openSync(filler, 'a')
  for (let chunk = MIB; chunk.length > 0; )
    try {
      if (writeSync(file, chunk) < chunk.length) chunk = chunk.subarray(0, chunk.length >> 1)
    } catch {
      chunk = chunk.subarray(0, chunk.length >> 1)
    }
  closeSync(file)
}

beforeAll(async () => {
  mount('-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', disk)
  service = await ServiceProcess.start({ XINQIAO_DATA: join(disk, 'data') })
})
afterAll(async () => {
  await service?.end('SIGKILL')
  spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

/** Writes until one is refused; the pages of the log that are there already take some. */
async function writeUntilRefused() {
  for (let i = 0; i < 5_000; i++) {
    const answer = await service.receive(`c-${i}`)
    if (answer.status !== 201) return answer
  }
  throw new Error('no write was refused')
}

const areas = async () => (await service.send('GET', '/v1/areas', 'dispatcher')).status
const accepted = async () => (await service.receive()).status

describe('a full disk', () => {
  it('refuses writes with a code, again and again, while reads go on', async () => {
    fill()
    for (let i = 0; i < 3; i++) {
      const { status, body, headers } = await writeUntilRefused()
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'store-full', '1'])
      expect(await areas()).toBe(200)
    }
  })

  it('stops a start with one clear line: over a city that is there, and where one is to be made', async () => {
    const copy = join(disk, 'copy')
    rmSync(filler)
    cpSync(join(disk, 'data'), copy, { recursive: true })
    fill()
    await expect(ServiceProcess.start({ XINQIAO_DATA: copy })).rejects.toThrow(FULL_DISK)
    await expect(ServiceProcess.start({ XINQIAO_DATA: join(disk, 'fresh') })).rejects.toThrow(FULL_DISK)
    rmSync(copy, { recursive: true })
  })

  it('takes writes again as soon as there is space, without a restart', async () => {
    rmSync(filler)
    expect(await accepted()).toBe(201)
  })
})

/** While it is attached, the kernel answers every write to the database's files with that error; resolves when it is attached. */
async function failingWrites(error: string): Promise<() => Promise<void>> {
  const calls = ['-f', '-p', String(service.child.pid), '-e', 'trace=pwrite64', '-e', `inject=pwrite64:error=${error}`]
  const tracer = spawn('strace', [...calls, '-o', join(tmpdir(), `xinqiao-inject-${process.pid}`)])
  await once(tracer.stderr, 'data')
  return async () => {
    tracer.kill('SIGINT')
    await once(tracer, 'exit')
  }
}

describe('a disk that has become read-only, or fails', () => {
  it.each(['EROFS', 'EIO'])('refuses writes with a code while reads go on, and recovers (%s)', async error => {
    const heal = await failingWrites(error)
    const { status, body } = await writeUntilRefused()
    expect([status, body.code]).toEqual([503, 'store-unavailable'])
    expect(await areas()).toBe(200)
    await heal()
    expect(await accepted()).toBe(201)
  })

  it('has left a ledger that verifies', async () => {
    expect(await service.end('SIGTERM')).toBe(0)
    const store = await openStore({ dataDir: join(disk, 'data') })
    expect((await proveLedger(store, null)).seq).toBeGreaterThan(0)
    await store.close()
  })

  it('stops a start with one clear line', async () => {
    mount('-o', 'remount,ro', disk)
    await expect(ServiceProcess.start({ XINQIAO_DATA: join(disk, 'data') })).rejects.toThrow(
      /ended with 1: serve: 磁盘只读 the disk is read-only/,
    )
  })
})
