import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { bound } from '../store/bounds.ts'
import type { Writer } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Placed } from './append.ts'
import { addCalendar } from './calendar.ts'
import type { Entry } from './entry.ts'
import { addTexts } from './rules-texts.ts'

/** The parts that the `apply` of an entry may touch. */
export interface Applying {
  db: Writer
  tables: Tables
}

/**
 * One kind of entry: its name, the JSON Schema of its payload (schemas/entries/<type>.json) and the only code that writes its rows.
 * `text` holds the sealed texts by field, null where one was erased.
 */
// biome-ignore lint/suspicious/noExplicitAny: the schema of each entry type checks the payload, not the compiler
export interface EntryType<Payload = any> {
  type: string
  /** Instead of the file; for tests. */
  schema?: object
  apply(tx: Applying, entry: Entry<Payload>, text: Record<string, string | null>): Promise<void>
  /**
   * The same for entries of one day that follow each other, of every type that shares this very function: an optimisation that must
   * leave the rows that `apply` one by one would leave. Their ledger rows are there before the first is applied.
   */
  applyAll?(tx: Applying, entries: readonly Entry[]): Promise<void>
}

/** Entries applied together at the most: bounds what is held in memory at once. */
const MAX_RUN = bound('apply-run', 2_000)

interface Registered extends EntryType {
  /** Compiled at the first use. */
  validate: ValidateFunction | null
}

/** The entry types of a ledger, with their compiled schemas. An unknown type is an error, never skipped. */
export class EntryTypes {
  #types = new Map<string, Registered>()
  #ajv: Ajv2020

  constructor(types: readonly EntryType[]) {
    this.#ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
    addFormats.default(this.#ajv)
    addCalendar(this.#ajv)
    addTexts(this.#ajv)
    for (const type of types) {
      if (this.#types.has(type.type)) throw new Error(`two entry types named ${type.type}`)
      this.#types.set(type.type, { ...type, validate: null })
    }
  }

  get(name: string): EntryType {
    const type = this.#types.get(name)
    if (!type) throw new Error(`unknown entry type: ${name}`)
    return type
  }

  /** Cuts entries into runs that can be applied together; most are of one entry. */
  *runs(all: readonly Placed[]): Iterable<Placed[]> {
    for (let at = 0; at < all.length; ) {
      const run = [all[at]!]
      const { type, day } = run[0]!.place
      const { applyAll } = this.get(type)
      for (at++; applyAll && at < all.length && run.length < MAX_RUN; at++) {
        const next = all[at]!
        if (next.place.day !== day || this.get(next.place.type).applyAll !== applyAll) break
        run.push(next)
      }
      yield run
    }
  }

  /** Throws if the payload is not of its type's schema: a fault of ours, never of a caller. */
  check(name: string, payload: unknown): void {
    const type = this.#types.get(name)
    if (!type) throw new Error(`unknown entry type: ${name}`)
    type.validate ??= this.#ajv.compile(type.schema ?? entrySchema(type.type))
    if (type.validate(payload)) return
    const [first] = type.validate.errors ?? []
    throw new Error(`entry ${name}: payload${first?.instancePath} ${first?.message} ${JSON.stringify(first?.params)}`)
  }
}

function entrySchema(type: string): object {
  const file = new URL(`../../schemas/entries/${type}.json`, import.meta.url)
  const { $schema: _, $id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'))
  return schema
}
