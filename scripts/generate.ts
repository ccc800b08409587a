// npm run generate: openapi.yaml -> src/api/api.gen.ts. With --check: fails if the file is not what the contract says.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const TARGET = new URL('../src/api/api.gen.ts', import.meta.url)

const made = COMMENT_HEADER + astToString(await openapiTS(new URL('../openapi.yaml', import.meta.url)))
if (!process.argv.includes('--check')) writeFileSync(TARGET, made)
else if (readFileSync(TARGET, 'utf8') !== made) {
  console.error('src/api/api.gen.ts is stale: run "npm run generate"')
  process.exit(1)
}
