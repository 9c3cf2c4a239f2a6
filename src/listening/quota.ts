import { z } from "zod";

/** What a network's headers say is left of what it allows; kept with the source in JSON. */
export const Quota = z.object({
  limit: z.number().nullable(),
  remaining: z.number().nullable(),
  /** When it is whole again. */
  resetAt: z.iso.datetime().nullable(),
  seenAt: z.iso.datetime(),
});
export type Quota = z.infer<typeof Quota>;

/** One answer of a network, as far as it tells of limits. */
export interface Answered {
  status: number;
  headers: Readonly<Record<string, string>>;
}

/** No header silences a source for longer: a mistyped one must not end the listening. */
const longestPauseSeconds = 24 * 3600;
const prefixes = ["x-rate-limit-", "x-ratelimit-", "ratelimit-"];

/**
 * Limits stated with an answer, whatever the network calls them: X (`x-rate-limit-*`, epoch seconds), Mastodon
 * (`X-RateLimit-*`, an ISO date), Bluesky (`RateLimit-*`, epoch seconds), others (seconds left). Null: none.
 * https://docs.x.com/x-api/fundamentals/rate-limits https://docs.joinmastodon.org/api/rate-limits/
 * https://docs.bsky.app/docs/advanced-guides/rate-limits
 */
export function quotaIn({ headers }: Answered, now: Date): Quota | null {
  const prefix = prefixes.find((name) => headers[`${name}remaining`] !== undefined);
  if (prefix === undefined) return null;
  const resetAt = resetIn(headers[`${prefix}reset`] ?? "", headers.date ?? "", now);
  return {
    limit: countIn(headers[`${prefix}limit`]),
    remaining: countIn(headers[`${prefix}remaining`]),
    resetAt: resetAt?.toISOString() ?? null,
    seenAt: now.toISOString(),
  };
}

/** Until when nobody who shares the quota should ask; null: they may. */
export function pauseAfter(quota: Quota | null, now: Date): Date | null {
  if (quota?.remaining !== 0 || quota.resetAt === null) return null;
  const until = Math.min(Date.parse(quota.resetAt), now.getTime() + longestPauseSeconds * 1000);
  return until > now.getTime() ? new Date(until) : null;
}

/** How often a source calls its network in a day, at its interval. @param callCount calls of its last poll */
export function callsPerDay(intervalSeconds: number, callCount: number): number {
  return Math.round((86_400 / intervalSeconds) * Math.max(1, callCount));
}

const leastSeconds = 3600;
const monthSeconds = 30 * 86_400;

/** What a month of reading costs in USD, as it went so far; what is known of less than an hour counts as an hour's. */
export function monthlyCostUsd(
  read: { readCount: number; readSince: Date | null },
  itemPriceUsd: number,
  now: Date,
): number {
  if (read.readSince === null) return 0;
  const seconds = Math.max(leastSeconds, (now.getTime() - read.readSince.getTime()) / 1000);
  return Math.round((read.readCount / seconds) * monthSeconds * itemPriceUsd * 100) / 100;
}

/** Measured on the server's own clock where it tells the time, so that ours may be wrong. */
function resetIn(text: string, date: string, now: Date): Date | null {
  const given = text.trim();
  const number = given === "" ? Number.NaN : Number(given);
  if (number >= 0 && number < 1e9) return new Date(now.getTime() + Math.min(number, monthSeconds) * 1000);
  const at = Number.isFinite(number) ? number * 1000 : Date.parse(given);
  const serverNow = Date.parse(date);
  const moved = at + (Number.isNaN(serverNow) ? 0 : now.getTime() - serverNow);
  const reset = new Date(moved);
  const year = reset.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? reset : null;
}

/** `300`, or the first number of `300, 300;w=300`. */
function countIn(text: string | undefined): number | null {
  const digits = /^\s*(\d{1,12})/.exec(text ?? "")?.[1];
  return digits === undefined ? null : Number(digits);
}
