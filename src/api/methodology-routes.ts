import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type NextFunction, type Request, type Response, Router } from 'express'
import { isNamed } from '../ledger/etag.ts'
import { isRuleSet, type RuleSetName, textOf, vectorNames, vectorOf } from '../ratings/versions/documents.ts'
import { methodologyPage } from './methodology-page.ts'

const SCHEMA = new URL('../../schemas/methodology.schema.json', import.meta.url)
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

interface Document {
  type: string
  bytes: Buffer
  etag: string
}

/** Documents by their path, made when they are first asked for. They change with the release alone. */
const made = new Map<string, Document>()

/**
 * `GET /methodology/{rules}`, the normative text with an anchor for every clause (`.md`: as Markdown); `…/vectors`, the names of the public
 * vectors, and each of them; `/methodology/schema.json`, the schema of every parameter document.
 */
export function methodologyRoutes(): Router {
  const router = Router({ caseSensitive: true })
  router.get('/methodology/schema.json', (req, res) => send(req, res, 'application/json', () => readFileSync(SCHEMA)))
  router.get('/methodology/:rules/vectors/:name', (req, res, next) => {
    const { rules, name } = req.params
    if (isRuleSet(rules) && vectorNames(rules).includes(name))
      send(req, res, 'application/json', () => vectorOf(rules, name))
    else next()
  })
  router.get('/methodology/:rules/vectors', (req, res, next) => {
    const { rules } = req.params
    if (isRuleSet(rules)) send(req, res, 'application/json', () => list(rules))
    else next()
  })
  router.get('/methodology/:file', text)
  return router
}

function text(req: Request, res: Response, next: NextFunction): void {
  const file = req.params.file as string
  const rules = file.replace(/\.md$/, '')
  if (!isRuleSet(rules)) next()
  else if (file.endsWith('.md')) send(req, res, 'text/markdown', () => Buffer.from(textOf(rules)))
  else {
    res.setHeader('Content-Security-Policy', POLICY)
    send(req, res, 'text/html', () => Buffer.from(methodologyPage(rules)))
  }
}

function list(rules: RuleSetName): Buffer {
  const vectors = vectorNames(rules).map(name => ({ name, href: `/methodology/${rules}/vectors/${name}` }))
  return Buffer.from(JSON.stringify({ rules, vectors }))
}

function send(req: Request, res: Response, type: string, make: () => Buffer): void {
  let document = made.get(req.path)
  if (!document) {
    const bytes = make()
    document = { type, bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
    made.set(req.path, document)
  }
  res.setHeader('ETag', document.etag)
  if (isNamed(req.headers['if-none-match'], document.etag)) return void res.status(304).end()
  res.type(document.type).send(document.bytes)
}
