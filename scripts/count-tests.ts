// Adds up vitest's JSON results and prints one line: N passed, N failed, N skipped. A missing or empty result is a failure.
import { readFileSync } from 'node:fs'

let passed = 0
let failed = 0
let skipped = 0
let missing = 0
for (const file of process.argv.slice(2)) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'))
    passed += result.numPassedTests
    failed += result.numFailedTests
    skipped += result.numPendingTests + result.numTodoTests
    if (result.numTotalTests === 0) missing++
  } catch {
    console.log(`no result in ${file}`)
    missing++
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed > 0 || skipped > 0 || missing > 0 ? 1 : 0)
