import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openWorkFolder } from '../../src/store/work-folder.ts'

const place = mkdtempSync(join(tmpdir(), 'xinqiao-work-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const MODULE = new URL('../../src/store/work-folder.ts', import.meta.url).href
/** Opens a folder, puts a file into it, says so, and waits to be killed. */
const SCRIPT = `
  const { openWorkFolder } = await import('${MODULE}')
  const { writeFileSync } = await import('node:fs')
  const work = openWorkFolder('${place}', 'backup-')
  writeFileSync(work.path + '/half', 'half of a backup')
  console.log(work.path)
  setInterval(() => {}, 1000)
`

async function process(): Promise<{ path: string; kill(): Promise<void> }> {
  const child = spawn('node', ['--input-type=module', '-e', SCRIPT], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    path: line.toString().trim(),
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

describe('a folder of work', () => {
  it('that a killed process left is removed by the next; one that is in use is not', async () => {
    const killed = await process()
    const living = await process()
    await killed.kill()
    expect(existsSync(join(killed.path, 'half'))).toBe(true)
    const next = openWorkFolder(place, 'backup-')
    expect([existsSync(killed.path), existsSync(living.path), existsSync(next.path)]).toEqual([false, true, true])
    next.remove()
    await living.kill()
    openWorkFolder(place, 'backup-').remove()
    expect(readdirSync(place)).toEqual([])
  })

  it('is not taken from a process that has just made it, and other folders are left alone', () => {
    const fresh = mkdtempSync(join(place, 'backup-'))
    const other = mkdtempSync(join(place, 'notes-'))
    writeFileSync(join(other, 'text'), 'a text')
    openWorkFolder(place, 'backup-').remove()
    expect([existsSync(fresh), existsSync(other)]).toEqual([true, true])
    const longAgo = new Date(Date.now() - 3_600_000)
    utimesSync(fresh, longAgo, longAgo)
    openWorkFolder(place, 'backup-').remove()
    expect([existsSync(fresh), existsSync(other)]).toEqual([false, true])
  })
})
