/** How the story's answers are printed. */

// biome-ignore lint/suspicious/noExplicitAny: answers were checked against the contract
type Body = any

export const points = (value: number) => value.toLocaleString('en').replace('-', '−')
export const signed = (value: number) => (value > 0 ? `+${points(value)}` : points(value))

/** Chosen members of an answer, as they came. */
export function json(body: Body, members: readonly string[]): string {
  const chosen = Object.fromEntries(members.filter(member => member in body).map(member => [member, body[member]]))
  return `\`\`\`json\n${JSON.stringify(chosen, null, 2)}\n\`\`\``
}

/** The ten lines and their sum. @throws Error if they do not sum to the assured score */
export function lines(rating: Body): string {
  const all = Object.entries(rating.lines) as [string, number][]
  same('the lines', [all.reduce((sum, [, value]) => sum + value, 0)], [rating.assured])
  const cells = (row: string[]) => `| ${row.join(' | ')} |`
  return [
    cells(all.map(([name]) => name).concat('assured')),
    cells([...all, 0].map(() => '---')),
    cells([...all.map(([, value]) => points(value)), `**${points(rating.assured)}**`]),
  ].join('\n')
}

/** One explained piece of evidence: what it is, why it weighs what it weighs, and the scores without it. */
export function piece(item: Body, rating: Body): string {
  const { evidence, why, remaining, counts, share, contribution, without } = item
  same(
    'a contribution',
    [contribution.point, contribution.assured],
    [rating.point - without.point, rating.assured - without.assured],
  )
  const facts = Object.entries(evidence).filter(([name]) => FACTS.has(name))
  return [
    `- \`${evidence.kind}\` ${evidence.day}：${facts.map(([name, value]) => `${name} ${value}`).join('，')}`,
    ...why.map(({ code, text }: Body) => `  - \`${code}\` ${text}`),
    `  - 今天计入 counts ${counts}/256（时间留下 remaining ${remaining / 100}%）${share === undefined ? '' : `，份额 share ${signed(share)}`}`,
    `  - 贡献 contribution：评分 point ${signed(contribution.point)}，保证分 assured ${signed(contribution.assured)}`,
    `  - 没有它的分数 without it：${points(without.point)}，${points(without.assured)}`,
  ].join('\n')
}
const FACTS = new Set(['stars', 'verified', 'completed', 'answeredWithin300s', 'weight'])

/** Changes of grade or state. */
export function history({ items }: Body): string {
  const rows = items.map((change: Body) =>
    [change.day, change.mode, change.cause ?? '–', change.grade, change.state].join(' | '),
  )
  return [
    '| 日 day | 方式 mode | 起因 cause | 等级 grade | 状态 state |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row: string) => `| ${row} |`),
  ].join('\n')
}

/** What the text claims is what the service has answered. */
export function same(what: string, got: readonly number[], expected: readonly number[]): void {
  if (JSON.stringify(got) !== JSON.stringify(expected)) throw new Error(`${what}: ${got}, not ${expected}`)
}
