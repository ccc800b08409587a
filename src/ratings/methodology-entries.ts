/** The entry that says which methodology version a ledger is rated with (hk-credit 2: one version from the first entry on). */
import { isDeepStrictEqual } from 'node:util'
import { DomainError } from '../ledger/errors.ts'
import type { Draft, EntryType } from '../ledger/ledger.ts'
import type { Methodology } from './methodology.ts'
import { checkParameters } from './parameters.ts'

/** Draft of the entry that activates a version; to be appended once, before any evidence. */
export function methodologyActivation({ parameters }: Methodology): Draft {
  const { id, version } = parameters
  return { type: 'methodology.activated', subject: `${id}-${version}`, payload: { version, parameters } }
}

/** The entry type, for a ledger that is rated with this methodology. */
export function methodologyActivated(methodology: Methodology): EntryType {
  return {
    type: 'methodology.activated',
    async apply({ db, tables }, { seq, day, payload }) {
      const parameters = checkParameters(payload.parameters)
      const [active] = await db.select({ version: tables.methodologies.version }).from(tables.methodologies).limit(1)
      if (active) throw new DomainError('methodology-active', 409, { version: active.version })
      const [rated] = await db.select({ provider: tables.ratings.provider }).from(tables.ratings).limit(1)
      if (rated) throw new DomainError('methodology-late', 409)
      if (!isDeepStrictEqual(parameters, methodology.parameters))
        throw new Error(
          `the ledger is rated with methodology ${parameters.version}, which is not the one that runs here`,
        )
      const { version, id, validFrom } = parameters
      const row = {
        version,
        id,
        validFrom,
        parameters: JSON.stringify(parameters),
        activatedBy: seq,
        activatedDay: day,
      }
      await db.insert(tables.methodologies).values(row)
    },
  }
}
