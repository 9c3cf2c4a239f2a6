import { plusSeconds } from "../../platform/clock.ts";
import type { Access } from "../../profiles/network.ts";
import type { FindOutcome } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { wordsFor } from "./outcome.ts";
import { likeness } from "./same-text.ts";
import { List, type MastodonCredentials, type MastodonStatus, Status } from "./schema.ts";

/** A status that may have been posted without our knowing. */
export interface Wanted {
  accountId: string;
  text: string;
  inReplyToId: string | null;
  mediaCount: number;
  /** Statuses of the same publication that are accounted for. */
  knownIds: readonly string[];
}

/** Clocks differ; a status is looked for from a little before the attempt. */
const clockSkewSeconds = 120;
const pageSize = 40;
const mostPages = 5;

/** A list that is read while it grows may name a status twice (seen on snac2): that is still one status. */
function eachOnce(statuses: readonly MastodonStatus[]): MastodonStatus[] {
  return [...new Map(statuses.map((status) => [status.uri || status.id, status])).values()];
}

/**
 * Looks through the profile's own statuses since `since` for the one that was sent. `Idempotency-Key` is not relied
 * on for this: it lasts an hour on Mastodon, and other servers ignore it.
 */
export async function findStatus(
  access: Access<MastodonCredentials>,
  wanted: Wanted,
  since: Date,
  signal: AbortSignal,
): Promise<FindOutcome> {
  const own = await ownStatusesSince(access, wanted.accountId, plusSeconds(since, -clockSkewSeconds), signal);
  if (own.kind === "unknown") return own;
  const candidates = eachOnce(own.statuses).filter((status) => couldBe(status, wanted));
  const same = candidates.filter((status) => likeness(wanted.text, status) === "same");
  const [only, second] = same;
  if (only && !second) return { kind: "found", value: { id: only.id, url: only.url || only.uri } };
  if (second) return unsure("more than one status there has this text", same);
  const alike = candidates.filter((status) => likeness(wanted.text, status) === "alike");
  if (alike.length > 0) return unsure("a status there has nearly this text", alike);
  return own.kind === "all"
    ? { kind: "absent" }
    : { kind: "unknown", detail: "too many newer statuses to look through" };
}

type Own = { kind: "all" | "some"; statuses: MastodonStatus[] } | Extract<FindOutcome, { kind: "unknown" }>;

async function ownStatusesSince(
  access: Access<MastodonCredentials>,
  accountId: string,
  since: Date,
  signal: AbortSignal,
): Promise<Own> {
  const statuses: MastodonStatus[] = [];
  let oldestId: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask(
      access,
      List,
      {
        method: "GET",
        path: `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses`,
        query: { limit: pageSize, exclude_reblogs: true, max_id: oldestId },
      },
      signal,
    );
    if (answer.kind !== "ok") return { kind: "unknown", detail: wordsFor(answer) };
    const read = answer.value.map((item) => Status.safeParse(item));
    const onPage = read.flatMap((item) => (item.success ? [item.data] : []));
    // One that cannot be read could be the one that is looked for.
    if (onPage.length < read.length)
      return { kind: "unknown", detail: "the server listed a status that cannot be read" };
    statuses.push(...onPage.filter((status) => status.created_at >= since));
    const last = onPage.at(-1);
    if (!last || last.id === oldestId || last.created_at < since) return { kind: "all", statuses };
    oldestId = last.id;
  }
  return { kind: "some", statuses };
}

function couldBe(status: MastodonStatus, wanted: Wanted): boolean {
  return (
    !status.reblog &&
    !wanted.knownIds.includes(status.id) &&
    (status.in_reply_to_id || null) === wanted.inReplyToId &&
    status.media_attachments.length === wanted.mediaCount
  );
}

function unsure(what: string, statuses: readonly MastodonStatus[]): FindOutcome {
  return {
    kind: "unknown",
    detail: `${what}: ${statuses.map((status) => status.url || status.uri).join(" ")}`,
  };
}
