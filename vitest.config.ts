import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What a fresh machine may lack: Linux, root and strace (`npm run test:machine`), a PostgreSQL server (`npm run test:postgres`). */
const ELSEWHERE = [
  ...(process.env.XINQIAO_TEST_MACHINE ? [] : ['test/machine/**']),
  ...(process.env.XINQIAO_TEST_DATABASE_URL ? [] : ['test/postgres/**']),
]

/** A test that runs this long hangs. The slowest takes a minute on a machine that ten people share. */
const HANGS_MS = 10 * 60_000

/** They take longest. One that starts last would leave the other core idle. */
const LONG = [
  'test/ratings/store-vectors.test.ts',
  'test/bench/bench.test.ts',
  'test/clients/package.test.ts',
  'test/api/kept-answers.test.ts',
  'test/ratings/methodology-change.test.ts',
  'test/requests/model.test.ts',
  'test/ratings/intake.test.ts',
]

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex(path => moduleId.endsWith(path))
      return found < 0 ? LONG.length : found
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

const ALL = ['test/**/*.test.ts']
/** They use up a PostgreSQL server, stop it or count on its time. */
const ALONE = ['test/postgres/**', 'test/freshness/**']

/** Over one PostgreSQL server, most files have a schema each and run side by side; the others follow, one after another. */
const overServer = [
  {
    extends: true as const,
    test: { name: 'side by side', include: ALL, exclude: [...configDefaults.exclude, ...ELSEWHERE, ...ALONE] },
  },
  { extends: true as const, test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
]

export default defineConfig({
  test: {
    ...(process.env.XINQIAO_TEST_DATABASE_URL ? { projects: overServer } : { include: ALL }),
    setupFiles: ['test/support/fast-check.ts', 'test/support/driver-warnings.ts'],
    exclude: [...configDefaults.exclude, ...ELSEWHERE],
    // One worker a core; vitest itself would leave one core idle.
    maxWorkers: '100%',
    sequence: { sequencer: LongFirst },
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
  },
})
