import { dropOldest } from "../ledger.ts";

/** Prices in USD. https://docs.x.com/x-api/getting-started/pricing */
const prices = { post: 0.015, postWithUrl: 0.2, postRead: 0.005 };

/** What the calls would have cost on X. One post is billed once per UTC day. */
export class Costs {
  #usd = 0;
  readonly #read = new Set<string>();

  posted(hasUrl: boolean): void {
    this.#usd += hasUrl ? prices.postWithUrl : prices.post;
  }

  read(postId: string, now: Date): void {
    const key = `${now.toISOString().slice(0, 10)} ${postId}`;
    if (this.#read.has(key)) return;
    this.#read.add(key);
    if (this.#read.size > 200_000) dropOldest(this.#read);
    this.#usd += prices.postRead;
  }

  /** So far, in USD to a tenth of a cent. */
  get usd(): number {
    return Math.round(this.#usd * 1000) / 1000;
  }

  reset(): void {
    this.#usd = 0;
    this.#read.clear();
  }
}
