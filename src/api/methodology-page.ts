import { Marked, type Tokens } from 'marked'
import { type RuleSetName, standingClauses, textOf } from '../ratings/versions/documents.ts'
import { escaped, htmlPage } from './html-page.ts'

const STYLE = `
body{max-width:64rem}h2{margin-top:2.4rem}h2 a,h3 a{color:inherit;text-decoration:none}
table{border-collapse:collapse;display:block;overflow-x:auto;font-size:.9rem;line-height:1.45}td,th{border:1px solid #d5dbe1;padding:.25rem .5rem;text-align:left;vertical-align:top}
pre{overflow-x:auto;background:#eef1f4;padding:.8rem}pre code{padding:0}h2:target,h3:target{background:#fff3c4}`

const NUMBER = /^(\d+(?:\.\d+)?)\.? /

/** The normative text of a rule set as a page: every clause has its number as an anchor, the ones that stay as they were too. */
export function methodologyPage(rules: RuleSetName): string {
  const body = new Marked({
    gfm: true,
    renderer: {
      heading({ depth, text, tokens }: Tokens.Heading) {
        const words = this.parser.parseInline(tokens)
        const number = NUMBER.exec(text)?.[1]
        return number ? heading(depth, number, words) : `<h${depth}>${words}</h${depth}>\n`
      },
    },
  }).parse(withStanding(rules), { async: false })
  const notice = `<p lang="zh-CN">评价办法 ${rules} 正文（规范性文件，英文）。每一条的编号就是锚点，例如 <a href="#8.1">#8.1</a>。<a href="/methodology/${rules}.md">Markdown</a></p>`
  return htmlPage('en', `hk-credit ${rules}`, notice + body, STYLE)
}

const heading = (depth: number, number: string, words: string) =>
  `<h${depth} id="${number}"><a href="#${number}">${words}</a></h${depth}>\n`

/** The text with a line for each clause that it leaves as it was, where that clause would stand. */
function withStanding(rules: RuleSetName): string {
  const lines = withPoints(textOf(rules)).split('\n')
  for (const { number, title, rules: earlier } of standingClauses(rules)) {
    const at = lines.findIndex(line => {
      const found = /^#{2,3} (\d+(?:\.\d+)?)/.exec(line)?.[1]
      return found !== undefined && inOrder(number, found) < 0
    })
    const text = [`### ${number} ${title}`, '', `As in [${earlier}](/methodology/${earlier}#${escaped(number)}).`, '']
    lines.splice(at < 0 ? lines.length : at, 0, ...text)
  }
  return lines.join('\n')
}

/** Clauses that are a list, such as 13, have an anchor for each of their points too: 13.6. */
function withPoints(text: string): string {
  const clauses = text.split(/^(?=## )/m)
  return clauses
    .map(clause => {
      const number = /^## (\d+)\./.exec(clause)?.[1]
      const isList = number !== undefined && !clause.includes('\n### ')
      return isList ? clause.replace(/^(\d+)\. /gm, `$1. <a id="${number}.$1"></a>`) : clause
    })
    .join('')
}

/** Order of clause numbers: 7.2 before 7.10, and 7 before 7.1. */
function inOrder(a: string, b: string): number {
  const [[a1, a2 = 0], [b1, b2 = 0]] = [parts(a), parts(b)]
  return a1 - b1 || a2 - b2
}

const parts = (number: string) => number.split('.').map(Number) as [number, number?]
