/** Answers of the three drivers to an update: better-sqlite3, pg, PGlite. */
interface Outcome {
  changes?: number
  rowCount?: number
  affectedRows?: number
}

/** Number of rows that an update has changed. `returning` says it too, at twice the price on SQLite. @throws Error for a driver that does not say */
export function changedRows(outcome: unknown): number {
  const { changes, rowCount, affectedRows } = outcome as Outcome
  const count = changes ?? rowCount ?? affectedRows
  if (count === undefined) throw new Error('the driver does not say how many rows were changed')
  return count
}
