import { describe, expect, it } from 'vitest'
import { Turns } from '../../src/api/turns.ts'

const here = () => false

/** Work that ends when it is told to, and a note of what began in which order. */
function workshop(turns: Turns) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const ask = (who: string, name: string, isGone = here) =>
    turns.run(who, isGone, () => {
      begun.push(name)
      return new Promise<string>(resolve => ends.set(name, () => resolve(name)))
    })
  const end = async (name: string) => {
    ends.get(name)!()
    await new Promise(setImmediate)
  }
  return { begun, ask, end }
}

describe('turns', () => {
  it('run so many at once, and the next when one has ended', async () => {
    const { begun, ask, end } = workshop(new Turns({ atOnce: 2, waiting: 9, ofOne: 9 }))
    const answers = ['a1', 'a2', 'a3'].map(name => ask('a', name))
    expect(begun).toEqual(['a1', 'a2'])
    await end('a2')
    expect(begun).toEqual(['a1', 'a2', 'a3'])
    await end('a1')
    await end('a3')
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3'])
  })

  it('go round: who asks for a lot waits for itself', async () => {
    const { begun, ask, end } = workshop(new Turns({ atOnce: 1, waiting: 9, ofOne: 9 }))
    const asked = [ask('a', 'a1'), ask('a', 'a2'), ask('a', 'a3'), ask('a', 'a4'), ask('b', 'b1'), ask('c', 'c1')]
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'a4']) await end(name)
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4'])
    await Promise.all(asked)
  })

  it('refuse who waits for too much, then everybody', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 3, ofOne: 2 })
    const { ask, end } = workshop(turns)
    const asked = [ask('a', 'a1'), ask('a', 'a2'), ask('a', 'a3')]
    await expect(ask('a', 'a4')).rejects.toThrow('overloaded')
    asked.push(ask('b', 'b1'))
    await expect(ask('c', 'c1')).rejects.toThrow('overloaded')
    expect([turns.running, turns.waiting, turns.refused]).toEqual([1, 3, 2])
    for (const name of ['a1', 'a2', 'b1', 'a3']) await end(name)
    await Promise.all(asked)
    expect([turns.running, turns.waiting]).toEqual([0, 0])
  })

  it('are not spent on who has gone away', async () => {
    const { begun, ask, end } = workshop(new Turns({ atOnce: 1, waiting: 9, ofOne: 9 }))
    const first = ask('a', 'a1')
    const gone = expect(ask('a', 'a2', () => true)).rejects.toThrow('overloaded')
    const third = ask('a', 'a3')
    await end('a1')
    await gone
    await end('a3')
    expect(begun).toEqual(['a1', 'a3'])
    await Promise.all([first, third])
  })

  it('pass on when the work throws', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 9, ofOne: 9 })
    const failing = turns.run('a', here, () => Promise.reject(new Error('x')))
    const next = turns.run('b', here, async () => 'b')
    await expect(failing).rejects.toThrow('x')
    expect(await next).toBe('b')
  })
})
