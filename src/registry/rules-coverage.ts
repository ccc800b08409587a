import { type DutyFact, leadsFor } from './rules-duties.ts'

/** A gap in the duty records: an item that nobody leads in an area, or that several departments do. */
export interface Gap<D> {
  service: string
  finding: 'no-lead' | 'several-leads'
  leads: D[]
}

/** True if an item needs a lead department: it, or its category, is a public service (public-services.yaml of the city). */
export function needsLead(item: string, publicServices: ReadonlySet<string>): boolean {
  return publicServices.has(item) || publicServices.has(item.slice(0, 2))
}

/** Gaps among items in an area on a day, by item. Two duties of one department are no gap: everybody knows whom to call. */
export function gapsIn<D extends DutyFact>(
  duties: readonly D[],
  items: readonly string[],
  area: string,
  date: string,
  holder: (duty: D) => string,
): Gap<D>[] {
  return items.flatMap((service): Gap<D>[] => {
    const leads = leadsFor(duties, service, area, date)
    if (leads.length === 0) return [{ service, finding: 'no-lead', leads }]
    return new Set(leads.map(holder)).size > 1 ? [{ service, finding: 'several-leads', leads }] : []
  })
}
