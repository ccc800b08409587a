import { readdirSync, readFileSync } from 'node:fs'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { canonical } from '../ledger/canonical.ts'
import type { Draft, Ledger } from '../ledger/ledger.ts'
import { SAFEGUARDS } from '../ratings/evidence/entries-safeguards.ts'
import { allAreas, allServices } from '../registry/reference-rows.ts'
import { allClocks } from '../registry/rows-clocks.ts'
import { allDepartments, allDuties } from '../registry/rows-duties.ts'
import { allClauses, allStandards } from '../standards/rows.ts'
import { clausesFor } from './clauses.ts'

const DATA = new URL('../../data/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, DATA), 'utf8')
const csv = (path: string): Record<string, string>[] => parseCsv(read(path), { columns: true, bom: true })
const list = (cell: string | undefined) =>
  cell
    ? cell
        .split(';')
        .map(word => word.trim())
        .filter(Boolean)
    : []
const orNull = (cell: string | undefined) => cell || null

/** Everything that data/ defines, as drafts of entries, in the order in which it depends on itself. */
export function referenceDrafts(): Draft[] {
  return [...areas(), ...clocks(), ...categories(), ...items(), ...departments(), ...standards()]
}

function define(type: string, key: 'code' | 'id', payload: Record<string, unknown>): Draft {
  return { type: `${type}.defined`, subject: `${type}:${payload[key]}`, payload }
}

const areas = () =>
  csv('areas.csv').map(({ code, name, nameEn, parent, validFrom, validUntil, successor }) =>
    define('area', 'code', {
      code,
      name,
      nameEn,
      parent: orNull(parent),
      validFrom: orNull(validFrom),
      validUntil: orNull(validUntil),
      successor: orNull(successor),
    }),
  )

const categories = () =>
  csv('catalogue-categories.csv').map(({ code, name, nameEn }) =>
    define('service', 'code', { code, name, nameEn, keywords: [] }),
  )

const items = () =>
  csv('catalogue.csv').map(({ code, name, nameEn, keywords }) =>
    define('service', 'code', { code, name, nameEn, keywords: list(keywords) }),
  )

const departments = () =>
  readdirSync(new URL('departments/', DATA))
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap(
      file =>
        parseYaml(read(`departments/${file}`)) as ({ duties: Record<string, unknown>[] } & Record<string, unknown>)[],
    )
    .flatMap(({ duties, ...department }) => [
      define('department', 'id', department),
      ...duties.map(duty =>
        define('duty', 'id', { assists: null, validUntil: null, ...duty, department: department.id }),
      ),
    ])

const clocks = () =>
  (parseYaml(read('clocks.yaml')) as Record<string, unknown>[]).map(clock => ({
    type: 'clock.defined',
    subject: `clock:${clock.id}:${clock.validFrom}`,
    payload: clock,
  }))

const standards = () =>
  csv('standards.csv').map(({ services, inForceFrom, inForceUntil, replaces, replacedBy, ...rest }) => {
    const edition = {
      ...rest,
      inForceFrom: orNull(inForceFrom),
      inForceUntil: orNull(inForceUntil),
      replaces: orNull(replaces),
      replacedBy: orNull(replacedBy),
      services: list(services),
    }
    return define('standard', 'id', { ...edition, clauses: clausesFor(edition as never) })
  })

/** The safeguards of evidence that a new city begins with. */
export const safeguardsDraft = (): Draft => ({
  type: 'safeguards.set',
  subject: SAFEGUARDS,
  payload: parseYaml(read('safeguards.yaml')) as Record<string, unknown>,
})

/** Records what data/ defines and the ledger does not hold yet in that form. Returns the number of entries. */
export async function loadReference(ledger: Ledger, actor: string): Promise<number> {
  const held = await heldReference(ledger)
  const fresh = referenceDrafts().filter(draft => !isHeld(held.get(draft.subject), draft))
  if (fresh.length === 0) return 0
  await ledger.write(actor, tx => tx.appendAll(fresh))
  return fresh.length
}

/** A duty that is held is left as it is: the registrar may have amended it since. */
function isHeld(held: string | undefined, { type, payload }: Draft): boolean {
  return held !== undefined && (type === 'duty.defined' || held === canonical(payload))
}

async function heldReference(ledger: Ledger): Promise<Map<string, string>> {
  const { tables } = ledger.store
  return ledger.read(async db => {
    const services = (await allServices(db, tables)).map(s => ({ ...s, keywords: JSON.parse(s.keywords) }))
    const clauses = await allClauses(db, tables)
    const standards = (await allStandards(db, tables)).map(({ transitionUntil: _, ...row }) => ({
      ...row,
      clauses: clauses.get(row.id) ?? [],
    }))
    return new Map([
      ...(await allAreas(db, tables)).map(row => [`area:${row.code}`, canonical(row)] as const),
      ...(await allClocks(db, tables)).map(row => [`clock:${row.id}:${row.validFrom}`, canonical(row)] as const),
      ...services.map(row => [`service:${row.code}`, canonical(row)] as const),
      ...(await allDepartments(db, tables)).map(row => [`department:${row.id}`, canonical(row)] as const),
      ...(await allDuties(db, tables)).map(({ id }) => [`duty:${id}`, ''] as const),
      ...standards.map(row => [`standard:${row.id}`, canonical(row)] as const),
    ])
  })
}
