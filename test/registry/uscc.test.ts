import { describe, expect, it } from 'vitest'
import { usccCheckCharacter } from '../../src/registry/rules-uscc.ts'

// Worked example of GB 32100-2015 and codes of real registers.
const VALID = [
  '91350100M000100Y43',
  '91350200776049653A',
  '91440101MA5CJQ4N59',
  '123502001549897397',
  '913302007645281201',
]
const INVALID = ['91350100M000100Y4Z', '91350203M0001QAY9B', '91350200M000000510']
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

describe('the unified social credit code', () => {
  it.each(VALID)('%s has the right check character', code =>
    expect(usccCheckCharacter(code.slice(0, 17))).toBe(code[17]),
  )
  it.each(INVALID)('%s has a wrong one', code => expect(usccCheckCharacter(code.slice(0, 17))).not.toBe(code[17]))

  it('notices every change of a single character', () => {
    for (const code of VALID)
      for (let i = 0; i < 17; i++)
        for (const other of ALPHABET) {
          if (other === code[i]) continue
          expect(usccCheckCharacter(code.slice(0, i) + other + code.slice(i + 1, 17))).not.toBe(code[17])
        }
  })
})
