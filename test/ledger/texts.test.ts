import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanProse, isLine, isProse } from '../../src/ledger/rules-texts.ts'

const any = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  // Texts of few characters, most of them hostile.
  fc
    .array(
      fc.constantFrom(
        ...'a宁é\u0301 \u3000\t\n\0\u200b\u200d\u202e\u2066\ufeff\u00ad\u{e0041}\ufe0f\u3164\u2800\ud800',
      ),
      {
        maxLength: 12,
      },
    )
    .map(parts => parts.join('')),
)

describe('a line', () => {
  it.each([
    ['  宁波\u3000 甬惠\t家政 ', '宁波 甬惠 家政'],
    ['宁波\u200b甬惠\u202e家政\u2069', '宁波甬惠家政'],
    ['\ufeff甬惠\u00ad家政\u2060', '甬惠家政'],
    ['Cafe\u0301', 'Café'],
    ['一行\r\n两行', '一行 两行'],
    ['\u3000\u200b \u3164\u2800\uffa0', ''],
    ['👩\u200d🔧', '👩🔧'],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanLine(given)).toBe(kept)
    expect(isLine(kept)).toBe(true)
  })

  it.each(['\0', 'a\0b', 'a\u{e0041}', '城\ufe00', 'a\ufff9b', 'a\uffffb', 'a\ufdd0b', '\ud800'])(
    '%j cannot be cleaned',
    text => expect(isLine(cleanLine(text))).toBe(false),
  )

  it('that is accepted shows every one of its characters, and cleaning leaves it as it is', () => {
    fc.assert(
      fc.property(any, text => {
        const clean = cleanLine(text)
        expect(cleanLine(clean)).toBe(clean)
        if (!isLine(text)) return
        expect(clean).toBe(text)
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|\s\s|^\s|\s$/u)
      }),
    )
  })
})

describe('prose', () => {
  it.each([
    ['第一行\n第二行\t完', '第一行\n第二行\t完'],
    ['很好\u202e评差\u2066', '很好评差'],
    ['坏\u0007了\u001b[31m', '坏 了 [31m'],
    ['家人👩\u200d👧', '家人👩\u200d👧'],
    [' \n\u3000', ''],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanProse(given)).toBe(kept)
    expect(isProse(kept)).toBe(true)
  })

  it.each(['\u200d', '\u200c \u200d', 'a\0', 'a\u{e0041}'])('%j cannot be cleaned', text =>
    expect(isProse(cleanProse(text))).toBe(false),
  )

  it('that is accepted is left as it is, and holds no direction mark', () => {
    fc.assert(
      fc.property(any, text => {
        const clean = cleanProse(text)
        expect(cleanProse(clean)).toBe(clean)
        if (!isProse(text)) return
        expect(clean).toBe(text)
        expect(text).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})
