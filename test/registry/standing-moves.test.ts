import { describe, expect, it } from 'vitest'
import { isActive, moveStanding, type Standing, type StandingMove } from '../../src/registry/rules-provider.ts'

/** Reviewed: the standing after each move from each standing, or the code that refuses it. */
const TABLE: Record<Standing, Record<StandingMove, string>> = {
  active: { suspend: 'suspended', reinstate: 'provider-not-suspended', withdraw: 'withdrawn' },
  suspended: { suspend: 'provider-already-suspended', reinstate: 'active', withdraw: 'withdrawn' },
  withdrawn: { suspend: 'provider-withdrawn', reinstate: 'provider-withdrawn', withdraw: 'provider-withdrawn' },
}

const outcome = (standing: Standing, move: StandingMove): string => {
  try {
    return moveStanding('p', standing, move)
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a provider', () => {
  it.each(Object.entries(TABLE))('that is %s goes where the reviewed table says, or is refused', (standing, moves) => {
    const found = Object.keys(moves).map(move => [move, outcome(standing as Standing, move as StandingMove)])
    expect(Object.fromEntries(found)).toEqual(moves)
  })

  it('acts only while both the authority and the centre let it', () => {
    const registrations = ['operating', 'dormant', 'revoked', 'deregistered', 'moved-out']
    const both = registrations.flatMap(registration =>
      Object.keys(TABLE).map(standing => [registration, standing, isActive({ registration, standing })]),
    )
    expect(both.filter(([, , active]) => active)).toEqual([['operating', 'active', true]])
  })
})
