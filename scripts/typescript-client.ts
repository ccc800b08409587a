// The generated files of clients/typescript, from the bundled contract and the catalogue of problems.
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPITSOptions } from 'openapi-typescript'
import ts from 'typescript'
import type { Contract } from '../src/api/contract.ts'
import { PROBLEMS } from '../src/api/problems.ts'

const BLOB = ts.factory.createTypeReferenceNode('Blob')
/** A member with a default may be left out of a request; a file is a Blob. */
const OPTIONS: OpenAPITSOptions = {
  defaultNonNullable: false,
  transform: ({ format }) => (format === 'binary' ? BLOB : undefined),
}

const HEADER = '// Made by npm run generate. Do not edit.\n'

/** The types of every path and schema, as openapi-typescript makes them of the document at /openapi.json. */
export async function clientTypes({ bundled }: Contract): Promise<string> {
  return COMMENT_HEADER + astToString(await openapiTS(bundled, OPTIONS))
}

/** What the client needs at run time: the codes of problems, and the writes that take an Idempotency-Key. */
export function clientTables({ operations }: Contract): string {
  const keyed = operations.filter(({ parameterNames }) => parameterNames.header.includes('idempotency-key'))
  const writes = keyed.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  return [
    HEADER,
    '/** Codes of problems that this version of the contract knows. */',
    `export const PROBLEM_CODES = ${list([...PROBLEMS.keys()])} as const\n`,
    '/** Writes that take an Idempotency-Key. */',
    `export const KEYED_WRITES: readonly string[] = ${list(writes)}\n`,
  ].join('\n')
}

const list = (values: readonly string[]) =>
  `[\n${[...values]
    .sort()
    .map(value => `  '${value}',\n`)
    .join('')}]`
