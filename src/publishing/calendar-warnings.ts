import type { Message } from "../messages.ts";
import type { Database } from "../platform/database.ts";
import type { Publishers } from "./publish.ts";
import { type Period, type UpcomingRow, upcomingRows } from "./store-calendar.ts";
import { approvalDue, type PlanFacts, planWarnings } from "./warnings.ts";

/** A profile as far as it says what will go wrong. */
export interface PlannedProfile {
  id: string;
  name: string;
  network: string;
  state: string;
  accessEndsAt: Date | null;
  scopes: string[];
}

type Near = Pick<UpcomingRow, "at" | "before" | "after" | "same" | "sameIsOut" | "inDay">;

const dayMilliseconds = 86_400_000;
const alone = { before: null, after: null, same: null, sameIsOut: null, inDay: 0 };

/** What a person should know of what is still to go out in a period, by publication; nothing to say, no entry. */
export async function calendarWarnings(
  ctx: { db: Database; publishers: Publishers },
  period: Period,
  profiles: readonly PlannedProfile[],
  now: Date,
  timeZone: string,
): Promise<Map<string, Message[]>> {
  if (period.to <= now) return new Map();
  const caps = profiles.flatMap(({ network }) => ctx.publishers.get(network)?.publisher.postsPerDay ?? []);
  const rows = await upcomingRows(ctx.db, period, {
    now,
    least: Math.min(...caps, 2 ** 31 - 1),
    // What is wrong with a profile whatever else is planned.
    doubtful: profiles.flatMap((profile) => {
      const facts = factsOf({ ...alone, at: period.to }, profile, ctx.publishers);
      return facts && planWarnings(facts, timeZone).length > 0 ? [profile.id] : [];
    }),
  });
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  const warnings = new Map<string, Message[]>();
  for (const row of rows) {
    const profile = byId.get(row.profileId);
    const said = profile ? warningsOf(row, profile, ctx.publishers, now, timeZone) : [];
    if (said.length > 0) warnings.set(row.id, said);
  }
  return warnings;
}

function warningsOf(
  row: UpcomingRow,
  profile: PlannedProfile,
  publishers: Publishers,
  now: Date,
  timeZone: string,
): Message[] {
  const facts = factsOf(row, profile, publishers);
  const said = facts ? planWarnings(facts, timeZone).map(({ message }) => message) : [];
  const isDue = !row.isApproved && row.at.getTime() < now.getTime() + dayMilliseconds;
  return isDue ? [...said, approvalDue()] : said;
}

function factsOf(row: Near, profile: PlannedProfile, publishers: Publishers): PlanFacts | null {
  const network = publishers.get(profile.network);
  if (!network) return null;
  const { name: networkName, publisher } = network;
  const near = [row.before, row.after].flatMap((at) => (at ? [{ at, sameText: false, isOut: false }] : []));
  const same = row.same ? [{ at: row.same, sameText: true, isOut: row.sameIsOut === true }] : [];
  return {
    profile: { ...profile, networkName, isConnected: profile.state === "connected" },
    at: row.at,
    neededScopes: publisher.scopes ?? [],
    mostPerDay: publisher.postsPerDay ?? null,
    neighbours: [...near, ...same],
    inDay: row.inDay,
    cost: null,
    approvalsNeeded: 0,
  };
}
