import { isIPv6 } from "node:net";
import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";

type Needs = Pick<Platform, "db" | "clock">;

/** How often one may try within which time. */
interface Limit {
  subject: string;
  most: number;
  withinSeconds: number;
}

/**
 * The three ways of counting: one address at one account, many addresses at one account, one address at many
 * accounts. The first is the tightest, so that who guesses locks the door for himself and not for its owner.
 */
export function limitsFor(account: string, address: string): Limit[] {
  const from = networkOf(address);
  return [
    { subject: sha256(`account ${account} from ${from}`), most: 10, withinSeconds: 900 },
    { subject: sha256(`account ${account}`), most: 50, withinSeconds: 3600 },
    { subject: sha256(`address ${from}`), most: 100, withinSeconds: 900 },
  ];
}

/** Each sends a mail to somebody who may not have asked for it: fewer, and counted apart from signing in. */
export function limitsForMail(account: string, address: string): Limit[] {
  return [
    { subject: sha256(`mail to ${account}`), most: 3, withinSeconds: 3600 },
    { subject: sha256(`mails from ${networkOf(address)}`), most: 20, withinSeconds: 900 },
  ];
}

/**
 * Counts a try before its outcome is known, so that a thousand at once are a thousand tries. Kept in the database:
 * all processes count together.
 * @returns seconds to wait where it is one too many; null: go on
 */
export async function countTry({ db, clock }: Needs, limits: readonly Limit[]): Promise<number | null> {
  const now = clock();
  const subjects = limits.map(({ subject }) => subject);
  const ends = limits.map(({ withinSeconds }) => plusSeconds(now, withinSeconds));
  // In one order for everybody: two who count the same never wait for each other in a circle.
  const rows = await db.$queryRaw<{ subject: string; count: number; endsAt: Date }[]>`
    insert into sign_in_tries as t (subject, count, ends_at)
    select subject, 1, ends_at from unnest(${subjects}::text[], ${ends}::timestamptz[]) as n (subject, ends_at)
    order by subject
    on conflict (subject) do update set
      count = case when t.ends_at <= ${now} then 1 else t.count + 1 end,
      ends_at = case when t.ends_at <= ${now} then excluded.ends_at else t.ends_at end
    returning subject, count, ends_at as "endsAt"`;
  const waits = rows.flatMap(({ subject, count, endsAt }) => {
    const limit = limits.find((one) => one.subject === subject);
    return limit && count > limit.most ? [Math.ceil((endsAt.getTime() - now.getTime()) / 1000)] : [];
  });
  return waits.length > 0 ? Math.max(...waits) : null;
}

/** Forgets the tries at an account whose owner came in. Those of an address stay: one good key is no licence to try others. */
export async function forgetTries({ db }: Pick<Needs, "db">, limits: readonly Limit[]): Promise<void> {
  const subjects = limits.slice(0, 2).map(({ subject }) => subject);
  await db.signInTries.deleteMany({ where: { subject: { in: subjects } } });
}

/** A household has one IPv4 address, or a /64 of IPv6: https://www.rfc-editor.org/rfc/rfc6177#section-2 */
export function networkOf(address: string): string {
  const [plain = ""] = address.split("%");
  if (!isIPv6(plain)) return plain;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped) return mapped;
  const [head = "", tail = ""] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const missing = plain.includes("::") ? 8 - before.length - after.length : 0;
  return [...before, ...Array<string>(Math.max(0, missing)).fill("0"), ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
