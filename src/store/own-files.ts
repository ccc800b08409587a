/** Files and folders that nobody but their owner may read. */
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'

const { O_CREAT, O_TRUNC, O_WRONLY } = constants
const WRITE = O_WRONLY | O_CREAT | O_TRUNC
/** Every write returns when it is on disk. Node's permission model allows this, and no fsync. */
const SYNC = constants.O_SYNC ?? 0
const FILE = 0o600
const FOLDER = 0o700
/** Rights of the group and of everybody. */
const OTHERS = 0o077
/** A folder such as /tmp, which everybody shares. */
const STICKY = 0o1000

/** Makes a folder, and those above it that are missing, for the owner only. */
export function makeOwnFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: FOLDER })
}

/** Takes the rights of others from a file; makes an empty one if there is none. */
export function makeOwnFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', FILE))
  takeRights(path, FILE)
}

/** The same for a file that may be missing. */
export function tightenFile(path: string): void {
  if (existsSync(path)) takeRights(path, FILE)
}

/** Replaces a file as a whole, durably; only the owner may read it. */
export function writeOwnFile(path: string, text: string): void {
  const making = `${path}.making`
  const handle = openSync(making, WRITE | SYNC, FILE)
  try {
    takeRights(making, FILE)
    writeFileSync(handle, text)
    // Windows has no such flag.
    if (!SYNC) fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(making, path)
}

/**
 * Takes the rights of others from a folder that holds nothing but files of ours.
 * @returns false if others may still look into it: it belongs to somebody else, or is shared with other files
 */
export function tightenFolder(path: string, isOurs: (name: string) => boolean): boolean {
  const { mode, uid } = statSync(path)
  // Windows keeps rights in lists of its own.
  if ((mode & OTHERS) === 0 || process.platform === 'win32') return true
  const mayChange = uid === process.getuid?.() && (mode & STICKY) === 0
  if (!mayChange || !readdirSync(path).every(isOurs)) return false
  chmodSync(path, FOLDER)
  return true
}

function takeRights(path: string, rights: number): void {
  if (process.platform === 'win32') return
  const { mode, uid } = statSync(path)
  if ((mode & OTHERS) !== 0 && uid === process.getuid?.()) chmodSync(path, rights)
}
