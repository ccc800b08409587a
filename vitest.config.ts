import { configDefaults, defineConfig } from 'vitest/config'

/** What a fresh machine may lack: Linux, root and strace (`npm run test:machine`), a PostgreSQL server (`npm run test:postgres`). */
const ELSEWHERE = [
  ...(process.env.XINQIAO_TEST_MACHINE ? [] : ['test/machine/**']),
  ...(process.env.XINQIAO_TEST_DATABASE_URL ? [] : ['test/postgres/**']),
]

/** A test that runs this long hangs. The slowest takes a minute on a machine that ten people share. */
const HANGS_MS = 10 * 60_000

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/fast-check.ts', 'test/support/driver-warnings.ts'],
    exclude: [...configDefaults.exclude, ...ELSEWHERE],
    // One worker a core; vitest itself would leave one core idle.
    maxWorkers: '100%',
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
  },
})
