export type RefusalCode =
  | 'import-encoding'
  | 'import-header'
  | 'import-columns-repeated'
  | 'import-empty'
  | 'import-workbook'
  | 'import-workbook-locked'
  | 'import-sheet'
  | 'import-overrides'
  | 'import-too-large'

/** A whole file is refused. Plain data, so that it can come out of a thread. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly params: Record<string, string | number>

  constructor(code: RefusalCode, params: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}
