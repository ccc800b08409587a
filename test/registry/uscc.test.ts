import { describe, expect, it } from 'vitest'
import { holdsIdentityNumber, isIdentityNumber, maskIdentityNumbers } from '../../src/registry/rules-identity.ts'
import { hasSubjectCheck, judgeUscc, normaliseUscc, usccCheckCharacter } from '../../src/registry/rules-uscc.ts'

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

describe('the judgement of a code', () => {
  const withCheck = (body: string) => body + usccCheckCharacter(body)

  it.each(VALID)('%s is valid, with its subject code', code => {
    expect(judgeUscc(code)).toBe('valid')
    expect(hasSubjectCheck(code)).toBe(true)
  })

  it.each([
    ['uscc-structure', withCheck('01330200764528120'), 'no such authority'],
    ['uscc-structure', withCheck('94330200764528120'), 'no such category of the authority'],
    ['uscc-structure', withCheck('91990200764528120'), 'no such province'],
    ['uscc-structure', withCheck('9133A200764528120'), 'a letter in the area'],
    ['uscc-check', '913302007645281202', 'wrong check character'],
    ['uscc-cut', '913302007645281000', 'the last digits are lost'],
    ['uscc-cut', normaliseUscc('9.1330200764528E+17'), 'as a spreadsheet shows it'],
    ['uscc-form', '91330200764528120', '17 characters'],
    ['uscc-form', '91330200764528120O', 'a letter that no code has'],
    ['identity-number', '330203190001010056', 'a citizen'],
    ['identity-number', '11010519491231002X', 'a citizen whose check character is X'],
  ])('%s: %s (%s)', (verdict, code) => expect(judgeUscc(code)).toBe(verdict))

  it('sees a wrong subject code, which is worth a remark', () => {
    const code = withCheck('91330200764528121')
    expect([judgeUscc(code), hasSubjectCheck(code)]).toEqual(['valid', false])
  })

  it('does not mind full width, blanks and zero-width characters', () => {
    expect(judgeUscc(normaliseUscc(' ９1330200\u200b7645 281201 '))).toBe('valid')
  })
})

describe("a citizen's identity number", () => {
  const NUMBER = '11010519491231002X'

  it.each([
    ['110105194912310021', 'check'],
    ['11010518991231002X', 'before the calendar'],
    ['11010519491331002X', 'month'],
    ['90010519491231002X', 'province'],
    ['913302007645281201', 'a code of an organisation'],
  ])('%s is none: %s', text => expect(isIdentityNumber(text)).toBe(false))

  it.each([
    NUMBER,
    `证号${NUMBER}，`,
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105 19491231 002x',
    '110105-19491231-002X',
  ])('is found in %s, and masked', text => {
    expect(holdsIdentityNumber(text)).toBe(true)
    expect(maskIdentityNumbers(text)).not.toMatch(/19491231|１９４９/)
  })

  it('is not seen inside a longer number, and other texts stay as they are', () => {
    for (const text of [`9${NUMBER}`, '海曙区（东）１号', '913302007645281201'])
      expect([holdsIdentityNumber(text), maskIdentityNumbers(text)]).toEqual([false, text])
  })
})
