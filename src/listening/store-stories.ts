import { plusSeconds } from "../platform/clock.ts";
import type { Database, Transaction } from "../platform/database.ts";
import type { NewMention } from "./store-mentions.ts";
import { isNearCopy, type Signature, signatureOf } from "./story.ts";

/** Near copies come within days; for as long their signatures are kept. */
export const storyWindowSeconds = 7 * 86_400;
/** Of texts that share a band, the earliest are looked at: a phrase that thousands use must not cost more and more. */
const candidatesPerBand = 10;

/**
 * Gives near copies the story of the earliest text of the last days, copies and near copies within the batch
 * included. A transaction of its own, one at a time in a workspace, so that two listeners with near copies at the same
 * instant agree; it lasts for two statements. Its commit does not wait for the disk while others wait for the lock: the
 * mentions are stored after it, and what is durable of them takes all before along
 * (https://www.postgresql.org/docs/current/wal-async-commit.html). Texts published before the window keep their own story.
 */
export async function withStories(
  db: Database,
  workspaceId: string,
  mentions: readonly NewMention[],
  now: Date,
): Promise<readonly NewMention[]> {
  const since = plusSeconds(now, -storyWindowSeconds);
  const signed = new Map<NewMention, Signature>();
  for (const mention of mentions) {
    const signature = mention.publishedAt >= since ? signatureOf(mention.text) : null;
    if (signature) signed.set(mention, signature);
  }
  if (signed.size === 0) return mentions;
  const stories = await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('stories ' || ${workspaceId}, 0)),
      set_config('synchronous_commit', 'off', true)`;
    return settle(tx, workspaceId, signed, since, now);
  });
  return mentions.map((mention) => ({ ...mention, story: stories.get(mention) ?? mention.story }));
}

interface Known {
  story: string;
  /** Lower: earlier. */
  place: number;
  sketch: bigint;
}

async function settle(
  tx: Transaction,
  workspaceId: string,
  signed: ReadonlyMap<NewMention, Signature>,
  since: Date,
  now: Date,
): Promise<Map<NewMention, string>> {
  const known = await knownStories(tx, workspaceId, signed, since);
  const settled = new Map<NewMention, string>();
  const fresh: { band: bigint; story: string; sketch: bigint }[] = [];
  const earliestFirst = [...signed].sort(([a], [b]) => a.publishedAt.getTime() - b.publishedAt.getTime());
  for (const [mention, { bands, sketch }] of earliestFirst) {
    const [like] = bands
      .flatMap((band) => known.get(band) ?? [])
      .filter((candidate) => isNearCopy(candidate.sketch, sketch))
      .sort((a, b) => a.place - b.place);
    settled.set(mention, like?.story ?? mention.story);
    // Only the first text of a story is known by its signature: else a story would drift from copy to copy.
    if (like) continue;
    for (const band of bands) {
      const place = Number.MAX_SAFE_INTEGER;
      known.set(band, [...(known.get(band) ?? []), { story: mention.story, sketch, place }]);
      fresh.push({ band, story: mention.story, sketch });
    }
  }
  if (fresh.length > 0)
    await tx.$executeRaw`
      insert into story_band (workspace_id, band, at, story, sketch)
      select ${workspaceId}::uuid, band, ${now}, story, sketch
      from unnest(${fresh.map(({ band }) => band)}::bigint[], ${fresh.map(({ story }) => story)}::text[],
        ${fresh.map(({ sketch }) => sketch)}::bigint[]) as x(band, story, sketch)
      on conflict do nothing`;
  return settled;
}

/** By band, the earliest first. */
async function knownStories(
  tx: Transaction,
  workspaceId: string,
  signed: ReadonlyMap<NewMention, Signature>,
  since: Date,
): Promise<Map<bigint, Known[]>> {
  const bands = [...new Set([...signed.values()].flatMap((signature) => signature.bands))];
  const rows = await tx.$queryRaw<{ band: bigint; story: string; sketch: bigint }[]>`
    select wanted.band, s.story, s.sketch from unnest(${bands}::bigint[]) as wanted(band)
    cross join lateral (
      select story, sketch, at from story_band
      where workspace_id = ${workspaceId}::uuid and band = wanted.band and at >= ${since}
      order by at, story limit ${candidatesPerBand}
    ) s order by s.at, s.story`;
  const known = new Map<bigint, Known[]>();
  for (const [place, { band, story, sketch }] of rows.entries())
    known.set(band, [...(known.get(band) ?? []), { story, sketch, place }]);
  return known;
}
