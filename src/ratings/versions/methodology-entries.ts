/** Methodology versions in the ledger: the one that it begins with, drafts, and the day on which a draft comes into force. */
import { isDeepStrictEqual } from 'node:util'
import { dayToDate } from '../../ledger/clock.ts'
import type { Draft, EntryType } from '../../ledger/ledger.ts'
import { eq } from '../../store/drizzle.ts'
import { ratingClockRow } from '../live/rows.ts'
import { checkParameters, FIRST_VERSION, isShipped, readParameters } from '../rules/check-parameters.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { Parameters } from '../rules/parameters.ts'
import { methodologyError } from './errors.ts'
import { methodologyRow } from './rows-methodologies.ts'

/** Draft of the entry that activates the first version; to be appended once, before any evidence. */
export function methodologyActivation({ parameters }: Methodology): Draft {
  const { id, version } = parameters
  return { type: 'methodology.activated', subject: `${id}-${version}`, payload: { version, parameters } }
}

/** Draft of the entry that files a document as a draft; it was checked before. */
export function methodologyDraft(parameters: Parameters): Draft {
  const { id, version } = parameters
  return { type: 'methodology.drafted', subject: `${id}-${version}`, payload: { version, parameters } }
}

/** Payload of the activation of a draft: its first day, and the impact run that it rests on. */
export interface Schedule {
  version: string
  from: number
  run: { id: string; seq: number; day: number; hash: string }
}

/** The entry types, for a ledger that begins with this methodology. */
export function methodologyTypes(founding: Methodology): EntryType[] {
  return [methodologyActivated(founding), methodologyDrafted, methodologyScheduled, activationWithdrawn]
}

function methodologyActivated(founding: Methodology): EntryType {
  return {
    type: 'methodology.activated',
    async apply({ db, tables }, { seq, day, payload }) {
      const parameters = checkParameters(payload.parameters)
      const [active] = await db.select({ version: tables.methodologies.version }).from(tables.methodologies).limit(1)
      if (active) throw methodologyError('methodology-active', { version: active.version })
      const [rated] = await db.select({ provider: tables.ratings.provider }).from(tables.ratings).limit(1)
      if (rated) throw methodologyError('methodology-late')
      if (!isKnown(parameters, founding))
        throw new Error(
          `the ledger begins with methodology ${parameters.version}, which does not ship with this release`,
        )
      await db.insert(tables.methodologies).values({ ...toRow(parameters, seq, day), activatedBy: seq, fromDay: day })
      const { ratingClock: t } = tables
      const { version } = parameters
      if (version !== FIRST_VERSION) await db.update(t).set({ ratedWith: version }).where(eq(t.id, 1))
    },
  }
}

/** A ledger begins with a document as it ships, or with the one that this process was given. */
const isKnown = (parameters: Parameters, founding: Methodology): boolean =>
  isDeepStrictEqual(parameters, founding.parameters) ||
  (isShipped(parameters.version) && isDeepStrictEqual(parameters, readParameters(parameters.version)))

const methodologyDrafted: EntryType<{ version: string; parameters: Parameters }> = {
  type: 'methodology.drafted',
  async apply({ db, tables }, { seq, day, payload: { version, parameters } }) {
    if (await methodologyRow(db, tables, version)) throw methodologyError('methodology-exists', { version })
    await db.insert(tables.methodologies).values(toRow(parameters, seq, day))
  },
}

const methodologyScheduled: EntryType<Schedule> = {
  type: 'methodology.scheduled',
  async apply({ db, tables }, { seq, day, payload: { version, from, run } }) {
    if (from <= day) throw methodologyError('activation-not-future', { earliest: dayToDate(day + 1) })
    const { methodologies, ratingClock } = tables
    await db
      .update(methodologies)
      .set({ activatedBy: seq, fromDay: from, runSeq: run.seq, runDay: run.day, runHash: run.hash })
      .where(eq(methodologies.version, version))
    await db.update(ratingClock).set({ nextVersion: version, nextFrom: from }).where(eq(ratingClock.id, 1))
  },
}

const UNSCHEDULED = { activatedBy: null, fromDay: null, runSeq: null, runDay: null, runHash: null }

const activationWithdrawn: EntryType<{ version: string; scheduled: number }> = {
  type: 'methodology.activation-withdrawn',
  async apply({ db, tables }, { payload: { version } }) {
    // On its first day it has taken force before this.
    const { nextVersion } = await ratingClockRow(db, tables)
    if (nextVersion !== version) throw methodologyError('activation-not-scheduled', { version })
    const { methodologies, ratingClock } = tables
    await db.update(methodologies).set(UNSCHEDULED).where(eq(methodologies.version, version))
    await db.update(ratingClock).set({ nextVersion: null, nextFrom: null }).where(eq(ratingClock.id, 1))
  },
}

function toRow(parameters: Parameters, draftedBy: number, draftedDay: number) {
  const { version, id, validFrom } = parameters
  return { version, id, validFrom, parameters: JSON.stringify(parameters), draftedBy, draftedDay }
}
