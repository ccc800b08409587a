/** Milliseconds of processor time that a piece of work took: a machine that is busy with something else does not count. */
export function processorTime(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
