import { format } from 'node:util'
import { afterAll, afterEach, expect } from 'vitest'

/** Files of the database drivers, in a stack. */
const DRIVER = /node_modules[\\/](pg|pg-[\w-]+|better-sqlite3|drizzle-orm|@electric-sql)[\\/]/

const warnings: string[] = []

// A driver writes its warnings to the console. A statement name that is too long is one: it works until two names agree.
for (const method of ['warn', 'error'] as const) {
  const write = console[method]
  console[method] = (...args: unknown[]) => {
    if (DRIVER.test(new Error().stack ?? '')) warnings.push(format(...args))
    write(...args)
  }
}
process.on('warning', warning => {
  if (warning.name === 'DatabaseWarning' || DRIVER.test(warning.stack ?? '')) warnings.push(String(warning))
})

const none = () => expect(warnings.splice(0), 'warnings of a database driver').toEqual([])
afterEach(none)
afterAll(none)
