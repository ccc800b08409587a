import { type AST, RegExpParser } from '@eslint-community/regexpp'

/**
 * `pattern` of a rule, matched in linear time. A pattern is ECMA-262 with the flag `u`, as JSON Schema says, without what no automaton can
 * do: back-references, look-around, `\b`, modifiers. It becomes a nondeterministic automaton that is walked once over the text (Thompson
 * 1968), so the work is at most characters x states whatever the pattern looks like; there is no backtracking to explode.
 */
export const PATTERN_LIMITS = {
  /** Characters of a pattern. */
  length: 120,
  /** States of its automaton: a counted repetition takes one per repetition. */
  states: 300,
} as const

export type PatternFault = 'syntax' | 'too-long' | 'not-linear' | 'too-many-states'

export interface Pattern {
  states: number
  /** True if the pattern occurs anywhere in the text. */
  matches(text: string): boolean
}

type State =
  | { op: 'one'; is: RegExp; next: number }
  | { op: 'fork'; next: number; other: number }
  | { op: 'start' | 'end'; next: number }
  | { op: 'found' }

class Refused extends Error {
  readonly fault: PatternFault
  constructor(fault: PatternFault) {
    super(fault)
    this.fault = fault
  }
}

const parser = new RegExpParser({ ecmaVersion: 2024 })

/** The automaton of a pattern, or why it is refused. */
export function compilePattern(source: string): Pattern | PatternFault {
  if (source.length > PATTERN_LIMITS.length) return 'too-long'
  let tree: AST.Pattern
  try {
    tree = parser.parsePattern(source, 0, source.length, { unicode: true })
  } catch {
    return 'syntax'
  }
  try {
    const states: State[] = [{ op: 'found' }]
    const start = alternatives(states, tree.alternatives, 0)
    return { states: states.length, matches: text => walk(states, start, text) }
  } catch (error) {
    if (error instanceof Refused) return error.fault
    throw error
  }
}

function add(states: State[], state: State): number {
  if (states.length >= PATTERN_LIMITS.states) throw new Refused('too-many-states')
  return states.push(state) - 1
}

function alternatives(states: State[], list: readonly AST.Alternative[], next: number): number {
  const [first, ...others] = list.map(alternative =>
    alternative.elements.reduceRight((after, element) => elementStates(states, element, after), next),
  )
  return others.reduce((other, at) => add(states, { op: 'fork', next: other, other: at }), first!)
}

function elementStates(states: State[], element: AST.Element, next: number): number {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return add(states, { op: 'one', is: new RegExp(`^(?:${element.raw})$`, 'u'), next })
    case 'CapturingGroup':
      return alternatives(states, element.alternatives, next)
    case 'Group':
      if (element.modifiers) throw new Refused('not-linear')
      return alternatives(states, element.alternatives, next)
    case 'Quantifier':
      return repeated(states, element, next)
    case 'Assertion':
      if (element.kind === 'start' || element.kind === 'end') return add(states, { op: element.kind, next })
      throw new Refused('not-linear')
    default:
      throw new Refused('not-linear')
  }
}

/** `min` copies, then a loop or as many optional copies as are left. */
function repeated(states: State[], { element, min, max }: AST.Quantifier, next: number): number {
  if (min > PATTERN_LIMITS.states || (max !== Infinity && max > PATTERN_LIMITS.states))
    throw new Refused('too-many-states')
  let at = next
  if (max === Infinity) {
    const fork = add(states, { op: 'fork', next, other: next })
    states[fork] = { op: 'fork', next: elementStates(states, element, fork), other: next }
    at = fork
  } else
    for (let i = min; i < max; i++)
      at = add(states, { op: 'fork', next: elementStates(states, element, at), other: next })
  for (let i = 0; i < min; i++) at = elementStates(states, element, at)
  return at
}

/** All states that the automaton can be in, character by character; it may begin anywhere. */
function walk(states: readonly State[], start: number, text: string): boolean {
  const characters = [...text]
  const reached = new Int32Array(states.length).fill(-1)
  let waiting: number[] = []
  for (let i = 0; i <= characters.length; i++) {
    const open = [start, ...waiting]
    const ones: number[] = []
    while (open.length > 0) {
      const at = open.pop()!
      if (reached[at] === i) continue
      reached[at] = i
      const state = states[at]!
      if (state.op === 'found') return true
      if (state.op === 'one') ones.push(at)
      else if (state.op === 'fork') open.push(state.other, state.next)
      else if (state.op === 'start' ? i === 0 : i === characters.length) open.push(state.next)
    }
    waiting = []
    for (const at of ones) {
      const state = states[at] as Extract<State, { op: 'one' }>
      if (i < characters.length && state.is.test(characters[i]!)) waiting.push(state.next)
    }
  }
  return false
}
