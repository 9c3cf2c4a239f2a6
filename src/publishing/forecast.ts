import { hasLink } from "../campaigns/links.ts";
import type { FieldProblem } from "../errors.ts";
import { isLoopback } from "../workspaces/first-owner.ts";
import { type Checked, type ComposeNeeds, checkPost, type PostDraft } from "./check-post.ts";
import { planningOf } from "./planning.ts";
import { freeSlots } from "./slots.ts";
import { neighboursOf, plannedContents } from "./store-forecast.ts";
import { dayAndMonth } from "./usage.ts";
import { countInDay, linksLeadNowhere, planWarnings } from "./warnings.ts";

/** A post checked, with what will go wrong later. Nothing is stored. */
export interface Forecast {
  checked: Checked;
  warnings: FieldProblem[];
}

/**
 * Checks a post as its networks and its plan would: what stands in its way now, and what should be known before.
 * @param ownId of the post that is being changed: it is no neighbour of itself
 */
export async function forecast(
  ctx: ComposeNeeds,
  workspaceId: string,
  draft: PostDraft,
  ownId: string | null,
): Promise<Forecast> {
  const checked = await checkPost(ctx, workspaceId, draft);
  const { profiles, time, approvalsNeeded, contents } = checked;
  const settings = await planningOf(ctx.db, workspaceId);
  const now = ctx.clock();
  const ids = profiles.map(({ id }) => id);
  const slots = draft.queue ? await freeSlots(ctx.db, workspaceId, ids, now) : null;
  const planned = profiles.flatMap((profile) => {
    const network = ctx.publishers.get(profile.network);
    const content = contents.get(profile.id);
    const at = slots ? (slots.get(profile.id)?.[0]?.at ?? null) : (time?.scheduledAt ?? null);
    return network && content ? [{ profile, network, content, at }] : [];
  });
  const neighbours = await neighboursOf(
    ctx.db,
    workspaceId,
    planned.flatMap(({ profile, content, at }) =>
      at ? [{ profile: profile.id, at, text: content.text }] : [],
    ),
    ownId,
  );
  const spent = await monthCost(ctx, workspaceId, planned, settings, ownId);
  const warnings = planned.flatMap(({ profile, network, content, at }) => {
    const { publisher, name: networkName } = network;
    const own = publisher.costMilliUsd?.(content) ?? 0;
    const near = neighbours.filter((row) => row.profile === profile.id);
    const budget = settings.monthlyBudgetMilliUsd;
    return planWarnings(
      {
        profile: { ...profile, networkName, isConnected: profile.state === "connected" },
        at,
        neededScopes: publisher.scopes ?? [],
        mostPerDay: publisher.postsPerDay ?? null,
        neighbours: near,
        inDay: at ? countInDay(near, at) : 0,
        cost:
          publisher.costMilliUsd && budget !== null
            ? { own, withoutLink: publisher.costMilliUsd(withoutLinks(content)), month: spent, budget }
            : null,
        approvalsNeeded,
      },
      settings.timeZone,
    );
  });
  const texts = [...contents.values()].flatMap((content) => [
    content.text,
    ...content.thread,
    content.firstComment ?? "",
  ]);
  if (checked.links?.tracked && isOnlyHere(ctx.publicUrl) && texts.some(hasLink))
    warnings.push({ pointer: "/campaign", message: linksLeadNowhere(ctx.publicUrl) });
  return { checked, warnings };
}

/** Whether an address leads readers elsewhere to nothing: loopback, or what a server listens on without having a name. */
function isOnlyHere(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl);
  return isLoopback(hostname) || hostname === "0.0.0.0" || hostname === "[::]";
}

type Planned = { network: { id: string }; at: Date | null };

/** What the networks that charge cost in the month of this post, without it, as far as it is planned. */
async function monthCost(
  ctx: ComposeNeeds,
  workspaceId: string,
  planned: readonly Planned[],
  settings: { timeZone: string; monthlyBudgetMilliUsd: number | null },
  ownId: string | null,
): Promise<number> {
  const charging = planned.filter(({ network }) => ctx.publishers.get(network.id)?.publisher.costMilliUsd);
  if (charging.length === 0 || settings.monthlyBudgetMilliUsd === null) return 0;
  const at = charging[0]?.at ?? ctx.clock();
  const { month } = dayAndMonth(at, settings.timeZone);
  const networks = [...ctx.publishers.values()].filter(({ publisher }) => publisher.costMilliUsd);
  const rows = await plannedContents(
    ctx.db,
    workspaceId,
    networks.map(({ id }) => id),
    month,
    ownId,
  );
  return rows.reduce(
    (sum, { network, content }) =>
      sum + (ctx.publishers.get(network)?.publisher.costMilliUsd?.(content) ?? 0),
    0,
  );
}

function withoutLinks<T extends { text: string; thread: readonly string[]; firstComment: string | null }>(
  content: T,
): T {
  const bare = (text: string) => text.replace(/https?:\/\/\S+/g, "");
  const { text, thread, firstComment } = content;
  return {
    ...content,
    text: bare(text),
    thread: thread.map(bare),
    firstComment: firstComment === null ? null : bare(firstComment),
  };
}
