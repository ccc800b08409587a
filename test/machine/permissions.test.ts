import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ServiceProcess } from './process.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-permissions-'))
const here = (text: string) => text.replaceAll('/opt/xinqiao', ROOT).replaceAll('/var/lib/xinqiao', folder)
const flagsOf = (line: string) => line.split(' ').filter(word => word.startsWith('--'))

const unit = readFileSync(join(ROOT, 'deploy/xinqiao.service'), 'utf8')
const container = readFileSync(join(ROOT, 'deploy/Containerfile'), 'utf8')
const started = /^ExecStart=(.+)$/m.exec(unit)![1]!
const flags = flagsOf(here(started))

/** A script under the flags of the unit; what it threw. */
function refused(script: string): string {
  const { stderr } = spawnSync(process.execPath, [...flags, '-e', script], { cwd: ROOT, encoding: 'utf8' })
  return /code: '(\w+)'/.exec(stderr)?.[1] ?? stderr
}

let service: ServiceProcess
beforeAll(async () => {
  const env = { ...process.env, XINQIAO_DEMO: '0', XINQIAO_DATA: folder }
  const found = spawnSync(process.execPath, ['bin/xinqiao.js', 'found'], { cwd: ROOT, env, encoding: 'utf8' })
  expect([found.status, found.stderr]).toEqual([0, ''])
  service = await ServiceProcess.start({ XINQIAO_DATA: folder, XINQIAO_THREADS: '1' }, { flags })
})
afterAll(async () => {
  await service?.end('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

describe("the service under the unit's permission model", () => {
  it('has the flags of the container too', () => {
    const line = /exec node (.+) bin\/xinqiao\.js serve/.exec(container)![1]!
    expect(flagsOf(here(line))).toEqual(flags)
    expect(flags).toContain('--permission')
  })

  it('reads, writes, searches in a thread and imports a workbook', async () => {
    expect((await service.receive()).status).toBe(201)
    const { status, body } = await service.send('GET', '/v1/providers?q=%E5%AE%81', 'registrar')
    expect([status, body.items]).toEqual([200, []])
    const register = readFileSync(join(ROOT, 'test/registry/cases/register.xlsx'))
    const imported = await fetch(`${service.address}/v1/provider-imports`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${service.keys.registrar}`, 'Content-Type': 'application/octet-stream' },
      body: register,
    })
    const report = (await imported.json()) as { counts: { created: number } }
    expect([imported.status, report.counts.created > 0]).toEqual([200, true])
  })

  it('may not read, write or start anything else', () => {
    expect(refused(`require('fs').readFileSync('/etc/passwd')`)).toBe('ERR_ACCESS_DENIED')
    expect(refused(`require('fs').readdirSync('/root')`)).toBe('ERR_ACCESS_DENIED')
    expect(refused(`require('fs').writeFileSync('${ROOT}/src/main.ts', '')`)).toBe('ERR_ACCESS_DENIED')
    expect(refused(`require('fs').writeFileSync('/tmp/x', '')`)).toBe('ERR_ACCESS_DENIED')
    expect(refused(`require('child_process').execSync('id')`)).toBe('ERR_ACCESS_DENIED')
  })

  it('stops at SIGTERM, and starts again', async () => {
    expect(await service.end('SIGTERM')).toBe(0)
    const { keys } = service
    service = await ServiceProcess.start({ XINQIAO_DATA: folder }, { flags, keys })
    expect((await service.receive('c-2')).status).toBe(201)
  })
})
