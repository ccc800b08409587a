import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern, PATTERN_LIMITS } from '../../src/standards/rules-pattern.ts'
import { processorTime } from './cpu.ts'

const matches = (pattern: string, text: string) => {
  const compiled = compilePattern(pattern)
  if (typeof compiled === 'string') throw new Error(compiled)
  return compiled.matches(text)
}

/** Patterns of what is accepted, some of which JavaScript's own engine takes exponential time for. */
const patterns = fc.letrec<{ pattern: string; atom: string; sequence: string }>(tie => ({
  atom: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', '[ab]', '[^a]', '\\d', '.', '^', '$', '宁', '\\w'),
    tie('pattern').map(inner => `(?:${inner})`),
  ),
  sequence: fc
    .array(
      fc
        .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,3}', '{1,}', '*?'))
        .map(([atom, times]) => (/^[\^$]$/.test(atom) ? atom : atom + times)),
      { maxLength: 3 },
    )
    .map(parts => parts.join('')),
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 2 }).map(parts => parts.join('|')),
})).pattern

describe('a pattern of a rule', () => {
  it('matches what the same regular expression of JavaScript matches', () => {
    fc.assert(
      fc.property(
        patterns,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', '宁', '\u{20bb7}', '\n'), maxLength: 8 }),
        (pattern, text) => {
          fc.pre(compilePattern(pattern) !== 'too-many-states' && pattern.length <= PATTERN_LIMITS.length)
          expect(matches(pattern, text)).toBe(new RegExp(pattern, 'u').test(text))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each(['(a+)+$', '(a*)*b', '(a|a)*$', '(a|aa)+$', '^(?:.*a){12}$', '(?:a?){60}a{60}'])(
    'takes linear time for %s',
    pattern => {
      // Backtracking would need more years than the universe has seen.
      expect(processorTime(() => matches(pattern, `${'a'.repeat(2_000)}!`))).toBeLessThan(5_000)
    },
  )

  it('never has more states than allowed, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '(', ')', '{', '9', '}', '*', '|', '[', ']', ',', '\\'),
          maxLength: 60,
        }),
        source => {
          const compiled = compilePattern(source)
          if (typeof compiled !== 'string') expect(compiled.states).toBeLessThanOrEqual(PATTERN_LIMITS.states)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
