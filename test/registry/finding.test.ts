import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { City } from '../support/city.ts'

interface Found {
  department: { id: string; name: string; phone: string | null }
  duties: { duty: { id: string }; role: string; score: number; matched: { words: string[] } }[]
}

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const page = async (q: string, more = '') =>
  (await city.get(`/v1/responsibilities?q=${encodeURIComponent(q)}${more}`)).body as {
    items: Found[]
    next: string | null
    centre: { phone: string; text: string } | null
  }
const departments = async (q: string, more = '&limit=200') =>
  (await page(q, more)).items.map(item => item.department.id)
const all = () => city.get('/v1/departments?limit=200')

describe('finding who is responsible', () => {
  it('takes letters and digits as whole runs', async () => {
    expect((await departments('119'))[0]).toBe('fire-rescue')
    const [first] = (await page('96119')).items
    expect(first?.duties.flatMap(({ matched }) => matched.words) ?? []).not.toContain('119')
    for (const { duties } of (await page('办ETC')).items)
      for (const { matched } of duties)
        expect(matched.words).not.toEqual(expect.arrayContaining([expect.stringMatching(/^[tc]$/)]))
    expect(await departments('KTV')).not.toEqual(await departments('ETC'))
  })

  it('finds a department by its own number, with and without area code, blanks and dashes', async () => {
    const { body } = await all()
    const known = (body.items as Found['department'][]).filter(({ phone }) => phone)
    expect(known.length).toBeGreaterThan(50)
    for (const { id, phone } of known) {
      const sharing = known.filter(other => other.phone === phone).map(other => other.id)
      for (const spelt of [phone!, `打${phone}没人接`, phone!.replaceAll('-', ' '), phone!.replace(/^0574-?/, '')])
        expect([spelt, sharing.includes((await departments(spelt))[0]!)]).toEqual([spelt, true])
      expect(sharing).toContain(id)
    }
  })

  it('finds every department by its own name, and by its short names', async () => {
    const { body } = await all()
    for (const { id, name } of body.items as Found['department'][])
      expect([name, (await departments(name))[0]]).toEqual([name, id])
  })

  it('reads traditional characters and full width, in questions and in names', async () => {
    for (const [one, other] of [
      ['停電報修', '停电报修'],
      ['噪聲擾民', '噪声扰民'],
      ['路燈壞了', '路灯坏了'],
      ['１１９', '119'],
    ] as const)
      expect([one, await departments(one)]).toEqual([one, await departments(other)])
  })

  it('shows a department once, with its duties below it', async () => {
    for (const q of ['噪声', '停车', '垃圾', '老人']) {
      const found = await departments(q)
      expect(found).toEqual([...new Set(found)])
      for (const { duties } of (await page(q)).items) {
        const ids = duties.map(({ duty }) => duty.id)
        expect(ids).toEqual([...new Set(ids)])
      }
    }
  })

  it('answers page by page, each department once', async () => {
    const whole = await departments('垃圾')
    expect(whole.length).toBeGreaterThan(3)
    const paged: string[] = []
    for (let more = '&limit=2'; ; ) {
      const { items, next } = await page('垃圾', more)
      paged.push(...items.map(item => item.department.id))
      if (next === null) break
      more = `&limit=2&cursor=${encodeURIComponent(next)}`
    }
    expect(paged).toEqual(whole)
  })

  it('says so where nothing is found, and offers the centre; only there', async () => {
    const nothing = await page('qwertz')
    expect([nothing.items, nothing.next]).toEqual([[], null])
    expect(nothing.centre).toMatchObject({ phone: '81890', text: expect.stringContaining('没有找到') })
    expect((await page('停电')).centre).toBeNull()
  })
})
