/** The frame of the few pages that the service itself writes: no script, nothing from elsewhere. */
const STYLE = `body{font:16px/1.7 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1d2733}
h1{font-size:1.4rem;margin-bottom:0}code{background:#eef1f4;padding:.1em .3em;border-radius:3px}
section{border-top:1px solid #d5dbe1;margin-top:1.2rem}dt{font-weight:600}dd{margin:0 0 .6rem}li{margin:.3rem 0}`

/** @param lang of the page, BCP 47 */
export function htmlPage(lang: string, title: string, body: string, style = ''): string {
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · 信桥 Xinqiao</title><style>${STYLE}${style}</style></head>
<body>${body}</body>
</html>
`
}

export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
