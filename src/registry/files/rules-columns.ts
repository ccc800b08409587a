import { titleKey } from './rules-clean.ts'

/** Columns that a table must and may have. */
export interface ColumnWords<C extends string> {
  /** Key of a title -> its column. */
  titles: ReadonlyMap<string, C>
  needed: readonly C[]
  /** Title of a column in a message. */
  names: ReadonlyMap<C, string>
}

/** Titles of columns by their keys. Throws if one title is given to two columns: a fault of the data. */
export function columnWords<C extends string>(
  columns: Record<C, { needed?: boolean; titles: readonly string[] }>,
): ColumnWords<C> {
  const entries = Object.entries(columns) as [C, { needed?: boolean; titles: readonly string[] }][]
  const titles = new Map<string, C>()
  for (const [column, { titles: written }] of entries)
    for (const title of written) {
      const other = titles.get(titleKey(title))
      if (other !== undefined && other !== column)
        throw new Error(`the title ${title} is given to ${other} and ${column}`)
      titles.set(titleKey(title), column)
    }
  return {
    titles,
    needed: entries.filter(([, { needed }]) => needed).map(([column]) => column),
    names: new Map(
      entries.map(
        ([
          column,
          {
            titles: [first],
          },
        ]) => [column, first!],
      ),
    ),
  }
}
