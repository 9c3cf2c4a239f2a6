import { randomUUID } from "node:crypto";
import type { App } from "../app.ts";
import type { Profile, Workspace } from "../generated/prisma/client.ts";
import { plusSeconds } from "../platform/clock.ts";
import { type Actor, approvePost, sendPostBack, submitPost } from "../publishing/approve.ts";
import type { PostDraft } from "../publishing/check-post.ts";
import { compose } from "../publishing/compose.ts";
import { commentOn } from "../publishing/review-history.ts";
import { startSeries } from "../publishing/series.ts";
import { type DemoNetwork, demoNetworks } from "./brand.ts";
import { demoCampaign, demoSlots, type PlannedPost, plannedPosts } from "./planned.ts";
import { demoPosts } from "./posts.ts";

/** What a plan is made with. */
export interface Desk {
  workspace: Workspace;
  profiles: ReadonlyMap<DemoNetwork, Profile>;
  /** The id of the demo's picture. */
  pictureId: string;
}

const writer: Actor = { id: "demo-writer", name: "Inès (démo)" };
const approver: Actor = { id: "demo-approver", name: "Marc (démo)" };

/** Gives the profiles their slots, and plans the posts that go out while a newcomer looks. */
export async function planStory(app: App, desk: Desk): Promise<void> {
  const { id: workspaceId, timeZone } = desk.workspace;
  await app.db.slot.createMany({
    data: [...desk.profiles].flatMap(([network, { id: profileId }]) =>
      demoSlots[network].map(([weekday, localTime]) => ({
        workspaceId,
        profileId,
        weekday,
        localTime,
        timeZone,
      })),
    ),
  });
  for (const post of demoPosts(app.clock(), timeZone))
    await compose(app, workspaceId, writer, draftFrom(post, desk, null));
}

/** Plans the next two weeks: a campaign, posts at every stage of their way. */
export async function planAhead(app: App, desk: Desk): Promise<void> {
  const { id: workspaceId, timeZone } = desk.workspace;
  const { days, ...campaign } = demoCampaign;
  const now = app.clock();
  const { id: campaignId } = await app.db.campaign.create({
    data: {
      ...campaign,
      workspaceId,
      startsOn: now,
      endsOn: plusSeconds(now, days * 86_400),
      createdAt: now,
    },
  });
  for (const post of plannedPosts(now, timeZone)) await place(app, desk, post, campaignId);
}

async function place(app: App, desk: Desk, post: PlannedPost, campaignId: string): Promise<void> {
  const { id: workspaceId } = desk.workspace;
  const draft = draftFrom(post, desk, post.ofCampaign ? campaignId : null);
  if (post.rule) {
    await startSeries(app, workspaceId, writer, { draft, rule: post.rule }, randomUUID());
    return;
  }
  const { id } = await compose(app, workspaceId, writer, draft);
  if (post.comment)
    await commentOn(app, workspaceId, id, { by: approver.name, text: post.comment, forClient: false });
  if (!post.review) return;
  await submitPost(app, workspaceId, id, writer);
  if (post.review === "approved") await approvePost(app, workspaceId, id, approver, undefined);
  else if (post.review !== "waiting")
    await sendPostBack(app, workspaceId, id, approver, {
      reason: post.review.sentBackFor,
      version: undefined,
    });
}

function draftFrom(
  post: Omit<PlannedPost, "review" | "comment">,
  { profiles, pictureId }: Desk,
  campaign: string | null,
): PostDraft {
  const idOf = (network: DemoNetwork) => profiles.get(network)?.id ?? "";
  return {
    text: post.text,
    profiles: post.networks.map(idOf),
    status: post.time ? "scheduled" : "draft",
    time: post.time,
    media: post.withPicture ? [pictureId] : [],
    thread: post.thread ?? [],
    firstComment: null,
    queue: false,
    campaign,
    options: {},
    replyTo: null,
    language: post.language,
    variants: Object.fromEntries(
      demoNetworks.flatMap((network) => {
        const text = post.variants?.[network];
        return text === undefined ? [] : [[idOf(network), { text }]];
      }),
    ),
  };
}
