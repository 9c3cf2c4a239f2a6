import type { AlertRule } from "../generated/prisma/client.ts";
import { parseQuery } from "../listening/query.ts";
import { evaluateQuery } from "../listening/query-evaluate.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import type { Evidence } from "./alert.ts";
import type { Watched } from "./rule.ts";
import * as store from "./store.ts";
import {
  failedPublications,
  lostProfiles,
  newestMentions,
  type SeenMention,
  silentSources,
  unapprovedPosts,
  type Wrong,
} from "./store-watch.ts";

type Needs = Pick<Platform, "db" | "clock" | "log">;
/** An alert on single mentions ends when none came for so long. */
const quietSeconds = 3600;

/** Looks at a rule that is no spike: opens what is wrong and not yet told, and resolves what is well again. */
export async function watch(
  ctx: Needs,
  rule: AlertRule,
  watched: Exclude<Watched, { kind: "negative-spike" | "volume-spike" }>,
): Promise<void> {
  switch (watched.kind) {
    case "keyword":
    case "author-followers":
      return watchMentions(ctx, rule, watched);
    case "source-silent":
      return follow(
        ctx,
        rule,
        await silentSources(ctx.db, rule.workspaceId, watched.silentMinutes, ctx.clock()),
      );
    case "approval-due":
      return follow(
        ctx,
        rule,
        await unapprovedPosts(ctx.db, rule.workspaceId, watched.minutesBefore, ctx.clock()),
      );
    case "publication-failed":
      return follow(ctx, rule, await failedPublications(ctx.db, rule.workspaceId, rule.createdAt));
    case "profile-reconnect":
      return follow(ctx, rule, await lostProfiles(ctx.db, rule.workspaceId, ctx.clock()));
  }
}

/** One alert for each thing that is wrong. */
async function follow(ctx: Needs, rule: AlertRule, wrong: readonly Wrong[]): Promise<void> {
  const now = ctx.clock();
  const open = await store.openBySubject(ctx.db, rule.id);
  const stillWrong = new Set(wrong.map(({ id }) => id));
  for (const { since, ...subject } of wrong) {
    if (open.has(subject.id)) continue;
    const evidence: Evidence = {
      expected: 0,
      seen: 1,
      since: since.toISOString(),
      authors: 0,
      score: 1,
      reason: rule.kind,
      subject,
      topMentions: [],
      terms: [],
      sources: [{ network: subject.network, count: 1 }],
    };
    const id = await store.openAlert(ctx.db, rule, evidence, now);
    if (id) ctx.log.warn({ alertId: id, ruleId: rule.id, [subject.kind]: subject.id }, "alert opened");
  }
  for (const [subject, id] of open)
    if (!stillWrong.has(subject) && (await store.resolveAlert(ctx.db, id, now)))
      ctx.log.info({ alertId: id }, "alert resolved");
  for (const [subject, id] of open) if (stillWrong.has(subject)) await store.touchAlert(ctx.db, id, now);
}

/** One alert for a run of mentions, however many; it ends when an hour brings none. */
async function watchMentions(
  ctx: Needs,
  rule: AlertRule,
  watched: Extract<Watched, { kind: "keyword" | "author-followers" }>,
): Promise<void> {
  if (rule.monitorId === null) throw new Error(`the rule ${rule.id} has no monitor`);
  const now = ctx.clock();
  const { open, lastResolvedAt } = await store.readAlerts(ctx.db, rule.id);
  const quietSince = plusSeconds(now, -quietSeconds);
  // By when they were found, not by when they were published: what a feed tells hours later is news all the same.
  const since = open ? plusSeconds(open.openedAt, -quietSeconds) : quietSince;
  const from = new Date(Math.max(since.getTime(), lastResolvedAt?.getTime() ?? 0));
  const least = watched.kind === "author-followers" ? watched.followers : 0;
  const found = (await newestMentions(ctx.db, rule.monitorId, from, least)).filter(matcherOf(watched));
  const [newest] = found;
  if (open) {
    if (!newest || newest.collectedAt < quietSince) {
      if (await store.resolveAlert(ctx.db, open.id, now))
        ctx.log.info({ alertId: open.id }, "alert resolved");
      return;
    }
    return store.updateEvidence(ctx.db, open.id, evidenceFrom(rule.kind, found), now);
  }
  if (!newest) return;
  const id = await store.openAlert(ctx.db, rule, evidenceFrom(rule.kind, found), now);
  if (id) ctx.log.warn({ alertId: id, ruleId: rule.id, seen: found.length }, "alert opened");
}

function matcherOf(
  watched: Extract<Watched, { kind: "keyword" | "author-followers" }>,
): (mention: SeenMention) => boolean {
  if (watched.kind === "author-followers") return () => true;
  const parsed = parseQuery(watched.query);
  if (parsed.kind !== "query") throw new Error(`a stored rule has a query that cannot be read`);
  return ({ text, language, network, author, url }) =>
    evaluateQuery(parsed.query, { text, language, network, authorHandle: author, url });
}

/** @param found not empty */
function evidenceFrom(reason: string, found: readonly SeenMention[]): Evidence {
  const counts = new Map<string, number>();
  for (const { network } of found) counts.set(network, (counts.get(network) ?? 0) + 1);
  return {
    expected: 0,
    seen: found.length,
    since: new Date(Math.min(...found.map(({ publishedAt }) => publishedAt.getTime()))).toISOString(),
    authors: new Set(found.map(({ network, author, id }) => `${network} ${author ?? id}`)).size,
    score: 1,
    reason,
    subject: null,
    topMentions: [...found]
      .sort((a, b) => b.reach - a.reach)
      .slice(0, 5)
      .map(({ id, network, url, text, author, followers }) => ({
        id,
        network,
        url,
        text: text.slice(0, 280),
        author,
        followers,
      })),
    terms: [],
    sources: [...counts].map(([network, count]) => ({ network, count })),
  };
}
