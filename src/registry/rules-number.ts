/** Numbers that the centre gives to providers without a unified social credit code: V000001 and on. */

export const isCentreNumber = (text: string) => /^V\d{6}$/.test(text)

/** The n-th number. */
export function centreNumber(n: number): string {
  return `V${String(n).padStart(6, '0')}`
}
