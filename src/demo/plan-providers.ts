import { CITY } from '../city/city.ts'
import { shortName } from '../city/place-names.ts'
import { usccCheckCharacter } from '../registry/rules-uscc.ts'
import { bracket, type Random } from './random.ts'
import type { DemoData, Profile } from './settings.ts'

/** A provider of the demo city before it is registered. */
export interface PlannedProvider {
  id: string
  kind: 'firm' | 'volunteer'
  name: string
  uscc: string
  phone: string
  address: string
  area: string
  areas: string[]
  offerings: string[]
  founded: string
  profile: Profile | null
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The demo city's providers: distinct names and codes, plausible areas and offerings. Deterministic for the generator. */
export function planProviders(data: DemoData, random: Random, registeredAt: number): PlannedProvider[] {
  const names = new Set<string>()
  const codes = new Set<string>()
  const count = data.settings.firms + data.settings.volunteers
  return Array.from({ length: count }, (_, i) => {
    const kind = i < data.settings.firms ? 'firm' : 'volunteer'
    const area = random.pick(data.districts).code
    const offerings = planOfferings(data, random)
    const founded = `${random.between(1998, 2022)}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`
    return {
      id: random.id(registeredAt),
      kind,
      name: distinct(names, () =>
        kind === 'firm' ? firmName(data, random, offerings[0]!) : volunteerName(data, random, area),
      ),
      uscc: distinct(codes, () => uscc(random, kind === 'firm' ? '91' : '52', area)),
      phone: `0574-8${pad(random.between(0, 9_999_999), 7)}`,
      address: `${CITY.name}${districtName(data, area)}${random.pick(data.names.streets[area]!)}${random.between(1, 999)}号`,
      area,
      areas: planAreas(data, random, area),
      offerings,
      founded,
      profile: planProfile(data, random, kind),
    }
  })
}

function distinct(taken: Set<string>, make: () => string): string {
  for (;;) {
    const value = make()
    if (taken.has(value)) continue
    taken.add(value)
    return value
  }
}

/** As firms write it in their names. */
const SHORT = shortName(CITY.name)
const pad = (n: number, width: number) => String(n).padStart(width, '0')
const districtName = (data: DemoData, code: string) => data.districts.find(a => a.code === code)!.name

function brand(data: DemoData, random: Random): string {
  return random.pick([...data.names.brandFirst]) + random.pick([...data.names.brandSecond])
}

function firmName(data: DemoData, random: Random, service: string): string {
  const business = random.pick(data.names.businesses[service.slice(0, 2)]!)
  return `${SHORT}${brand(data, random)}${business}${random.pick(data.names.firmForms)}`
}

function volunteerName(data: DemoData, random: Random, area: string): string {
  const district = districtName(data, area).slice(0, -1)
  return `${CITY.name}${district}${brand(data, random)}${random.pick(data.names.causes)}${random.pick(data.names.volunteerForms)}`
}

/** One to three categories; half of the time single items of a category instead of the whole. */
function planOfferings(data: DemoData, random: Random): string[] {
  const chosen = new Set<string>()
  const categories = random.between(1, 3)
  for (let i = 0; i < categories; i++) {
    const category = random.pick(data.categories)
    if (random.chance(500)) chosen.add(category.code)
    else for (let n = random.between(2, 6); n > 0; n--) chosen.add(random.pick(category.items))
  }
  return [...chosen].filter(code => code.length === 2 || !chosen.has(code.slice(0, 2))).sort()
}

/** The home district and up to three more; a third of the providers serve the whole city. */
function planAreas(data: DemoData, random: Random, home: string): string[] {
  if (random.chance(330)) return [CITY.root]
  const areas = new Set([home])
  for (let n = random.between(0, 3); n > 0; n--) areas.add(random.pick(data.districts).code)
  return [...areas].sort()
}

function uscc(random: Random, prefix: string, area: string): string {
  let body = prefix + area
  while (body.length < 17) body += USCC_ALPHABET[random.next() % (body.length < 16 ? 10 : 31)]
  return body + usccCheckCharacter(body)
}

/** Shares in per mille; what is left over stays quiet. Volunteers have no collapsing or smeared ones. */
function planProfile(data: DemoData, random: Random, kind: string): Profile | null {
  const { profiles } = data.settings
  const profile =
    profiles[
      bracket(
        profiles.map(p => p.share),
        random.next() % 1000,
      )
    ] ?? null
  return kind === 'volunteer' && (profile?.collapse || profile?.smear) ? null : profile
}
