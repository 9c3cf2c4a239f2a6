import type { ScannedText } from "./matcher-text.ts";

/** Prefixes and the monitors filed under them, found by the first two characters of a token. */
export class PrefixIndex {
  private readonly byStart = new Map<string, { prefix: string; numbers: number[] }[]>();
  /** By hash of two characters: 1 where a prefix may begin with them. */
  private readonly mayStart = new Uint8Array(0x10000);

  /** `prefix` has at least two UTF-16 units. */
  add(prefix: string, number: number): void {
    const key = prefix.slice(0, 2);
    this.mayStart[startHash(prefix, 0)] = 1;
    const bucket = this.byStart.get(key) ?? [];
    this.byStart.set(key, bucket);
    const known = bucket.find((entry) => entry.prefix === prefix);
    if (known) known.numbers.push(number);
    else bucket.push({ prefix, numbers: [number] });
  }

  /** Calls `consider` with the monitors of every prefix that the token starts with. */
  forEachOf(text: ScannedText, token: number, consider: (numbers: readonly number[]) => void): void {
    const start = text.starts[token] ?? 0;
    const length = (text.ends[token] ?? 0) - start;
    if (length < 2 || !this.mayStart[startHash(text.folded, start)]) return;
    for (const { prefix, numbers } of this.byStart.get(text.folded.substring(start, start + 2)) ?? [])
      if (prefix.length <= length && text.folded.startsWith(prefix, start)) consider(numbers);
  }
}

function startHash(text: string, at: number): number {
  return (text.charCodeAt(at) * 251 + text.charCodeAt(at + 1)) & 0xffff;
}
