import { vi } from 'vitest'
import { systemClock } from '../../src/ledger/clock.ts'

export interface Ran {
  /** Exit status; null if the command threw. */
  status: number | null
  output: string
  error: string
}

/** Runs a command of the command line as if the process had that data folder and that clock, and keeps what it prints. */
export async function runCommand(
  command: (args: string[]) => Promise<number>,
  dataDir: string,
  args: string[],
  now = systemClock.now(),
): Promise<Ran> {
  vi.stubEnv('XINQIAO_DATA', dataDir)
  const printed: string[] = []
  const print = vi.spyOn(console, 'log').mockImplementation(text => void printed.push(String(text)))
  const bar = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const clock = vi.spyOn(systemClock, 'now').mockReturnValue(now)
  try {
    return { status: await command(args), output: printed.join('\n'), error: '' }
  } catch (error) {
    return { status: null, output: printed.join('\n'), error: (error as Error).message }
  } finally {
    for (const spy of [print, bar, clock]) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}
