import { Refusal } from '../files/refusal.ts'
import { cleanCell } from '../files/rules-clean.ts'
import { columnWords } from '../files/rules-columns.ts'
import { readTableFile } from '../files/table-file.ts'
import { normaliseUscc } from '../rules-uscc.ts'

const COLUMNS = columnWords<'uscc' | 'reason'>({
  uscc: { needed: true, titles: ['统一社会信用代码', '信用代码', '代码', 'uscc'] },
  reason: { needed: true, titles: ['理由', '说明', '原因', 'reason'] },
})
const WORDS = { columns: COLUMNS, marks: ['uscc'] as const, totals: [], footnotes: [] }

/**
 * Overrides: codes that a person accepts although they break a rule, each with a reason. Read like a register; a row that is not whole
 * refuses the file. Throws a Refusal.
 */
export async function readOverrides(bytes: Uint8Array): Promise<Map<string, string>> {
  const { header, rows } = await readTableFile(bytes, WORDS)
  const of = (cells: readonly string[], column: 'uscc' | 'reason') => cleanCell(cells[header.places.get(column)!] ?? '')
  return new Map(
    rows.map(({ line, cells, fault }) => {
      const [uscc, reason] = [of(cells, 'uscc'), of(cells, 'reason')]
      if (fault || uscc === '' || reason === '') throw new Refusal('import-overrides', { line })
      return [normaliseUscc(uscc), reason] as const
    }),
  )
}
