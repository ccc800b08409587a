/** Chains of re-registration (hk-credit 2.1). */
import type { Book } from './book.ts'

/** The provider, its predecessor, the predecessor's predecessor, ... */
export function chain(book: Book, provider: string): string[] {
  const found = [provider]
  for (let p = book.find(provider)?.predecessor; p; p = book.find(p)?.predecessor) found.push(p)
  return found
}

/** Last of the chain: pair memory is kept under it. */
export function root(book: Book, provider: string): string {
  let last = provider
  for (let p = book.find(provider)?.predecessor; p; p = book.find(p)?.predecessor) last = p
  return last
}

/** Every provider whose chain contains this one, itself first. */
export function heirs(book: Book, provider: string): string[] {
  const found = [provider]
  for (let i = 0; i < found.length; i += 1) found.push(...(book.find(found[i]!)?.successors ?? []))
  return found
}
