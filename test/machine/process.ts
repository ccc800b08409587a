import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const RECEIVED = { channel: 'phone', customer: 'c-1', service: '05-001', area: '330203' }

const keysIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/^([\w-]+) {2}(xq_\S+)$/gm)].map(([, role, key]) => [role, key!]))

interface Start {
  /** Of an earlier start. */
  keys?: Record<string, string>
  /** A command that runs the service, such as a tracer. */
  wrapper?: string[]
  /** Of Node. */
  flags?: string[]
  /** Of the service. */
  args?: string[]
}

/** The real service in a process of its own, over a folder or a PostgreSQL; its keys are those of the file that its first start wrote. */
export class ServiceProcess {
  readonly child: ChildProcess
  readonly address: string
  readonly keys: Record<string, string>
  /** What it has printed so far. */
  readonly said: () => string

  private constructor(child: ChildProcess, address: string, keys: Record<string, string>, said: () => string) {
    this.said = said
    this.child = child
    this.address = address
    this.keys = keys
  }

  /** Resolves when it listens. */
  static async start(
    env: Record<string, string>,
    { keys = {}, wrapper = [], flags = [], args = [] }: Start = {},
  ): Promise<ServiceProcess> {
    const command = [...wrapper, process.execPath, ...flags, 'bin/xinqiao.js', 'serve', ...args]
    // Over a PostgreSQL only the keys lie in the folder.
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-process-'))
    const child = spawn(command[0]!, command.slice(1), {
      cwd: ROOT,
      env: { ...process.env, PORT: '0', XINQIAO_DEMO: '0', XINQIAO_DATA: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let said = ''
    const said$ = (chunk: Buffer) => {
      said += chunk
    }
    child.stdout!.on('data', said$)
    child.stderr!.on('data', said$)
    try {
      const address = await new Promise<string>((resolve, reject) => {
        child.once('exit', code => reject(new Error(`the service ended with ${code}: ${said}`)))
        child.stdout!.on('data', () => {
          const found = /docs {2}(http:\S+)\/docs/.exec(said)
          if (found) resolve(found[1]!)
        })
      })
      const file = / keys, for the owner only.* {2}(\S+)$/m.exec(said)?.[1]
      const written = file ? keysIn(readFileSync(file, 'utf8')) : {}
      return new ServiceProcess(child, address, { ...keys, ...written }, () => said)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  async send(method: string, path: string, role: string, body?: object) {
    const answer = await fetch(this.address + path, {
      method,
      headers: { Authorization: `Bearer ${this.keys[role]}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, string>, headers: answer.headers }
  }

  /** A request of a citizen, received by the dispatcher. */
  receive(customer = 'c-1') {
    return this.send('POST', '/v1/requests', 'dispatcher', { ...RECEIVED, customer })
  }

  /** Sends a signal to the process (and its tracer) and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exit = once(this.child, 'exit')
      process.kill(-this.child.pid!, signal)
      await exit
    }
    return this.child.exitCode
  }
}
