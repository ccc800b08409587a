/** What waits, by caller. It is served in a circle, one of each caller: a caller who asks for a lot waits for itself. */
export class Circle<T> {
  /** Of all callers. */
  size = 0
  /** By caller, in the order of the circle. */
  readonly #queues = new Map<string, T[]>()

  sizeOf(who: string): number {
    return this.#queues.get(who)?.length ?? 0
  }

  push(who: string, one: T): void {
    const queue = this.#queues.get(who)
    if (queue) queue.push(one)
    else this.#queues.set(who, [one])
    this.size++
  }

  /** The next, which waits no longer. */
  shift(): T | undefined {
    for (const [who, queue] of this.#queues) {
      const first = queue.shift()!
      this.size--
      // Behind the others, if more of this caller wait.
      this.#queues.delete(who)
      if (queue.length > 0) this.#queues.set(who, queue)
      return first
    }
    return undefined
  }
}
