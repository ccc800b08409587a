// Lints the contract for what generators of clients stumble over and what its readers miss; redocly, which knows the standard, does the rest.
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { answerFaults } from './contract-answers.ts'
import { contractFaults } from './contract-faults.ts'
import { wordFaults } from './contract-words.ts'

const at = (path: string) => new URL(`../${path}`, import.meta.url)
const read = (path: string) => readFileSync(at(path), 'utf8')

const text = read('openapi.yaml')
const schemas = Object.fromEntries(
  readdirSync(at('schemas'))
    .filter(file => file.endsWith('.json'))
    .map(file => [file, JSON.parse(read(`schemas/${file}`))]),
)
const document = parse(text)
const { version } = JSON.parse(read('package.json'))
const faults = [...contractFaults(document, text, schemas, version), ...wordFaults(document), ...answerFaults(document)]
for (const fault of faults) console.log(fault)
process.exit(faults.length > 0 ? 1 : 0)
