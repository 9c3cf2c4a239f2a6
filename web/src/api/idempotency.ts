/**
 * One `Idempotency-Key` for one intention: the same request repeated after a lost answer or a server error carries the
 * same key, so that nothing is made twice; after an answer that settles it, the next one is an intention of its own.
 */
export function createIdempotencyKeys(newKey: () => string = () => crypto.randomUUID()) {
  const open = new Map<string, string>();
  return {
    keyFor(method: string, url: string, body: string): string {
      const intention = `${method} ${url} ${body}`;
      const key = open.get(intention) ?? newKey();
      open.set(intention, key);
      return key;
    },
    /** @param status of the answer; not called where none came */
    settle(key: string, status: number): void {
      if (status >= 500) return;
      for (const [intention, known] of open) if (known === key) open.delete(intention);
    },
  };
}
