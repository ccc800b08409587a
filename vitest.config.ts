import { configDefaults, defineConfig } from 'vitest/config'

/** Needs Linux, root and strace: `npm run test:machine`. */
const MACHINE = 'test/machine/**'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env.XINQIAO_TEST_MACHINE ? [] : [MACHINE])],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
