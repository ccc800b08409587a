import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { referenceDrafts } from '../../src/founding/reference.ts'
import type { Duty } from '../../src/registry/rows-duties.ts'
import { PreparedDuties } from '../../src/registry/rules-responsibility.ts'
import { readSynonyms } from '../../src/registry/synonyms.ts'

const TODAY = '2026-11-24'
type Part = 'development' | 'heldOut' | 'independent'
const sentences = parse(readFileSync(new URL('./sentences.yaml', import.meta.url), 'utf8')) as Record<
  string,
  Record<Part, string[]>
>

const drafts = referenceDrafts()
const duties = drafts.filter(draft => draft.type === 'duty.defined').map(draft => draft.payload as unknown as Duty)
const items = drafts
  .filter(draft => draft.type === 'service.defined' && String(draft.payload.code).length > 2)
  .map(({ payload }) => ({
    code: String(payload.code),
    words: [String(payload.name), ...(payload.keywords as string[])],
  }))
let prepared: PreparedDuties<Duty>
beforeAll(() => {
  prepared = new PreparedDuties(duties, readSynonyms(), items)
})

const ask = (words: string, area?: string) => prepared.rank({ words, area }, TODAY)
const departmentsFor = (words: string) => [...new Set(ask(words).map(({ duty }) => duty.department))]

/** Share of sentences whose right department is the first, and among the first three, in percent. */
function measure(part: Part) {
  const asked = Object.entries(sentences).flatMap(([right, parts]) =>
    parts[part].map(sentence => departmentsFor(sentence).indexOf(right)),
  )
  const share = (hits: number) => Math.round((1000 * hits) / asked.length) / 10
  const top1 = share(asked.filter(place => place === 0).length)
  const top3 = share(asked.filter(place => place >= 0 && place < 3).length)
  console.log(`${part}: ${asked.length} sentences, top-1 ${top1} %, top-3 ${top3} %`)
  return { sentences: asked.length, top1, top3 }
}

describe('everyday sentences', () => {
  it('cover every department, and none is a keyword', () => {
    expect(Object.keys(sentences).sort()).toEqual([...new Set(duties.map(duty => duty.department))].sort())
    const all = Object.values(sentences).flatMap(parts => Object.values(parts).flat())
    expect(all.length).toBeGreaterThanOrEqual(160)
    expect(new Set(all).size).toBe(all.length)
    const official = new Set(duties.flatMap(duty => [duty.matter, ...duty.keywords]))
    expect(all.filter(sentence => official.has(sentence))).toEqual([])
  })

  it('find the right department, of those that the synonyms were made with', () => {
    const { sentences: number, top1, top3 } = measure('development')
    expect(number).toBeGreaterThanOrEqual(160)
    expect(top1).toBeGreaterThanOrEqual(85)
    expect(top3).toBeGreaterThanOrEqual(95)
  })

  it('find the right department, of those that another writer made from the duty records alone', () => {
    const { sentences: number, top1, top3 } = measure('independent')
    expect(number).toBeGreaterThanOrEqual(120)
    expect(top1).toBeGreaterThanOrEqual(85)
    expect(top3).toBeGreaterThanOrEqual(95)
  })

  // Lower than what is asked of the set above: what was measured, less one sentence in a hundred. docs/duties.md says why.
  it('find the right department as often as measured, of those written afterwards', () => {
    const { sentences: number, top1, top3 } = measure('heldOut')
    expect(number).toBeGreaterThanOrEqual(100)
    expect(top1).toBeGreaterThanOrEqual(68.5)
    expect(top3).toBeGreaterThanOrEqual(85.5)
  })
})

/** Calls by duty of half of the departments; a third writer's. */
const calls = parse(readFileSync(new URL('./calls.yaml', import.meta.url), 'utf8')) as {
  duty: string
  department: string
  says: string[]
}[]

