/** An impact run in words and tables, Chinese first. */
import type { Impact } from '../ratings/versions/impact.ts'

const LINES = {
  review: '评价 review',
  completion: '完成 completion',
  complaints: '投诉 complaints',
  response: '响应 response',
  inspection: '检查 inspection',
  certificates: '证书 certificates',
  sanctions: '失信 sanctions',
  alarm: '预警 alarm',
  uncertainty: '不确定 uncertainty',
  remainder: '余数 remainder',
}
/** Movers and alarms that a terminal shows; the JSON has all of them. */
const SHOWN = 5

/** The whole report; every table fits a terminal of 100 columns. */
export function impactTables(impact: Impact, hash: string, seconds: number): string {
  const { base, version, seq, day, entries, refused, providers, up, down, gained, lost } = impact
  const parts = [
    `评级方法 methodology  ${base} → ${version}    台账 ledger 1–${seq}    评级日 day ${day}`,
    `依据与操作 entries ${entries}    机构 providers ${providers}    用时 time ${seconds.toFixed(1)} s`,
    `等级上升 up ${up}    下降 down ${down}    恢复派单 gained ${gained}    失去派单 lost ${lost}`,
    ...(refused > 0 ? [`新方法不予承认的操作 actions refused by the draft: ${refused}`] : []),
    `摘要 hash ${hash}`,
  ]
  const moved = up + down + impact.movers.length + impact.newAlarms.total > 0
  if (!moved) return [...parts, '', '没有任何变化 nothing moves'].join('\n')
  return [
    ...parts,
    section('等级 from 原 ↓ to 新 →', gradeTable(impact)),
    section('区域 areas', shareTable(impact.areas)),
    section('类别 categories', shareTable(impact.categories)),
    section('变动最大 largest movers', impact.movers.slice(0, SHOWN).flatMap(moverLines)),
    ...alarmSection(impact.newAlarms),
  ].join('\n')
}

/** The firms to inspect before the draft comes into force. */
function alarmSection({ total, items }: Impact['newAlarms']): string[] {
  if (total === 0) return []
  const title = `新方法下才有预警、须先检查 alarms under the draft only, to be inspected first: ${total}`
  return [
    section(
      title,
      items.slice(0, SHOWN).map(({ day, name, provider }) => `    ${day}  ${name || provider}`),
    ),
  ]
}

const section = (title: string, lines: readonly string[]) => ['', title, ...lines].join('\n')

function gradeTable({ grades }: Impact): string[] {
  const order = ['NR', 'D', 'C', 'CC', 'CCC', 'B', 'BB', 'BBB', 'A', 'AA', 'AAA']
  const used = order.filter(grade => grades.some(cell => cell.from === grade || cell.to === grade))
  const count = (from: string, to: string) => grades.find(cell => cell.from === from && cell.to === to)?.providers ?? 0
  const row = (cells: readonly (string | number)[]) => cells.map(cell => right(String(cell || '·'), 7)).join('')
  return [row(['', ...used]).replace('·', ' '), ...used.map(from => row([from, ...used.map(to => count(from, to))]))]
}

function shareTable(shares: Impact['areas']): string[] {
  const heads = ['机构 all', '升 up', '降 down', '恢复 gained', '失去 lost'].map(head => right(head, 13)).join('')
  const rows = shares.map(({ code, name, providers, up, down, gained, lost }) => {
    const numbers = [providers, up, down, gained, lost].map(n => right(String(n), 13)).join('')
    return left(`${code} ${name}`, 28) + numbers
  })
  return [left('', 28) + heads, ...rows]
}

function moverLines({ name, provider, grade, state, assured, lines }: Impact['movers'][number]): string[] {
  const changed = (Object.keys(LINES) as (keyof typeof LINES)[]).filter(code => lines.from[code] !== lines.to[code])
  return [
    `${name || provider}  ${grade.from} → ${grade.to}  ${state.from} → ${state.to}  ${assured.from} → ${assured.to}`,
    ...changed.map(code => `    ${left(LINES[code], 26)}${right(String(lines.from[code]), 9)} → ${lines.to[code]}`),
  ]
}

/** Columns on a terminal: a Chinese character takes two. */
const width = (text: string) => [...text].reduce((sum, c) => sum + (/[\u2e80-\uffe6]/u.test(c) ? 2 : 1), 0)
const left = (text: string, columns: number) => text + ' '.repeat(Math.max(1, columns - width(text)))
const right = (text: string, columns: number) => ' '.repeat(Math.max(1, columns - width(text))) + text
