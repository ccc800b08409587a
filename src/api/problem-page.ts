import type { ErrorText, Problem } from '../store/domain-error.ts'
import type { Language } from './operations.ts'

const LABELS = {
  zh: { lang: 'zh-CN', meaning: '含义', action: '处理办法', all: '全部错误代码' },
  en: { lang: 'en', meaning: 'Meaning', action: 'Action', all: 'All problem codes' },
} as const

const STYLE = `body{font:16px/1.7 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1d2733}
h1{font-size:1.4rem;margin-bottom:0}code{background:#eef1f4;padding:.1em .3em;border-radius:3px}
section{border-top:1px solid #d5dbe1;margin-top:1.2rem}dt{font-weight:600}dd{margin:0 0 .6rem}li{margin:.3rem 0}`

/** A code of the catalogue as a page: the reader's language first, then the other. */
export function problemPage(code: string, problem: Problem, language: Language): string {
  const [first, second] = order(language)
  return page(
    first,
    `${code} · ${problem[first].title}`,
    `<h1><code>${code}</code></h1><p>HTTP ${problem.status}</p>${section(first, problem[first])}${section(second, problem[second])}
<p><a href="/problems">${LABELS[first].all}</a></p>`,
  )
}

/** The codes as a page, each with its title. */
export function problemsPage(problems: ReadonlyMap<string, Problem>, language: Language): string {
  const [first, second] = order(language)
  const lines = [...problems]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, problem]) =>
        `<li><a href="/problems/${code}"><code>${code}</code></a> ${problem.status} ${escaped(problem[first].title)} · ${escaped(problem[second].title)}</li>`,
    )
  return page(first, LABELS[first].all, `<h1>${LABELS[first].all}</h1><ul>${lines.join('\n')}</ul>`)
}

const order = (language: Language) => (language === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const))

function section(key: keyof typeof LABELS, { title, detail, meaning, action }: ErrorText): string {
  const label = LABELS[key]
  return `<section lang="${label.lang}"><h2>${escaped(title)}</h2><p>${escaped(detail)}</p>
<dl><dt>${label.meaning}</dt><dd>${escaped(meaning)}</dd><dt>${label.action}</dt><dd>${escaped(action)}</dd></dl></section>`
}

function page(key: keyof typeof LABELS, title: string, body: string): string {
  return `<!doctype html>
<html lang="${LABELS[key].lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · 信桥 Xinqiao</title><style>${STYLE}</style></head>
<body>${body}</body>
</html>
`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
