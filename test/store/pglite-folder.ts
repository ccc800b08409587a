import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPglite } from '../../src/store/pglite.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const CACHE = at('node_modules/.cache/xinqiao')

let folder: Promise<Blob> | undefined

/**
 * The data folder of a PGlite whose tables are up to date. It is made once and kept in node_modules/.cache: starting from it costs
 * 0.5 s of CPU time instead of 2 to 4. Its name is a hash of all that goes into it, so that a changed migration makes another.
 */
export const pgliteFolder = (): Promise<Blob> => {
  folder ??= readOrMake()
  return folder
}

async function readOrMake(): Promise<Blob> {
  const name = `pglite-${fingerprint()}.tar`
  return read(name) ?? (await make(name))
}

function fingerprint(): string {
  const migrations = readdirSync(at('migrations'))
    .sort()
    .map(name => `migrations/${name}`)
  const hash = createHash('sha256')
  for (const path of [...migrations, 'src/store/migrate.ts', 'node_modules/@electric-sql/pglite/package.json'])
    hash.update(`${path}\0`).update(readFileSync(at(path)))
  return hash.digest('hex').slice(0, 32)
}

function read(name: string): Blob | undefined {
  try {
    return new Blob([readFileSync(join(CACHE, name))])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function make(name: string): Promise<Blob> {
  const client = await createPglite()
  const made = await client.dumpDataDir('none')
  await client.close()
  mkdirSync(CACHE, { recursive: true })
  // Two workers may make it at once: each writes a file of its own, and the last rename wins.
  const making = join(CACHE, `making-${process.pid}-${performance.now()}`)
  writeFileSync(making, Buffer.from(await made.arrayBuffer()))
  for (const old of readdirSync(CACHE)) if (/^pglite-/.test(old)) rmSync(join(CACHE, old), { force: true })
  renameSync(making, join(CACHE, name))
  return made
}
