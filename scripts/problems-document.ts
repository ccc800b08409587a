// docs/problems.md, from the catalogues of errors and the codes that operations list.
import type { Contract } from '../src/api/contract.ts'
import { PROBLEMS } from '../src/api/problems.ts'

const HEAD = `# 错误代码 Problem codes

<!-- Made by npm run generate from src/**/errors*.ts and x-problems of openapi.yaml. -->

出错时，应答为 RFC 9457 格式，其中 \`code\` 为下列代码之一，\`title\` 和 \`detail\` 按请求头 \`Accept-Language\` 给出中文或英文。
大括号中的内容由实际值代替。每个代码也可在 \`/problems/{code}\` 查询，应答中的 \`type\` 即为该地址。

An error is answered as RFC 9457 problem details. Its \`code\` is one of these; \`title\` and \`detail\` are in Chinese or English by
\`Accept-Language\`. Values stand for what is in braces. Each code is served at \`/problems/{code}\` too, which is the \`type\` of an answer.
`

/** Operations named for a code at the most; a code of more is one of nearly all. */
const MOST_NAMED = 40

export function problemsDocument({ operations }: Contract): string {
  const codes = [...PROBLEMS.keys()].sort()
  const entries = codes.map(code => {
    const { status, zh, en } = PROBLEMS.get(code)!
    const givers = operations.filter(({ problems }) => problems.has(code)).map(({ id }) => `\`${id}\``)
    return `## ${code}

${status} · ${zh.title} · ${en.title}

- 提示：${zh.detail}
- 含义：${zh.meaning}
- 处理：${zh.action}
- Detail: ${en.detail}
- Meaning: ${en.meaning}
- Action: ${en.action}
${givers.length > 0 ? `- 操作 Operations: ${named(givers)}\n` : ''}`
  })
  return `${HEAD}\n${entries.join('\n')}`
}

function named(givers: readonly string[]): string {
  return givers.length > MOST_NAMED ? `${givers.length} 项操作 operations` : givers.join(', ')
}
