import type { ErrorText, Problem } from '../store/domain-error.ts'
import { escaped, htmlPage } from './html-page.ts'
import type { Language } from './operations.ts'

const LABELS = {
  zh: { lang: 'zh-CN', meaning: '含义', action: '处理办法', all: '全部错误代码' },
  en: { lang: 'en', meaning: 'Meaning', action: 'Action', all: 'All problem codes' },
} as const

/** A code of the catalogue as a page: the reader's language first, then the other. */
export function problemPage(code: string, problem: Problem, language: Language): string {
  const [first, second] = order(language)
  return htmlPage(
    LABELS[first].lang,
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
  return htmlPage(LABELS[first].lang, LABELS[first].all, `<h1>${LABELS[first].all}</h1><ul>${lines.join('\n')}</ul>`)
}

const order = (language: Language) => (language === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const))

function section(key: keyof typeof LABELS, { title, detail, meaning, action }: ErrorText): string {
  const label = LABELS[key]
  return `<section lang="${label.lang}"><h2>${escaped(title)}</h2><p>${escaped(detail)}</p>
<dl><dt>${label.meaning}</dt><dd>${escaped(meaning)}</dd><dt>${label.action}</dt><dd>${escaped(action)}</dd></dl></section>`
}
