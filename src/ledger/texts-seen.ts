/** Sealed texts that a piece of work has read or written. A kept answer may hold them, and is erased with them. */
import { AsyncLocalStorage } from 'node:async_hooks'

/** By the seq of the entry that was sealed. */
export interface TextsSeen {
  read: Set<number>
  written: Set<number>
}

const watched = new AsyncLocalStorage<TextsSeen>()

export const nothingSeen = (): TextsSeen => ({ read: new Set(), written: new Set() })

/** Notes in `seen` what `work` reads and writes. A unit of work runs among others: it is watched by itself, inside. */
export const watchTexts = <T>(seen: TextsSeen, work: () => Promise<T>): Promise<T> => watched.run(seen, work)

export function noteRead(seq: number): void {
  watched.getStore()?.read.add(seq)
}

export function noteWritten(seq: number): void {
  watched.getStore()?.written.add(seq)
}
