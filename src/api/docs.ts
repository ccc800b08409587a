import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { DOCS_LANGUAGES, type DocsLanguage, docsDocument } from './docs-document.ts'
import { docsPage } from './docs-page.ts'
import type { Edge } from './edge.ts'
import { methodologyRoutes } from './methodology-routes.ts'
import { charge } from './prelude.ts'
import { problemPage, problemsPage } from './problem-page.ts'
import { PROBLEMS } from './problems.ts'

const FILES = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
/** What the page asks for; the package holds its manifest and source maps too. */
const SHIPPED = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']
const OWN_FILES = fileURLToPath(new URL('browser/', import.meta.url))
const OWN = ['docs.js', 'docs.css']
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"

/** Bytes of a document that cost a unit of a quota. */
const UNIT_BYTES = 16 * 1024

const prefersPage = (req: Request) => req.accepts(['application/json', 'text/html']) === 'text/html'

function sendPage(res: Response, page: string): void {
  res.setHeader('Content-Security-Policy', POLICY)
  res.type('html').send(page)
}

/** The language that the switch of the page asks for, else the reader's. */
function languageFor(req: Request, res: Response): DocsLanguage {
  const asked = new URLSearchParams(req.url.split('?')[1]).get('lang')
  return DOCS_LANGUAGES.find(language => language === asked) ?? (res.locals.language === 'en' ? 'en' : 'zh')
}

/** The same bytes for everybody, made at the first question: an answer that is not taken holds no copy. */
function sendJson(edge: Edge, make: () => unknown): RequestHandler {
  let made: { bytes: Buffer; etag: string } | null = null
  return (req, res) => {
    made ??= tagged(Buffer.from(JSON.stringify(make())))
    const { bytes, etag } = made
    res.setHeader('ETag', etag)
    if (req.headers['if-none-match'] === etag) return void res.status(304).end()
    res.type('application/json').send(bytes)
    edge.load.mustBeRead(res, bytes.length)
  }
}

const tagged = (bytes: Buffer) => ({
  bytes,
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
})

/** `GET /openapi.json`, the document in one piece; `GET /docs`, a reference to browse that needs nothing from outside; `GET /problems`, codes as pages. */
export function docsRoutes(edge: Edge): Router {
  const router = Router({ caseSensitive: true, strict: false })
  router.use(['/openapi.json', '/docs', '/methodology'], (_req, res, next) => {
    res.once('finish', () => charge(edge, res, Math.floor(Number(res.getHeader('content-length') ?? 0) / UNIT_BYTES)))
    next()
  })
  router.use(methodologyRoutes())
  router.get(
    '/openapi.json',
    sendJson(edge, () => edge.contract.bundled),
  )
  router.get('/docs', (req, res) => sendPage(res, docsPage(languageFor(req, res))))
  for (const language of DOCS_LANGUAGES)
    router.get(
      `/docs/${language}.json`,
      sendJson(edge, () => docsDocument(edge.contract, language)),
    )
  router.use('/problems', (_req, res, next) => {
    res.vary('Accept')
    next()
  })
  router.get('/problems', (req, res, next) => {
    if (prefersPage(req)) sendPage(res, problemsPage(PROBLEMS, res.locals.language))
    else next()
  })
  router.get('/problems/:code', (req, res, next) => {
    const { code } = req.params
    const problem = prefersPage(req) ? PROBLEMS.get(code) : undefined
    if (problem) sendPage(res, problemPage(code, problem, res.locals.language))
    else next()
  })
  for (const [root, files] of [
    [FILES, SHIPPED],
    [OWN_FILES, OWN],
  ] as const)
    for (const file of files) router.get(`/docs/${file}`, (_req, res) => res.sendFile(file, { root, maxAge: '1h' }))
  return router
}
