import { describe, expect, it } from 'vitest'
import { Followers } from '../../src/ledger/followers.ts'
import type { Entry } from '../../src/ledger/ledger.ts'
import { Unreadables } from '../../src/ledger/unreadable.ts'

const entry = (seq: number) => ({ seq, type: 'test', subject: `s${seq}`, payload: {} }) as unknown as Entry
const entries = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => entry(from + i))

/** Followers of a database that can be taken away. */
function world() {
  const database = { up: true }
  const down = new Error('no database')
  const unreadable = new Unreadables()
  const followers = new Followers(0, unreadable, {
    async entriesAfter(seq, limit) {
      if (!database.up) throw down
      return entries(seq + 1, seq + limit)
    },
    async probe() {
      if (!database.up) throw down
    },
  })
  return { database, followers, unreadable }
}

describe('followers of the ledger', () => {
  it('are told the rest when one entry cannot be taken in, and that entry is given up', async () => {
    const { followers, unreadable } = world()
    const [taken, given]: [number[], number[]] = [[], []]
    followers.add({
      name: 'picky',
      follow: some => {
        if (some.some(({ seq }) => seq === 3)) throw new Error('not this one')
        taken.push(...some.map(({ seq }) => seq))
      },
      giveUp: ({ seq }) => given.push(seq),
    })
    const other: number[] = []
    followers.add({ name: 'other', follow: some => void other.push(...some.map(({ seq }) => seq)) })
    await followers.tell(entries(1, 5), 0)
    expect(taken).toEqual([1, 2, 4, 5])
    expect(given).toEqual([3])
    expect(other).toEqual([1, 2, 3, 4, 5])
    expect(followers.isBehind).toBe(false)
    expect(unreadable.list()).toMatchObject([{ part: 'picky', subject: 's3', entry: { seq: 3, type: 'test' } }])
  })

  it('stay behind while the database does not answer, and lose nothing', async () => {
    const { database, followers, unreadable } = world()
    const taken: number[] = []
    followers.add({
      name: 'reader',
      async follow(some) {
        if (!database.up) throw new Error('no rows')
        taken.push(...some.map(({ seq }) => seq))
      },
    })
    await followers.tell(entries(1, 2), 0)
    database.up = false
    await followers.tell(entries(3, 4), 0)
    await followers.tell(entries(5, 5), 0)
    expect([followers.seq, followers.isBehind, unreadable.faults]).toEqual([5, true, 0])
    await expect(followers.catchUp()).rejects.toThrow('no database')
    database.up = true
    await followers.catchUp()
    expect(taken).toEqual([1, 2, 3, 4, 5])
    expect(followers.isBehind).toBe(false)
  })
})
