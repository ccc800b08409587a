import { describe, expect, it } from 'vitest'
import { referenceDrafts } from '../../src/founding/reference.ts'
import { EntryTypes } from '../../src/ledger/entry-types.ts'
import { registryEntries } from '../../src/registry/entries.ts'
import { standardEntries } from '../../src/standards/entries.ts'

interface Item {
  code: string
  name: string
  nameEn: string
}
interface Duty {
  id: string
  department: string
  role: string
  assists: string | null
  services: string[]
}
interface Standard {
  id: string
  level: string
  title: string
  inForceFrom: string | null
  inForceUntil: string | null
  replaces: string | null
  replacedBy: string | null
  services: string[]
}

const drafts = referenceDrafts()
const payloads = <T>(type: string) =>
  drafts.filter(draft => draft.type === type).map(draft => draft.payload as unknown as T)
const services = payloads<Item>('service.defined')
const items = services.filter(service => service.code.length === 6)
const categories = services.filter(service => service.code.length === 2)
const departments = payloads<{ id: string }>('department.defined')
const duties = payloads<Duty>('duty.defined')
const standards = payloads<Standard>('standard.defined')
const codes = new Set(services.map(service => service.code))
const TODAY = '2026-11-24'

describe('the data of the demo city', () => {
  it('is what the ledger accepts', () => {
    const types = new EntryTypes([...registryEntries, ...standardEntries])
    for (const draft of drafts) expect(() => types.check(draft.type, draft.payload)).not.toThrow()
  })

  it('has ten districts of today and the one that was merged away', () => {
    const areas = payloads<{ code: string; validUntil: string | null }>('area.defined')
    expect(areas.filter(area => area.code.length === 6 && area.validUntil === null)).toHaveLength(10)
    expect(areas.find(area => area.code === '330204')?.validUntil).toBe('2016-11-30')
  })

  it('has 31 categories and 700 or more distinct items in all of them', () => {
    expect(categories).toHaveLength(31)
    expect(items.length).toBeGreaterThanOrEqual(700)
    for (const key of ['code', 'name', 'nameEn'] as const)
      expect(new Set(items.map(item => item[key])).size).toBe(items.length)
    for (const { code } of categories)
      expect(items.filter(item => item.code.startsWith(`${code}-`)).length).toBeGreaterThanOrEqual(20)
  })

  it('has no filler', () => {
    for (const { name, nameEn } of items) expect(`${name}${nameEn}`).not.toMatch(/\d|项目[一二三四五]|其他/)
  })

  it('has 56 departments whose duties name known services', () => {
    expect(departments).toHaveLength(56)
    expect(new Set(departments.map(department => department.id)).size).toBe(56)
    expect(new Set(duties.map(duty => duty.id)).size).toBe(duties.length)
    for (const { id } of departments)
      expect(duties.filter(duty => duty.department === id).length).toBeGreaterThanOrEqual(3)
    for (const code of duties.flatMap(duty => duty.services)) expect(codes).toContain(code)
  })

  it('has a lead duty, of another department, for every assisting one', () => {
    const assisting = duties.filter(duty => duty.role === 'assisting')
    expect(assisting.length).toBeGreaterThanOrEqual(5)
    for (const { assists, department } of assisting) {
      const lead = duties.find(duty => duty.id === assists)
      expect(lead).toMatchObject({ role: 'lead' })
      expect(lead!.department).not.toBe(department)
    }
  })

  it('has about 600 standards, and every category rests on one that is in force', () => {
    expect(standards.length).toBeGreaterThanOrEqual(580)
    const inForce = standards.filter(s => (s.inForceFrom ?? '') <= TODAY && (s.inForceUntil ?? '9999') >= TODAY)
    for (const { code } of categories)
      expect(inForce.some(s => s.services.some(service => service.startsWith(code)))).toBe(true)
    for (const code of standards.flatMap(s => s.services)) expect(codes).toContain(code)
  })

  it('links every edition with its successor in both directions, without a gap', () => {
    const byId = new Map(standards.map(standard => [standard.id, standard]))
    for (const standard of standards) {
      if (standard.replacedBy) expect(byId.get(standard.replacedBy)?.replaces).toBe(standard.id)
      if (standard.replaces) expect(byId.get(standard.replaces)?.replacedBy).toBe(standard.id)
    }
    expect(byId.get('gb-t-31771-2024')).toMatchObject({ inForceFrom: '2025-03-01', replaces: 'gb-t-31771-2015' })
  })
})
