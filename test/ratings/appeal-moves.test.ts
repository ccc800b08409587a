import { describe, expect, it } from 'vitest'
import { type AppealMove, type AppealState, checkAppealMove, MOVES } from '../../src/ratings/evidence/rules-appeals.ts'

/** Reviewed: the state after each move from each state, or the code that refuses it. */
const TABLE: Record<AppealState, Record<AppealMove, string>> = {
  filed: {
    examine: 'under-review',
    uphold: 'appeal-not-under-review',
    reject: 'appeal-not-under-review',
    withdraw: 'withdrawn',
  },
  'under-review': {
    examine: 'appeal-under-review',
    uphold: 'upheld',
    reject: 'rejected',
    withdraw: 'withdrawn',
  },
  upheld: {
    examine: 'appeal-decided',
    uphold: 'appeal-decided',
    reject: 'appeal-decided',
    withdraw: 'appeal-decided',
  },
  rejected: {
    examine: 'appeal-decided',
    uphold: 'appeal-decided',
    reject: 'appeal-decided',
    withdraw: 'appeal-decided',
  },
  withdrawn: {
    examine: 'appeal-withdrawn',
    uphold: 'appeal-withdrawn',
    reject: 'appeal-withdrawn',
    withdraw: 'appeal-withdrawn',
  },
}

const outcome = (state: AppealState, move: AppealMove): string => {
  try {
    checkAppealMove('a', state, move)
    return MOVES[move].to
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('an appeal', () => {
  it.each(Object.entries(TABLE))('that is %s goes where the reviewed table says, or is refused', (state, moves) => {
    const found = Object.keys(moves).map(move => [move, outcome(state as AppealState, move as AppealMove)])
    expect(Object.fromEntries(found)).toEqual(moves)
  })
})
