/** A server in a process of its own, spoken to over Node's message channel. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'

/** Milliseconds that a server may take to be ready: a million providers are read from a cold disk. */
const READY_MS = 180_000
const STOP_MS = 15_000
const PATIENCE_MS = 120_000

type Message = Record<string, unknown> & { id: number }

/** A child that answers `{id, ask, …}` with `{id, …}`; see serveQuestions. */
export class Child {
  readonly #process
  readonly #waiting = new Map<number, (answer: Record<string, unknown>) => void>()
  #asked = 0

  private constructor(script: string, args: object, nodeArguments: string[]) {
    this.#process = fork(fileURLToPath(new URL(`../${script}`, import.meta.url)), [JSON.stringify(args)], {
      // Logs are written as in production, to where they cost a system call and no disk.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--expose-gc', ...nodeArguments],
    })
    this.#process.on('message', (message: Message) => this.#waiting.get(message.id)?.(message))
  }

  /** Starts it and waits until it answers. */
  static async start(script: string, args: object = {}, nodeArguments: string[] = []): Promise<Child> {
    const child = new Child(script, args, nodeArguments)
    const ended = once(child.#process, 'exit').then(([code]) => {
      throw new Error(`${script} ended with ${code}`)
    })
    await Promise.race([child.ask('ready', {}, READY_MS), ended])
    ended.catch(() => {})
    return child
  }

  // biome-ignore lint/suspicious/noExplicitAny: each server's answers are known to who asks
  ask<Answer = any>(what: string, more: object = {}, timeout = READY_MS): Promise<Answer> {
    const id = ++this.#asked
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const timer = setTimeout(() => reject(new Error(`no answer to ${what}`)), timeout)
    this.#waiting.set(id, answer => {
      clearTimeout(timer)
      this.#waiting.delete(id)
      if (answer.error) reject(new Error(String(answer.error)))
      else resolve(answer as Answer)
    })
    this.#process.send({ ...more, id, ask: what })
    return promise
  }

  /** CPU time of the process so far, microseconds, system calls included. */
  async cpu(): Promise<number> {
    const { user, system } = await this.ask<{ user: number; system: number }>('cpu')
    return user + system
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return
    const ended = once(this.#process, 'exit')
    this.#process.send({ id: 0, ask: 'stop' })
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(timer)
  }
}

// biome-ignore lint/suspicious/noExplicitAny: each server knows its own questions
type Answers = Record<string, (question: any) => unknown>

/** The child's side. Every server knows `ready`, `cpu`, `memory` and `stop`; messages wait until `answers` is there. */
export function serveQuestions(answers: Promise<Answers & { close?(): unknown }>): void {
  process.on('message', async (message: Message & { ask: string }) => {
    const reply = (answer: object) => process.send?.({ id: message.id, ...answer })
    try {
      const known = await answers
      if (message.ask === 'stop') {
        await known.close?.()
        process.exit(0)
      } else if (message.ask === 'ready') reply({})
      else if (message.ask === 'cpu') reply(process.cpuUsage())
      else if (message.ask === 'memory') reply(memory())
      else reply(((await known[message.ask]!(message)) ?? {}) as object)
    } catch (error) {
      reply({ error: (error as Error).stack })
    }
  })
  // Never outlive the run that has started it.
  process.on('disconnect', () => process.exit(1))
}

/** After a full collection. */
function memory() {
  for (let i = 0; i < 3; i++) (globalThis as { gc?: () => void }).gc?.()
  return process.memoryUsage()
}

/** On a busy machine a client may be late: that must not cost it its connection in the middle of a measurement. */
export function patient<S extends Server>(server: S): S {
  server.keepAliveTimeout = server.headersTimeout = PATIENCE_MS
  return server
}

export const argument = () => JSON.parse(process.argv[2] ?? '{}')
