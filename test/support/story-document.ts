/** The words around the story: docs/a-firms-story.md. Every number in them comes from an answer of the service. */
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { history, json, lines, piece, points, same, signed } from './story-format.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers were checked against the contract
type Answers = Record<string, any>

const RATING = ['day', 'grade', 'state', 'point', 'assured', 'orders', 'watch']
const RULE = 365
const DEDUCTION = 60_000
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** The document, before it is formatted. */
export function document(a: Answers): string {
  return [intro(), registered(a), good(a), smear(a), appeal(a), sanction(a), repair(a)].join('\n\n').concat('\n')
}

const intro = () => `# 一家机构的故事 A firm's story

一家家政机构从登记、好年头、被抹黑、申诉、受惩戒到修复的全过程。文中每一段输出都是运行中的服务给出的：\`node scripts/story.ts\` 生成本文，
\`test/story.test.ts\` 重演一遍并与本文比较。分数单位为千分之一分（milli-points），满分 1,000,000；方法见《评级方法》hk-credit 1.0.0。

A housekeeping firm from its registration through good years, a smear, an appeal and a sanction to its repair. Every output is an answer of the running
service: \`node scripts/story.ts\` writes this page, \`test/story.test.ts\` plays the story again and compares. Scores are milli-points out of 1,000,000.

![assured score and the cuts of the grades](a-firms-story.svg)

图中曲线为每周末的保证分（assured），横线为各等级的下限。The curve is the assured score at the end of each week; level lines are the cuts of the grades.`

const registered = (a: Answers) => `## 1. 登记 Registered

\`GET /v1/providers/{id}/rating\`

${json(a.first, RATING)}

${lines(a.first)}

没有任何依据时，各行来自先验：评价 500000 × 3431 ÷ 4096 = ${points(a.first.lines.review)}；检查 75 分按 80 分制计 ${points(a.first.lines.inspection)}；
不确定性最大。十行相加恰为 ${points(a.first.assured)}。不足 5 单或 3 位客户，等级为未评（NR），状态为试用（probation）：同时在办至多 3 单。

Without evidence the lines are the priors, and the uncertainty is at its largest. The ten lines sum to ${points(a.first.assured)} exactly. Below five orders or three
customers the grade is NR and the state probation: at most three open orders.

各行怎么来 how each line comes about（《评级方法》7 hk-credit 7）：

${howLinesComeAbout()}`

/** The lines with their sizes, from the parameters. */
function howLinesComeAbout(): string {
  const { review, beta, inspection, credentials, sanctions, units } = loadMethodology().parameters
  const percent = (value: number) => `${Math.round((value * 100) / units.value)}%`
  const shares = beta.map(
    b =>
      `- \`${b.name}\`：占比从 ${percent(b.low)} 到 ${percent(b.high)} 对应 0 到 ${b.points} 分；先验 prior ${b.ok} : ${b.fail}。A share from ${percent(b.low)} to ${percent(b.high)} gives 0 to ${b.points} points.`,
  )
  return [
    `- \`review\`：加权平均星级（1 星 0，5 星 1）× ${review.points} 分。The weighted mean of the stars times ${review.points} points.`,
    ...shares,
    `- \`inspection\`：平均检查分 × ${inspection.points} ÷ 100，先验一次 ${inspection.priorScore} 分。Mean score times ${inspection.points} ÷ 100, with one prior inspection of ${inspection.priorScore}.`,
    `- \`certificates\`：每项有效认证 ${points(credentials.each)}，至多 ${points(credentials.max)}。Each valid certificate, at most that.`,
    `- \`sanctions\`：在期惩戒扣分，随期限递减，合计至多 ${points(sanctions.max)}。Deductions in force; they shrink with the term.`,
    '- `alarm`：骤降预警后，旧好评折减的影响，从不为正。What a sudden decline takes from earlier praise; never positive.',
    '- `uncertainty`：各行方差之和的平方根，取负。The root of the summed variances, negative.',
    '- `remainder`：0 与 1,000,000 两个边界的影响。What the bounds take or give.',
  ].join('\n')
}

