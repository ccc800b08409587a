import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PRELOAD = fileURLToPath(new URL('./shifted-clock.js', import.meta.url))

/** Runs a command of the product in a process of its own. */
export function runCommand(args: string[], env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/xinqiao.js', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** A clock for processes that can be wrong; `env` gives it to them. */
export class WrongClock {
  readonly #file = join(mkdtempSync(join(tmpdir(), 'xinqiao-clock-')), 'shift')
  readonly env: Record<string, string>

  constructor(ms = 0) {
    this.shift(ms)
    this.env = { NODE_OPTIONS: `--import=${PRELOAD}`, XINQIAO_TEST_CLOCK_SHIFT: this.#file }
  }

  /** By how much it differs from the right time from now on, in processes that run too. */
  shift(ms: number): void {
    writeFileSync(this.#file, String(ms))
  }
}
