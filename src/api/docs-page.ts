import type { DocsLanguage } from './docs-document.ts'

const WORDS = {
  zh: {
    lang: 'zh-CN',
    title: '接口说明',
    other: 'en',
    otherName: 'English',
    links: [
      ['/problems', '错误代码'],
      ['/methodology', '评价办法'],
      ['/openapi.json', '接口文件（OpenAPI 3.1）'],
    ],
    noscript: '本页需要 JavaScript；接口的全部内容见接口文件。',
  },
  en: {
    lang: 'en',
    title: 'API reference',
    other: 'zh',
    otherName: '中文',
    links: [
      ['/problems', 'Problem codes'],
      ['/methodology', 'Methodology'],
      ['/openapi.json', 'Contract (OpenAPI 3.1)'],
    ],
    noscript: 'This page needs JavaScript; the contract holds all of it.',
  },
} as const

/** The page that shows the contract with Swagger UI; nothing of it comes from elsewhere. */
export function docsPage(language: DocsLanguage): string {
  const { lang, title, other, otherName, links, noscript } = WORDS[language]
  const anchors = links.map(([href, text]) => `<a href="${href}">${text}</a>`)
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 信桥 Xinqiao</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/docs.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<nav>${anchors.join('\n')}
<a id="language" href="/docs?lang=${other}" lang="${WORDS[other].lang}" hreflang="${WORDS[other].lang}">${otherName}</a></nav>
<noscript>${noscript}</noscript>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/docs.js"></script>
</body>
</html>
`
}
