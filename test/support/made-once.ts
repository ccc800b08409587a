import { createHash, type Hash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const CACHE = at('node_modules/.cache/xinqiao')

/**
 * Bytes that take long to make and depend on files of the project alone: made once, kept in node_modules/.cache.
 * @param inputs files and folders that the bytes are made from; a changed byte in one of them makes the bytes anew
 */
export async function madeOnce(
  name: string,
  inputs: readonly string[],
  make: () => Promise<Uint8Array>,
): Promise<Buffer<ArrayBuffer>> {
  const hash = createHash('sha256')
  for (const path of [...inputs, 'package-lock.json']) hashPath(hash, path)
  const file = `${name}.${hash.digest('hex').slice(0, 32)}`
  return read(file) ?? keep(name, file, await make())
}

function hashPath(hash: Hash, path: string): void {
  if (statSync(at(path)).isDirectory())
    for (const inside of readdirSync(at(path)).sort()) hashPath(hash, `${path}/${inside}`)
  else
    hash
      .update(`${path}\0`)
      .update(readFileSync(at(path)))
      .update('\0')
}

function read(file: string): Buffer<ArrayBuffer> | undefined {
  try {
    return readFileSync(join(CACHE, file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Two workers may make the same bytes at once: each writes a file of its own, and the last rename wins. */
function keep(name: string, file: string, bytes: Uint8Array): Buffer<ArrayBuffer> {
  mkdirSync(CACHE, { recursive: true })
  const making = join(CACHE, `making.${process.pid}.${performance.now()}`)
  writeFileSync(making, bytes)
  for (const old of readdirSync(CACHE)) if (old.startsWith(`${name}.`)) rmSync(join(CACHE, old), { force: true })
  renameSync(making, join(CACHE, file))
  return Buffer.from(bytes)
}
