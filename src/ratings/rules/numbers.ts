/**
 * Exact integer arithmetic on IEEE doubles (hk-credit 1 and 3.3): every value is an integer below 2^53 in magnitude.
 * No 32-bit operation is used anywhere in the rules.
 */

/** floor(a / b), towards minus infinity; b > 0. The double quotient is at most one step off and is corrected. */
export function div(a: number, b: number): number {
  const q = Math.floor(a / b) + 0 // + 0 turns −0 into 0
  const rest = a - q * b
  if (rest < 0) return q - 1
  return rest >= b ? q + 1 : q
}

/** a − b·(a div b), so 0 <= result < b; b > 0. */
export function mod(a: number, b: number): number {
  const rest = a % b
  return rest < 0 ? rest + b : rest + 0
}

/** a·b div c for factors whose product may leave the exact range (very large totals); otherwise plain `div`. */
export function mulDiv(a: number, b: number, c: number): number {
  const product = a * b
  if (Math.abs(product) <= Number.MAX_SAFE_INTEGER) return div(product, c)
  return Number((BigInt(a) * BigInt(b)) / BigInt(c))
}

/** Largest r with r·r <= n; n >= 0. */
export function isqrt(n: number): number {
  let r = Math.floor(Math.sqrt(n))
  while (r * r > n) r -= 1
  while ((r + 1) * (r + 1) <= n) r += 1
  return r
}

/** a div 2^n. Dividing a double by a power of two is exact, so the floor is too. */
export function halve(a: number, power: number): number {
  return Math.floor(a / power)
}
