import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A command of the product in a process of its own. */
export class Command {
  readonly child: ChildProcess
  /** What it has printed so far. */
  said = ''

  constructor(args: readonly string[], env: Record<string, string>) {
    this.child = spawn(process.execPath, ['bin/xinqiao.js', ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (chunk: Buffer) => {
        this.said += chunk
      })
  }

  /** Resolves when it has printed this. */
  async says(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.said)) {
      if (this.child.exitCode !== null) throw new Error(`it ended with ${this.child.exitCode}: ${this.said}`)
      const heard = new AbortController()
      const { signal } = heard
      await Promise.race([
        once(this.child.stdout!, 'data', { signal }),
        once(this.child.stderr!, 'data', { signal }),
        once(this.child, 'close', { signal }),
      ])
      heard.abort()
    }
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.ended()
  }

  /** Its exit code; null if it was killed. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close')
    return this.child.exitCode
  }
}

/** Runs a command to its end. */
export async function run(args: readonly string[], env: Record<string, string>) {
  const command = new Command(args, env)
  const code = await command.ended()
  return { code, said: command.said }
}
