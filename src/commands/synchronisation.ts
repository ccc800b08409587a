import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** State of the operating system's clock; unknown where it cannot be asked. */
export type Synchronisation = 'yes' | 'no' | 'unknown'

/** systemd-timesyncd makes this file when it has set the clock. */
const TIMESYNCD = '/run/systemd/timesync/synchronized'
const TIMEDATECTL = ['show', '--property=NTPSynchronized', '--value']
const PATIENCE_MS = 2_000

/** Asks the system; under Node's permission model, which allows no other program, only the file is looked for. */
export function synchronisation(): Synchronisation {
  try {
    if (existsSync(TIMESYNCD)) return 'yes'
    // It reads the kernel's flag, which chrony and ntpd set too.
    const { stdout } = spawnSync('timedatectl', TIMEDATECTL, { encoding: 'utf8', timeout: PATIENCE_MS })
    const answer = stdout?.trim()
    return answer === 'yes' || answer === 'no' ? answer : 'unknown'
  } catch {
    return 'unknown'
  }
}
