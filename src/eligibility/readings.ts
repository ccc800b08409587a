interface Reading {
  /** Rated since the reading began: its rows may hold an older rating. */
  rated: Set<string>
  /** Read by a reading that began later. */
  read: Set<string>
}

/** Readings of rows under way, each with what has become newer than its rows since it began. */
export class Readings {
  readonly #open = new Set<Reading>()

  /** A provider has a newer rating than the rows of every reading under way. */
  rated(id: string): void {
    for (const { rated } of this.#open) rated.add(id)
  }

  /** Runs one reading; `put` takes a provider that nothing newer was read of, and learns whether its rating is to be kept. */
  async run<P extends { id: string }>(
    read: (take: (provider: P) => void) => Promise<void>,
    put: (provider: P, keepRating: boolean) => void,
  ): Promise<void> {
    const reading: Reading = { rated: new Set(), read: new Set() }
    this.#open.add(reading)
    try {
      await read(provider => {
        if (reading.read.has(provider.id)) return
        put(provider, reading.rated.has(provider.id))
        for (const other of this.#open) if (other !== reading) other.read.add(provider.id)
      })
    } finally {
      this.#open.delete(reading)
    }
  }
}
