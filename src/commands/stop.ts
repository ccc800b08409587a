/** The process ends this long after SIGTERM or SIGINT, whatever still holds it. */
export const STOP_MS = 8_000

/** Ends the process with 1 if it has not ended by itself; by itself it may end earlier. */
export function endWithin(ms: number): void {
  setTimeout(() => {
    console.error('未能按时停止，强制退出 it did not stop in time: ended by force')
    process.exit(1)
  }, ms).unref()
}

/**
 * Faults outside every request are reported, and the service goes on: what it holds in memory follows from the database, and every answer
 * checks that it still does. @returns how to stop that
 */
export function catchUncaught(report: (error: unknown) => void): () => void {
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
  return () => {
    process.off('uncaughtException', report)
    process.off('unhandledRejection', report)
  }
}
