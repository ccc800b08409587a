// The table of docs/requests.md, from the table that drives the machine.
import { LIFE, type Rule } from '../src/requests/rules-life.ts'

/** One line per move, in the order of a life, with columns as wide as the formatter makes them. */
export function lifeTable(): string {
  const head = ['move', 'from', 'to', 'who', 'responder', 'starts', 'stops', 'condition']
  const rows = [head, ...Object.entries(LIFE).map(([move, rule]) => cells(move, rule))]
  const widths = head.map((_, column) => Math.max(...rows.map(row => width(row[column]!))))
  const line = (row: string[]) => `| ${row.map((cell, i) => cell + ' '.repeat(widths[i]! - width(cell))).join(' | ')} |`
  return [line(head), `| ${widths.map(w => '-'.repeat(w)).join(' | ')} |`, ...rows.slice(1).map(line)].join('\n')
}

/** Places on the screen: a Chinese character takes two. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0)
}

function cells(move: string, { from, to, who, responders, starts, stops, condition }: Rule): string[] {
  const kinds = responders.length === 3 ? 'any' : responders.join(', ')
  return [
    `**${move}**`,
    from.join(', ') || '(new)',
    to ?? '(stays)',
    who.join(', '),
    kinds || '(nobody yet)',
    starts.join(', '),
    stops.join(', '),
    condition ? `${condition.zh} ${condition.en}` : '',
  ]
}