describe('invented calls', () => {
  it('find the right department as often as measured: a large set, most of it without the words of the records', () => {
    const said = calls.flatMap(({ department, says }) => says.map(words => departmentsFor(words).indexOf(department)))
    const share = (hits: number) => Math.round((1000 * hits) / said.length) / 10
    const top1 = share(said.filter(place => place === 0).length)
    const top3 = share(said.filter(place => place >= 0 && place < 3).length)
    console.log(`calls: ${said.length} sentences, top-1 ${top1} %, top-3 ${top3} %`)
    expect(said.length).toBeGreaterThan(2_700)
    // What was measured, less one in a hundred.
    expect(top1).toBeGreaterThanOrEqual(39.7)
    expect(top3).toBeGreaterThanOrEqual(61.6)
  })
})

describe('the search for who is responsible', () => {
  it('answers the lead first, then those who assist, and says why', () => {
    const [lead, ...rest] = ask('冲洗垃圾桶 污水流入河道', '330203')
    expect(lead!.duty).toMatchObject({ department: 'ecology', role: 'lead' })
    expect(lead!.words).toContain('流入河道')
    expect(rest.slice(0, 2).map(({ duty }) => [duty.role, duty.assists])).toEqual([
      ['assisting', lead!.duty.id],
      ['assisting', lead!.duty.id],
    ])
  })

  it('understands one and two characters', () => {
    expect(departmentsFor('电')[0]).toBe('power-supply')
    expect(departmentsFor('狗')[0]).toBe('public-security')
    expect(departmentsFor('停电')[0]).toBe('power-supply')
    expect(departmentsFor('路灯')[0]).toBe('city-management')
  })

  it('does not mind width, case, blanks, punctuation, spelt-out numbers, or a slip of the pen', () => {
    expect(ask('ＷＩＦＩ')).toEqual(ask('wifi').map(match => ({ ...match, words: ['wifi'] })))
    expect(departmentsFor('！！停电，，报修。。')[0]).toBe('power-supply')
    expect(departmentsFor('接到九六一一零')[0]).toBe('anti-fraud-centre')
    expect(departmentsFor('红率灯')[0]).toBe('traffic-police')
  })

  it('puts the district before the city where the district is asked for, and only there', () => {
    expect(ask('摆摊', '330203')[0]!.duty.area).toBe('330203')
    expect(ask('摆摊', '330205').map(({ duty }) => duty.area)).toEqual(['3302'])
    expect(ask('摆摊')[0]!.duty.area).toBe('3302')
  })

  it('knows only duties in force', () => {
    const ended = duties.map(duty => (duty.id === 'power-cuts' ? { ...duty, validUntil: '2026-11-23' } : duty))
    const today = new PreparedDuties(ended, readSynonyms(), items)
    expect(today.rank({ words: '停电报修' }, '2026-11-23')[0]!.duty.id).toBe('power-cuts')
    expect(today.rank({ words: '停电报修' }, TODAY).map(({ duty }) => duty.id)).not.toContain('power-cuts')
  })

  it('answers any text in order, each duty once, with scores between 0 and 1,000', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.constantFrom(...'\'"*%;--\u0000\ud800(){}[]\\^$'),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(undefined, '3302', '330203'), (words, area) => {
        const found = ask(words, area)
        expect(new Set(found.map(({ duty }) => duty.id)).size).toBe(found.length)
        for (const { score, duty } of found) {
          expect(score >= 0 && score <= 1000 && Number.isInteger(score)).toBe(true)
          if (area) expect(area.startsWith(duty.area)).toBe(true)
        }
        expect(ask(words, area)).toEqual(found)
      }),
      { numRuns: 300 },
    )
  })
})

describe('cities/ningbo/synonyms.yaml', () => {
  it('means words that a duty uses', () => {
    const own = duties.flatMap(duty => [duty.matter, ...duty.keywords])
    for (const { means } of readSynonyms())
      for (const word of means)
        expect(
          own.some(text => text.includes(word)),
          word,
        ).toBe(true)
  })
})
