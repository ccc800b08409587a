/** Secrets that a database makes for itself. They are in no ledger, so each has a digest beside it by which damage shows. */
import { createHash, randomBytes } from 'node:crypto'
import { inArray } from './drizzle.ts'
import { MAKING } from './making.ts'
import type { Reader, Writer } from './store.ts'
import type { Tables } from './tables.ts'

const BYTES = 32
const DIGEST = ':sha256'

const digestOf = (value: string) => createHash('sha256').update(value).digest('hex')

/** The secret of that name, 32 bytes as hex; made at the first use. @throws Error if it is not the one that was made */
export async function secretOf(db: Writer, { secrets }: Tables, name: string): Promise<string> {
  const rows = await db
    .select()
    .from(secrets)
    .where(inArray(secrets.name, [name, name + DIGEST]))
  const known = new Map(rows.map(row => [row.name, row.value]))
  const value = known.get(name) ?? randomBytes(BYTES).toString('hex')
  const digest = known.get(name + DIGEST) ?? digestOf(value)
  if (digest !== digestOf(value)) throw damaged(name)
  const missing = [
    { name, value },
    { name: name + DIGEST, value: digest },
  ].filter(row => !known.has(row.name))
  if (missing.length > 0) await db.insert(secrets).values(missing).onConflictDoNothing()
  return value
}

const damaged = (name: string) =>
  new Error(`密钥数据已损坏，请从备份恢复 the secret ${name} is damaged: restore the database from a backup`)

/** Secrets that are not those that were made, and secrets of an earlier version, which have no digest yet. */
export async function judgeSecrets(
  db: Reader,
  { secrets }: Tables,
): Promise<{ faults: string[]; unchecked: string[] }> {
  const known = new Map((await db.select().from(secrets)).map(row => [row.name, row.value]))
  const names = [...known.keys()].filter(name => name !== MAKING && !name.endsWith(DIGEST))
  const alone = [...known.keys()].filter(name => name.endsWith(DIGEST) && !known.has(name.slice(0, -DIGEST.length)))
  const isDamaged = (name: string) =>
    known.has(name + DIGEST) && known.get(name + DIGEST) !== digestOf(known.get(name)!)
  return {
    faults: [
      ...names.filter(isDamaged).map(name => damaged(name).message),
      ...alone.map(name => `${name}: the secret is missing`),
    ],
    unchecked: names.filter(name => !known.has(name + DIGEST)),
  }
}
