/**
 * Sizes of pages, batches and caches. They decide how much is done or kept at once, never what comes out: `npm run test:bounds` makes
 * them small and runs the suite. A limit that an answer depends on is not a bound.
 */

/**
 * @param name what XINQIAO_TEST_BOUNDS may name, with commas between; `all` names every bound. For tests: a service with small bounds
 * is slow and right.
 * @returns `size`, or 2, 3 or 4 by its name where the bound is small
 */
export function bound(name: string, size: number): number {
  const small = (process.env.XINQIAO_TEST_BOUNDS ?? '').split(',')
  if (!small.includes('all') && !small.includes(name)) return size
  let sum = 0
  for (const character of name) sum += character.charCodeAt(0)
  return 2 + (sum % 3)
}
