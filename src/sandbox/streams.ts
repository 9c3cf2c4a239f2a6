/** The connections that stay open, so that they can be cut on demand and at the end. */
export class Streams {
  readonly #open = new Set<() => void>();

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

  get count(): number {
    return this.#open.size;
  }
}
