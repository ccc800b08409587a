import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../store/databases.ts'
import { City } from '../support/city.ts'

const FIRMS = [
  { name: '宁波安心家政服务有限公司', uscc: '91330203MA2AGUP49W', phone: '0574-87123456' },
  { name: '寧波樂家保潔服務部', uscc: '92330205MA2AG0001A', phone: '13800001234' },
  { name: '宁波 Happy Home 家政', uscc: '91330212MA2AG0002B', phone: '(0574) 8712 9999' },
]

describe.each(databases)('a search for providers on $name', ({ name, openFounded }) => {
  let city: City
  const ids: string[] = []
  beforeAll(async () => {
    city = await City.open(name.endsWith('in process') ? { store: await openFounded() } : {})
    for (const firm of FIRMS) {
      const provider = city.service.ledger.newId()
      const facts = { kind: 'firm', usccStatus: 'overridden', address: null, area: '330203', areas: ['330203'] }
      const more = { offerings: ['05'], founded: null, validUntil: null }
      await city.service.ledger.write('test', tx =>
        tx.append({
          type: 'provider.registered',
          subject: provider,
          payload: { provider, ...facts, ...firm, ...more },
        }),
      )
      ids.push(provider)
    }
  })
  afterAll(() => city.close())

  it.each<[q: string, found: number[]]>([
    ['家政 安心', [0]],
    ['服务　宁波，安心', [0]],
    ['安心 乐家', []],
    ['寧波安心', [0]],
    ['樂家', [1]],
    ['home happy', [2]],
    ['ＨＡＰＰＹ', [2]],
    ['0574-87123456', [0]],
    ['87123456', [0]],
    ['8712 3456', [0]],
    ['138 0000 1234', [1]],
    ['0574 87129999', [2]],
    ['91330203MA', [0]],
    ['91330203ma2agup49w', [0]],
    ['92330205', [1]],
    ['87120000', []],
    ['，。', []],
    ['宁波安心家政公司', [0]],
    ['浙江宁波海曙安心家政', [0]],
    ['寧波市安心家政有限責任公司', [0]],
    ['宁波家政服务有限公司', [0]],
    ['宁波家政', [2, 0]],
    ['有限公司', [0]],
  ])('%s', async (q, found) => expect(await search(q)).toEqual(found))

  async function search(q: string): Promise<number[]> {
    const { status, body } = await city.get(`/v1/providers?q=${encodeURIComponent(q)}`)
    expect(status).toBe(200)
    return body.items.map((item: { id: string }) => ids.indexOf(item.id)).filter((i: number) => i >= 0)
  }

  it('finds everybody by any beginning of the code from four characters on', async () => {
    const firms = fc.integer({ min: 0, max: FIRMS.length - 1 })
    await fc.assert(
      fc.asyncProperty(firms, fc.integer({ min: 4, max: 18 }), async (i, length) => {
        expect(await search(FIRMS[i]!.uscc.slice(0, length))).toContain(i)
      }),
      { numRuns: 20 },
    )
  })

  it('finds a name by any of its words in any order', async () => {
    const words = fc.shuffledSubarray(['宁波', '安心', '家政', '服务', '有限公司'], { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(words, fc.constantFrom(' ', '　', '，'), async (picked, between) => {
        expect(await search(picked.join(between))).toContain(0)
      }),
      { numRuns: 20 },
    )
  })
})
