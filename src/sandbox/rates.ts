import { dropOldest } from "./ledger.ts";

export interface Rate {
  limit: number;
  remaining: number;
  resetAt: Date;
  /** True when this call is one too many and the limits are enforced. */
  exceeded: boolean;
}

/**
 * Fixed windows of calls. Unless enforced they are only counted, and one call always stays free, so that a test
 * that posts a thousand times on one account is not stopped by a limit it did not ask for.
 */
export class Rates {
  isEnforced = false;
  readonly #windows = new Map<string, { startsAt: number; used: number }>();

  /** Counts `cost` against the window of `key` and says how it stands. */
  take(key: string, limit: number, windowSeconds: number, now: Date, cost = 1): Rate {
    const length = windowSeconds * 1000;
    const startsAt = Math.floor(now.getTime() / length) * length;
    let window = this.#windows.get(key);
    if (!window || window.startsAt !== startsAt) {
      window = { startsAt, used: 0 };
      this.#windows.set(key, window);
      if (this.#windows.size > 50_000) dropOldest(this.#windows);
    }
    const exceeded = this.isEnforced && window.used + cost > limit;
    if (!exceeded) window.used += cost;
    const remaining = Math.max(this.isEnforced ? 0 : 1, limit - window.used);
    return { limit, remaining, resetAt: new Date(startsAt + length), exceeded };
  }

  reset(): void {
    this.#windows.clear();
    this.isEnforced = false;
  }
}
