const alphabet = "234567abcdefghijklmnopqrstuvwxyz";

/** What the key of a post must look like. https://atproto.com/specs/tid */
export const tidPattern = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/;

/** Makes record keys and revisions that rise for ever, also within one microsecond. */
export function tids(): { next(now: Date): string; microseconds(now: Date): number } {
  let last = 0;
  const microseconds = (now: Date) => {
    last = Math.max(last + 1, now.getTime() * 1000);
    return last;
  };
  return { microseconds, next: (now) => tidOf(microseconds(now)) };
}

function tidOf(microseconds: number): string {
  let value = BigInt(microseconds) << 10n;
  let text = "";
  for (let index = 0; index < 13; index += 1) {
    text = alphabet.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}
