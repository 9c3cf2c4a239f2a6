/** The connections that stay open, so that they can be cut on demand and at the end. */
export class Streams {
  readonly #open = new Set<() => void>();
  #silentUntil: Date | null = null;

  /** Remembers how to cut one; returns how to forget it. */
  add(cut: () => void): () => void {
    this.#open.add(cut);
    return () => this.#open.delete(cut);
  }

  /** Cuts all, without a farewell. */
  drop(): void {
    for (const cut of this.#open) cut();
    this.#open.clear();
  }

  /** Until then nothing is sent on them, not even a heartbeat, though they stay open. */
  silence(until: Date): void {
    this.#silentUntil = until;
  }

  isSilent(now: Date): boolean {
    return this.#silentUntil !== null && now < this.#silentUntil;
  }

  reset(): void {
    this.drop();
    this.#silentUntil = null;
  }
}
