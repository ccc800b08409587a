import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ServiceProcess } from './process.ts'

const SEQUENTIAL = 20
const CONCURRENT = 64
/** Bytes of each call that the trace keeps: the whole of a WAL frame, so that an id can be found in it. */
const KEPT = 8_192

let folder: string
let trace: string[]
const acknowledged: string[] = []

/** What the service asked of the kernel, in order, while it acknowledged writes. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-fsync-'))
  const file = join(folder, 'trace')
  const calls = 'trace=pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync'
  const wrapper = ['strace', '-f', '-y', '-s', String(KEPT), '-e', calls, '-o', file]
  const service = await ServiceProcess.start({ XINQIAO_DATA: join(folder, 'data') }, { wrapper })
  for (let i = 0; i < SEQUENTIAL; i++) acknowledged.push((await service.receive()).body.id!)
  // Connections that stand: what waits together is then what arrives together.
  await Promise.all(Array.from({ length: CONCURRENT }, () => service.send('GET', '/healthz', 'dispatcher')))
  const answers = await Promise.all(Array.from({ length: CONCURRENT }, (_, i) => service.receive(`c-${i}`)))
  for (const { status, body } of answers) {
    expect(status).toBe(201)
    acknowledged.push(body.id!)
  }
  await service.end('SIGTERM')
  trace = readFileSync(file, 'utf8').split('\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const wal = (line: string) => line.includes('xinqiao.sqlite-wal>')
const isWalWrite = (line: string) => /pwrite64\(/.test(line) && wal(line)
const isSync = (line: string) => /f(data)?sync\(/.test(line) && wal(line) && /= 0$/.test(line)
const isAnswer = (line: string) => /(write|writev|sendto|sendmsg)\(\d+<(socket|TCP)/.test(line)

describe('the system calls of the running service', () => {
  it('put the bytes of every acknowledged write on the disk before its answer leaves', () => {
    for (const id of acknowledged) {
      const written = trace.findIndex(line => isWalWrite(line) && line.includes(id))
      const synced = trace.findIndex((line, i) => i > written && isSync(line))
      const answered = trace.findIndex(line => isAnswer(line) && line.includes(id))
      expect([id, written >= 0, synced > written, answered > synced]).toEqual([id, true, true, true])
    }
  })

  it('never answer while bytes of the log are not on the disk', () => {
    let unsynced = 0
    const early = trace.filter(line => {
      if (isWalWrite(line)) unsynced++
      if (isSync(line)) unsynced = 0
      return isAnswer(line) && line.includes('HTTP/1.1 201') && unsynced > 0
    })
    expect(early).toEqual([])
  })

  it('share an fsync among writes that wait together', () => {
    const first = trace.findIndex(line => isWalWrite(line) && line.includes(acknowledged[SEQUENTIAL]!))
    const syncs = trace.slice(first).filter(isSync).length
    console.log(`fsync calls for ${CONCURRENT} concurrent writes: ${syncs}`)
    expect(syncs).toBeLessThan(CONCURRENT / 2)
  })
})
