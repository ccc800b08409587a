import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const RECEIVED = { channel: 'phone', customer: 'c-1', service: '05-001', area: '330203' }

/** The real service in a process of its own, over a folder or a PostgreSQL; its keys are those that its first start printed. */
export class ServiceProcess {
  readonly child: ChildProcess
  readonly address: string
  readonly keys: Record<string, string>

  private constructor(child: ChildProcess, address: string, keys: Record<string, string>) {
    this.child = child
    this.address = address
    this.keys = keys
  }

  /** Resolves when it listens. `keys`: of an earlier start; `wrapper`: a command that runs the service, such as a tracer. */
  static async start(
    env: Record<string, string>,
    { keys = {}, wrapper = [] }: { keys?: Record<string, string>; wrapper?: string[] } = {},
  ): Promise<ServiceProcess> {
    const command = [...wrapper, process.execPath, 'bin/xinqiao.js', 'serve']
    const child = spawn(command[0]!, command.slice(1), {
      cwd: ROOT,
      env: { ...process.env, PORT: '0', XINQIAO_DEMO: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let said = ''
    const said$ = (chunk: Buffer) => {
      said += chunk
    }
    child.stdout!.on('data', said$)
    child.stderr!.on('data', said$)
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', code => reject(new Error(`the service ended with ${code}: ${said}`)))
      child.stdout!.on('data', () => {
        const found = /docs {2}(http:\S+)\/docs/.exec(said)
        if (found) resolve(found[1]!)
      })
    })
    const printed = Object.fromEntries([...said.matchAll(/^(\w+) {2}(xq_\S+)$/gm)].map(([, role, key]) => [role, key!]))
    return new ServiceProcess(child, address, { ...keys, ...printed })
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
