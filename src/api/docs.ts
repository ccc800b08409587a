import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express, { Router } from 'express'
import type { Contract } from './contract.ts'

const FILES = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
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

/** `GET /openapi.json`, the document in one piece; `GET /docs`, a reference to browse that needs nothing from outside. */
export function docsRoutes(contract: Contract): Router {
  const router = Router({ caseSensitive: true, strict: false })
  const text = JSON.stringify(contract.bundled)
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  router.get('/openapi.json', (req, res) => {
    res.setHeader('ETag', etag)
    if (req.headers['if-none-match'] === etag) return void res.status(304).end()
    res.type('application/json').send(text)
  })
  router.get('/docs', (_req, res) => {
    res.setHeader('Content-Security-Policy', POLICY)
    res.type('html').send(PAGE)
  })
  router.get('/docs/start.js', (_req, res) => void res.type('text/javascript').send(START))
  router.use('/docs', express.static(FILES, { index: false, fallthrough: true, maxAge: '1h' }))
  return router
}
