// npm run generate: what follows from something else. openapi.yaml -> src/api/api.gen.ts and src/api/openapi.gen.json; the tables -> the statements in
// docs/operating.md that distribute them; the life of a request -> the table of docs/requests.md; the catalogues of errors -> docs/problems.md; the bundled
// contract and the catalogues -> clients/typescript/src/*.gen.ts. With --check: fails if a file is not what it follows from.
import { hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { parse } from 'yaml'
import { loadContract } from '../src/api/contract.ts'
import { distributeStatements } from '../src/store/distribution.ts'
import { lifeTable } from './life-table.ts'
import { problemsDocument } from './problems-document.ts'
import { clientTables, clientTypes } from './typescript-client.ts'

const file = (path: string) => new URL(`../${path}`, import.meta.url)
const read = (path: string) => readFileSync(file(path), 'utf8')

/** The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced. */
function between(text: string, name: string, inside: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`no place ${name}`)
  return text.slice(0, from + start.length) + inside + text.slice(to)
}

const contract = read('openapi.yaml')
const loaded = loadContract()

const made: Record<string, string> = {
  'src/api/api.gen.ts': COMMENT_HEADER + astToString(await openapiTS(file('openapi.yaml'))),
  'src/api/openapi.gen.json': `${JSON.stringify({ madeOf: hash('sha256', contract), document: parse(contract) }, null, 1)}\n`,
  'docs/operating.md': between(
    read('docs/operating.md'),
    'distributed tables',
    `\n\`\`\`sql\n${distributeStatements().join('\n')}\n\`\`\`\n\n`,
  ),
  'docs/requests.md': between(read('docs/requests.md'), 'states and moves', `\n${lifeTable()}\n\n`),
  'docs/problems.md': problemsDocument(loaded),
  'clients/typescript/src/types.gen.ts': await clientTypes(loaded),
  'clients/typescript/src/tables.gen.ts': clientTables(loaded),
}

for (const [path, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) writeFileSync(file(path), text)
  else if (read(path) !== text) {
    console.error(`${path} is stale: run "npm run generate"`)
    process.exitCode = 1
  }
}
