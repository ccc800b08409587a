/** A text from outside as a terminal may show it: no character of it moves the cursor or colours the screen. */
export function onTerminal(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, found => `\\u{${found.codePointAt(0)!.toString(16)}}`)
}