function good(a: Answers): string {
  const { rating, reasons, evidence } = a.good
  const kind = (name: string) =>
    evidence.items.find((item: { evidence: { kind: string } }) => item.evidence.kind === name)
  return `## 2. 好年头 Good years

一年半，每周一单：多数五星，偶有四星、三星，个别超时应答、个别未完成，一次查实投诉，一次检查 92 分。A year and a half, an order a week.

${history(a.goodHistory)}

升级要两个周一：保证分减 20000 后连续两周达到下限。An upgrade takes two Mondays on which assured less 20,000 reaches the cut.

${json(rating, RATING)}

${lines(rating)}

A 级下限 790000，AA 级 840000：${points(rating.assured)} − 20000 = ${points(rating.assured - 20_000)}，够 A，不够 AA。
失分最多的四个方面 the four dimensions that lost most：

${reasons.map((r: { text: string; lost: number }) => `- ${r.text}：${points(r.lost)}`).join('\n')}

每条依据都有权重、理由与“没有它的分数”，例如最新的一条评价和一单 for example the newest review and order:

${piece(kind('review'), rating)}

${piece(kind('order'), rating)}`
}

function smear(a: Answers): string {
  const [nameless] = a.bombedPieces.evidence.items
  const [bound] = a.alarmedPieces.evidence.items
  const { good, bombed, alarmed } = a
  return `## 3. 抹黑 The smear

五天内来了三十条无单可查的一星评价。Within five days thirty one-star reviews arrive that are bound to no order.

${json(bombed, RATING)}

评分从 ${points(good.rating.point)} 到 ${points(bombed.point)}（${signed(bombed.point - good.rating.point)}），等级不变：未核实评价每条权重 51/256，总量还有封顶。
The point score moves by ${signed(bombed.point - good.rating.point)} and the grade not at all: an unverified review weighs 51/256, and all of them together are capped.

${piece(nameless, bombed)}

总量已封顶，所以少一条也不变（贡献 0）。All of them are capped together, so one less changes nothing.

同一天，七个号码下单、服务完成、都给一星。这七条是核实评价。On the same day seven numbers order, are served, and all give one star. These are verified.

${json(alarmed, RATING)}

${lines(alarmed)}

骤降预警触发：之前的好评每条折为十分之一，“预警”一行 ${signed(alarmed.lines.alarm)}。等级从 ${bombed.grade} 当即降到 ${alarmed.grade}，评分 ${points(alarmed.point)} 低于 690000，停派（${alarmed.state}）。
The alarm of a sudden decline is raised: earlier praise counts a tenth. The grade falls from ${bombed.grade} to ${alarmed.grade} at once, and with a point score below 690,000 the firm is barred.

${piece(bound, alarmed)}

下一单 the next order:

${json(a.refused, ['status', 'code', 'title', 'reasons'])}

机构在其中一条评价旁公开回复 the firm answers one of the reviews in public:

${json(a.reply, ['stars', 'verified', 'reply'])}`
}

