import { setPriority } from 'node:os'

/** Nice value of threads whose work can wait. */
const WAITING = 10

/**
 * Lets the threads of dispatch go first where processors are few. For threads of their own only: Linux gives each its priority, elsewhere
 * the whole process would be slowed down.
 */
export function yieldToDispatch(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, WAITING)
  } catch {
    // A container may forbid it; the thread is a thread all the same.
  }
}
