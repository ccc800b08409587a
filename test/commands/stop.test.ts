import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { STOP_MS } from '../../src/commands/stop.ts'
import { ServiceProcess } from '../machine/process.ts'

const STOP = new URL('../../src/commands/stop.ts', import.meta.url).href

describe('a stop', () => {
  it('comes in time although something holds the process', async () => {
    const code = `import { endWithin } from '${STOP}'; setInterval(() => {}, 1000); endWithin(200)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' })
    expect((await once(child, 'exit'))[0]).toBe(1)
  })

  it('ends the service in time while bodies are awaited and answers are not read', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-stop-'))
    try {
      const service = await ServiceProcess.start({ XINQIAO_DATA: folder })
      const { port } = new URL(service.address)
      const sockets = Array.from({ length: 20 }, () => connect(Number(port), '127.0.0.1'))
      for (const socket of sockets) {
        socket.on('error', () => {})
        socket.write(
          `POST /v1/requests HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${service.keys.dispatcher}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
        )
      }
      // The service has read those heads when it answers what came after them.
      expect((await service.receive()).status).toBe(201)
      const started = performance.now()
      expect(await service.end('SIGTERM')).toBe(0)
      expect(performance.now() - started).toBeLessThan(STOP_MS + 1_000)
      for (const socket of sockets) socket.destroy()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