function appeal(a: Answers): string {
  const { filed, contested, lastPiece, beforeLast, cleared, upheld } = a
  same(
    'the score after the appeal and the score without the piece',
    [cleared.point, cleared.assured],
    [lastPiece.without.point, lastPiece.without.assured],
  )
  return `## 4. 申诉 The appeal

机构对七条中的四条提出申诉 the firm contests four of the seven (\`POST /v1/appeals\`):

${json(filed, ['kind', 'state', 'filedAt', 'decideBy', 'overdue', 'grounds'])}

裁定前照常计入，只标为有争议：分数仍为 ${points(contested.assured)}（${contested.grade}，${contested.state}）。Until the decision they count, marked as contested.

监管受理审查，一周后逐件裁定成立。最后一件裁定前，解释中那一条是 before the last decision the explanation says of its review:

${piece(lastPiece, beforeLast.rating)}

裁定 the decision (\`POST /v1/appeals/{id}/decisions\`):

${json(upheld, ['state', 'closedAt', 'overdue', 'reason'])}

${json(cleared, RATING)}

分数恰为解释中“没有它的分数”：${points(cleared.point)} 与 ${points(cleared.assured)}。四条如同从未入账，预警不再成立，折减随之消失。
The scores are exactly those that the explanation had given without it. The four count as never admitted, so there is no alarm any more and no discount.
更正立即生效：等级取与保证分相符的 ${cleared.grade}；另外三条一星评价未经申诉，仍然计入，所以不是 ${a.good.rating.grade}。A correction acts at once; the three that were not contested still count, so it is ${cleared.grade} and not ${a.good.rating.grade}.`
}

function sanction(a: Answers): string {
  const { beforeSanction, sanction: decided, sanctioned, tooEarly, beforeRepair } = a
  const day = daysBetween(decided.day, beforeRepair.day)
  const left = Math.floor((DEDUCTION * (RULE - day)) / RULE)
  same('the line of the sanction', [sanctioned.lines.sanctions, beforeRepair.lines.sanctions], [-DEDUCTION, -left])
  return `## 5. 惩戒 The sanction

三个月后，市场监管部门作出一般失信惩戒 three months later an authority decides a general sanction:

${json(decided, ['class', 'day', 'publishedUntil', 'repairFrom', 'expires', 'authority', 'document'])}

| | ${beforeSanction.day} 之前 before | 之后 after |
| --- | --- | --- |
| 惩戒 sanctions | ${points(beforeSanction.lines.sanctions)} | ${points(sanctioned.lines.sanctions)} |
| 保证分 assured | ${points(beforeSanction.assured)} | ${points(sanctioned.assured)} |
| 等级 grade | ${beforeSanction.grade} | ${sanctioned.grade} |
| 状态 state | ${beforeSanction.state} | ${sanctioned.state} |

一般惩戒扣 60000，随 365 天期限递减：第 ${day} 天为 60000 × (365 − ${day}) ÷ 365 = ${points(left)}。The deduction of 60,000 shrinks with the term of 365 days.

太早申请修复 a repair that comes too early:

${json(tooEarly, ['status', 'code', 'title', 'detail'])}`
}

function repair(a: Answers): string {
  const { beforeRepair, repaired, afterRepair, noSanctions, last, lastHistory } = a
  same('the score without the sanction', [afterRepair.point], [beforeRepair.point - beforeRepair.lines.sanctions])
  return `## 6. 修复 The repair

满 90 天后准予修复 after ninety days it is granted (\`POST /v1/sanctions/{id}/repairs\`):

${json(repaired, ['repairedOn'])}

| | 之前 before | 之后 after |
| --- | --- | --- |
| 惩戒 sanctions | ${points(beforeRepair.lines.sanctions)} | ${points(afterRepair.lines.sanctions)} |
| 评分 point | ${points(beforeRepair.point)} | ${points(afterRepair.point)} |
| 保证分 assured | ${points(beforeRepair.assured)} | ${points(afterRepair.assured)} |
| 等级 grade | ${beforeRepair.grade} | ${afterRepair.grade} |

评分之差恰为那一行。自此惩戒不再有任何影响，也不出现在任何应答中；文本已抹除，台账仍可核验${a.ledger ? '（已核验）' : ''}。
The difference of the point score is exactly that line. From now on the sanction has no effect and is in no answer; its texts are erased and the ledger still verifies.

\`GET /v1/providers/{id}/sanctions\`

${json(noSanctions, ['items', 'next'])}

又过十二周 twelve weeks later:

${lines(last.rating)}

等级与状态的全部变化，新的在前；修复的那一天只写 lapsed，不再提及惩戒。Every change of grade or state, newest first; the day of the repair says no more than lapsed:

${history(lastHistory)}`
}
