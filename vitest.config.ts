import { configDefaults, defineConfig } from 'vitest/config'

/** What a fresh machine may lack: Linux, root and strace (`npm run test:machine`), a PostgreSQL server (`npm run test:postgres`). */
const ELSEWHERE = [
  ...(process.env.XINQIAO_TEST_MACHINE ? [] : ['test/machine/**']),
  ...(process.env.XINQIAO_TEST_DATABASE_URL ? [] : ['test/postgres/**']),
]

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/fast-check.ts', 'test/support/driver-warnings.ts'],
    exclude: [...configDefaults.exclude, ...ELSEWHERE],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
