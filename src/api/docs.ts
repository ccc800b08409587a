import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { type Request, type Response, Router } from 'express'
import type { Edge } from './edge.ts'
import { methodologyRoutes } from './methodology-routes.ts'
import { charge } from './prelude.ts'
import { problemPage, problemsPage } from './problem-page.ts'
import { PROBLEMS } from './problems.ts'

const FILES = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
/** What the page asks for; the package holds its manifest and source maps too. */
const SHIPPED = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>信桥 Xinqiao · 接口说明 API reference</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, docExpansion: 'list', persistAuthorization: false })\n`

/** Bytes of a document that cost a unit of a quota. */
const UNIT_BYTES = 16 * 1024

const prefersPage = (req: Request) => req.accepts(['application/json', 'text/html']) === 'text/html'

function sendPage(res: Response, page: string): void {
  res.setHeader('Content-Security-Policy', POLICY)
  res.type('html').send(page)
}

/** `GET /openapi.json`, the document in one piece; `GET /docs`, a reference to browse that needs nothing from outside; `GET /problems`, codes as pages. */
export function docsRoutes(edge: Edge): Router {
  const router = Router({ caseSensitive: true, strict: false })
  // The same bytes for everybody: an answer that is not taken holds no copy.
  const contract = Buffer.from(JSON.stringify(edge.contract.bundled))
  const etag = `"${createHash('sha256').update(contract).digest('base64url').slice(0, 22)}"`
  router.use(['/openapi.json', '/docs', '/methodology'], (_req, res, next) => {
    res.once('finish', () => charge(edge, res, Math.floor(Number(res.getHeader('content-length') ?? 0) / UNIT_BYTES)))
    next()
  })
  router.use(methodologyRoutes())
  router.get('/openapi.json', (req, res) => {
    res.setHeader('ETag', etag)
    if (req.headers['if-none-match'] === etag) return void res.status(304).end()
    res.type('application/json').send(contract)
    edge.load.mustBeRead(res, contract.length)
  })
  router.get('/docs', (_req, res) => {
    res.setHeader('Content-Security-Policy', POLICY)
    res.type('html').send(PAGE)
  })
  router.get('/docs/start.js', (_req, res) => void res.type('text/javascript').send(START))
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
  for (const file of SHIPPED)
    router.get(`/docs/${file}`, (_req, res) => res.sendFile(file, { root: FILES, maxAge: '1h' }))
  return router
}
