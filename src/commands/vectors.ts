/** The command `vectors`: runs vector files (hk-credit 10) and prints every value that differs. */
import { readFile } from 'node:fs/promises'
import { compare, type Mismatch, runVector, type Vector } from '../ratings/engine/vectors.ts'
import { loadMethodology } from '../ratings/rules/methodology.ts'

async function readVector(path: string): Promise<Vector | { tables: Record<string, string> }> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw new Error(`${path}: cannot be read (${error.code ?? error.message})`)
  })
  let document: Partial<Vector> & Record<string, unknown>
  try {
    document = JSON.parse(text)
  } catch {
    throw new Error(`${path}: is not JSON`)
  }
  if (typeof document?.G === 'string' && typeof document.RW === 'string')
    return { tables: document as Record<string, string> }
  const lists = [document?.evidence, document?.actions, document?.ask, document?.expect?.reports]
  const isList = (list: unknown) => Array.isArray(list) && list.every(item => typeof item === 'object' && item !== null)
  if (!lists.every(isList) || typeof document.parameters !== 'string')
    throw new Error(`${path}: is not a vector (hk-credit 10)`)
  return document as Vector
}

/**
 * Runs vector files and prints one line per mismatch: path, expected, got; then one line per file.
 * @returns the number of mismatches; a file that cannot be run counts as one and is named in one line
 */
export async function runVectorFiles(paths: readonly string[], print: (line: string) => void): Promise<number> {
  let count = 0
  for (const path of paths) {
    const found = await mismatches(path).catch((error: Error) => {
      print(error.message.replaceAll('\n', ' '))
      return undefined
    })
    for (const { path: where, expected, got } of found ?? [])
      print(`${where}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`)
    if (found) print(`${path}: ${found.length === 0 ? 'ok' : `${found.length} mismatches`}`)
    count += found?.length ?? 1
  }
  return count
}

async function mismatches(path: string): Promise<Mismatch[]> {
  const vector = await readVector(path)
  if ('tables' in vector) {
    const version = 'AB' in vector.tables ? '1.1.0' : '1.0.0'
    return compare(vector.tables, loadMethodology(version).parameters.tables, path)
  }
  const { expect, parameters } = vector
  try {
    return compare(expect, runVector(loadMethodology(parameters), vector), path)
  } catch (error) {
    throw new Error(`${path}: cannot be run (${(error as Error).message})`)
  }
}
