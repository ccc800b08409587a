import type { Handler } from '../api/operations.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { importError } from './errors-import.ts'
import { Refusal } from './files/refusal.ts'
import type { FileForm } from './files/table-file.ts'
import { type Imported, importRegister } from './import/import-register.ts'
import { refusedFile } from './import/refused-file.ts'
import { rejectsOf } from './import/rejects.ts'
import { keepRejects, keptRejects } from './rows-rejects.ts'

const MEDIA_TYPES = {
  delimited: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
} as const

export const importProviders: Handler<'importProviders'> = async ({ query, body }, { ledger, caller }) => {
  try {
    const imported = await importRegister(ledger, body, { actor: caller.actor, ...query })
    return { status: 200, body: { ...imported.report, rejects: await rejectsLink(ledger, imported) } }
  } catch (error) {
    throw error instanceof Refusal ? refusedFile(error) : error
  }
}

async function rejectsLink(ledger: Ledger, imported: Imported) {
  const rejects = await rejectsOf(imported)
  if (!rejects) return null
  const { file } = imported.table
  const id = await keepRejects(ledger, { bytes: rejects.bytes, ...savedAs(file) })
  return { href: `/v1/provider-imports/${id}/rejects`, rows: rejects.rows }
}

function savedAs(file: FileForm) {
  const mediaType = MEDIA_TYPES[file.form]
  if (file.form !== 'delimited') return { mediaType, name: `未导入的行.${file.form}` }
  const charset = file.encoding.replace('-bom', '')
  return { mediaType: `${mediaType}; charset=${charset}`, name: '未导入的行.csv' }
}

export const getImportRejects: Handler<'getImportRejects'> = async ({ path }, { ledger }) => {
  const file = await keptRejects(ledger, path.id)
  if (!file) throw importError('rejects-not-found', { id: path.id })
  return { status: 200, file }
}
