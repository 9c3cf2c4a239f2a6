import { type LinkRules, linkText, shortLink } from "../campaigns/links.ts";
import { type FieldProblem, Invalid, NotFound } from "../errors.ts";
import { message } from "../messages.ts";
import type { Platform } from "../platform/platform.ts";
import type { NetworkLimits } from "../profiles/network.ts";
import { contentFor, mapTexts, type Variant, type WrittenPost } from "./content.ts";
import { planningOf } from "./planning.ts";
import { type PlannedTime, planTime, type WantedTime } from "./post.ts";
import { contentProblems } from "./problems.ts";
import type { Publishers } from "./publish.ts";
import type { Content, MediaItem } from "./publisher.ts";
import { goneMention, replyProblem } from "./replies.ts";
import { approvalsNeeded } from "./review.ts";
import { findCampaigns, findMedia, findProfiles, type ProfileRow } from "./store-references.ts";
import { type AnsweredMention, answeredMentions } from "./store-replies.ts";

/** What a person wrote, as it comes through the door. */
export interface PostDraft {
  text: string;
  profiles: readonly string[];
  status: "draft" | "scheduled";
  time: WantedTime | null;
  /** Instead of a time: each profile's next free slot. */
  queue: boolean;
  campaign: string | null;
  media: readonly string[];
  thread: readonly string[];
  firstComment: string | null;
  options: Readonly<Record<string, unknown>>;
  language: string | null;
  variants: Readonly<Record<string, VariantDraft>>;
  /** The mention it answers, by its id; one that is kept no more has none that could be found. */
  replyTo: string | null;
}
export interface VariantDraft {
  text?: string | undefined;
  media?: readonly string[] | undefined;
  options?: Readonly<Record<string, unknown>> | undefined;
}

export type ComposeNeeds = Pick<Platform, "db" | "clock"> & {
  publishers: Publishers;
  lateGraceSeconds: number;
  publicUrl: string;
};

/** One profile's share of a post: what would go out there, and what its network would refuse. */
export interface ProfileCheck {
  profile: string;
  network: string;
  /** Length by the network's own count, per part. */
  characters: { pointer: string; used: number; limit: number | null }[];
  problems: FieldProblem[];
}

export interface Checked {
  profiles: ProfileRow[];
  time: PlannedTime | null;
  /** How many people must approve it: as many as the strictest of its profiles asks for. */
  approvalsNeeded: number;
  /** What would go out, by profile. */
  contents: ReadonlyMap<string, Content>;
  checks: ProfileCheck[];
  /** Problems that are not one network's: unknown ids, a bad time. */
  problems: FieldProblem[];
  /** When the mention that it answers was published; null: it answers none. */
  replyToAt: Date | null;
  /** What its campaign does to its links; null: nothing. */
  links: LinkRules | null;
}

/** Checks a post without storing it. */
export async function checkPost(ctx: ComposeNeeds, workspaceId: string, draft: PostDraft): Promise<Checked> {
  const [checked] = await checkPosts(ctx, workspaceId, [draft]);
  return checked as Checked;
}

/** Checks posts without storing them, with what they refer to read once for all. */
export async function checkPosts(
  ctx: ComposeNeeds,
  workspaceId: string,
  drafts: readonly PostDraft[],
): Promise<Checked[]> {
  const [workspace, profiles, media, campaigns, mentions] = await Promise.all([
    planningOf(ctx.db, workspaceId),
    findProfiles(ctx.db, workspaceId, [...new Set(drafts.flatMap((draft) => draft.profiles))]),
    findMedia(ctx.db, workspaceId, [...new Set(drafts.flatMap(mediaOf))]),
    findCampaigns(ctx.db, workspaceId, [...new Set(drafts.flatMap((draft) => draft.campaign ?? []))]),
    answeredMentions(
      ctx.db,
      workspaceId,
      drafts.flatMap(({ replyTo }) => replyTo ?? []),
    ),
  ]);
  return drafts.map((draft) => checkAgainst(ctx, draft, { workspace, profiles, media, campaigns, mentions }));
}

/** What posts may refer to. */
interface Known {
  workspace: Awaited<ReturnType<typeof planningOf>>;
  profiles: ReadonlyMap<string, ProfileRow>;
  media: ReadonlyMap<string, MediaItem>;
  campaigns: ReadonlyMap<string, LinkRules | null>;
  mentions: ReadonlyMap<string, AnsweredMention>;
}

function checkAgainst(
  ctx: ComposeNeeds,
  draft: PostDraft,
  { workspace, profiles, media, campaigns, mentions }: Known,
): Checked {
  const problems = [...referenceProblems(draft, profiles, media)];
  if (draft.campaign !== null && !campaigns.has(draft.campaign))
    problems.push(unknown("/campaign", "campaign", "campagne", draft.campaign));
  const lateGraceSeconds = workspace.lateGraceSeconds ?? ctx.lateGraceSeconds;
  const planned = draft.time && planTime(draft.time, ctx.clock(), lateGraceSeconds);
  if (planned?.kind === "refused") problems.push({ pointer: planned.pointer, message: planned.message });
  if (draft.queue && draft.time)
    problems.push({
      pointer: "/queue",
      message: message(
        "time_and_queue",
        "a post goes out at a time or in the next free slots; give scheduledAt or queue, not both",
        "une publication part à une heure ou aux prochains créneaux libres\u202f; donnez scheduledAt ou queue, pas les deux",
      ),
    });
  if (draft.status === "scheduled" && !draft.time && !draft.queue)
    problems.push({
      pointer: "/scheduledAt",
      message: message(
        "time_missing",
        "a scheduled post needs a time: an instant, or {local, timeZone}, or queue: true",
        "une publication programmée demande une heure\u202f: un instant, ou {local, timeZone}, ou queue: true",
      ),
    });
  const links = (draft.campaign && campaigns.get(draft.campaign)) || null;
  const inOrder = draft.profiles.flatMap((id) => profiles.get(id) ?? []);
  const replyTo = draft.replyTo === null ? null : (mentions.get(draft.replyTo) ?? "erased");
  const unanswerable = problemOfReply(ctx.publishers, replyTo, inOrder);
  if (unanswerable) problems.push(unanswerable);
  return {
    profiles: inOrder,
    time: planned?.kind === "planned" ? planned.time : null,
    approvalsNeeded: approvalsNeeded(workspace, inOrder),
    contents: new Map(
      inOrder.map((profile) => [profile.id, contentOn(ctx.publishers, profile, draft, media, replyTo)]),
    ),
    checks: inOrder.map((profile) => checkOn(ctx, profile, draft, media, { links, replyTo })),
    problems,
    replyToAt: replyTo === null || replyTo === "erased" ? null : replyTo.publishedAt,
    links,
  };
}

function problemOfReply(
  publishers: Publishers,
  replyTo: AnsweredMention | "erased" | null,
  profiles: readonly ProfileRow[],
): FieldProblem | null {
  if (replyTo === null) return null;
  if (replyTo === "erased") return { pointer: "", message: goneMention };
  const known = publishers.get(replyTo.network);
  const network = { name: known?.name ?? replyTo.network, publisher: known?.publisher ?? null };
  const problem = replyProblem(replyTo, profiles, network);
  return problem && { pointer: "/profiles", message: problem };
}

/** What stands in the way of this draft: of an unfinished one, only what refers to nothing. */
export function blockingProblems(draft: PostDraft, { problems, checks }: Checked): FieldProblem[] {
  return draft.status === "scheduled"
    ? [...problems, ...checks.flatMap((check) => check.problems)]
    : problems;
}

/** @throws Invalid naming every field that stands in the way of this draft */
export function refuseProblems(draft: PostDraft, checked: Checked): void {
  const all = blockingProblems(draft, checked);
  if (all.length > 0) throw new Invalid(all);
}

function mediaOf({ media, variants }: PostDraft): string[] {
  return [...media, ...Object.values(variants).flatMap((variant) => variant.media ?? [])];
}

/** @param links what the campaign does to them: a text is as long as it goes out */
function checkOn(
  { publishers, publicUrl }: ComposeNeeds,
  profile: ProfileRow,
  draft: PostDraft,
  media: ReadonlyMap<string, MediaItem>,
  { links, replyTo }: { links: LinkRules | null; replyTo: Content["replyTo"] },
): ProfileCheck {
  const network = publishers.get(profile.network);
  if (!network) throw new NotFound("network", profile.network);
  const content = mapTexts(contentOn(publishers, profile, draft, media, replyTo), (text) =>
    linkText(text, links, profile.network, () => shortLink(publicUrl)),
  );
  const limits = (profile.limits as NetworkLimits | null) ?? network.publisher.limits;
  const own = draft.variants[profile.id];
  const found = contentProblems(content, { name: network.name, publisher: network.publisher, limits });
  const parts = [
    ["/text", content.text],
    ...content.thread.map((text, index) => [`/thread/${index}`, text]),
  ] as [string, string][];
  return {
    profile: profile.id,
    network: profile.network,
    characters: parts.map(([pointer, text]) => ({
      pointer,
      used: network.publisher.countCharacters(text, limits),
      limit: limits.maxCharacters,
    })),
    problems: found.map((problem) => ({
      ...problem,
      pointer: pointerInDraft(problem.pointer, profile.id, own),
      profile: profile.id,
    })),
  };
}

function contentOn(
  publishers: Publishers,
  profile: ProfileRow,
  draft: PostDraft,
  media: ReadonlyMap<string, MediaItem>,
  replyTo: Content["replyTo"],
): Content {
  const itemsOf = (ids: readonly string[]) => ids.flatMap((id) => media.get(id) ?? []);
  const post: WrittenPost = { ...draft, replyTo, media: itemsOf(draft.media) };
  const own = draft.variants[profile.id];
  const variant: Variant | null = own
    ? { text: own.text ?? null, options: own.options ?? null, media: own.media ? itemsOf(own.media) : null }
    : null;
  return contentFor(post, variant, profile.network, new Set(publishers.keys()));
}

/** A pointer into Content, as one into the request: what a variant says stands under the variant. */
function pointerInDraft(pointer: string, profileId: string, own: VariantDraft | undefined): string {
  const field = pointer.split("/")[1];
  const isOwn =
    own && (field === "text" || field === "media" || field === "options") && own[field] !== undefined;
  return isOwn ? `/variants/${profileId}${pointer}` : pointer;
}

function* referenceProblems(
  draft: PostDraft,
  profiles: ReadonlyMap<string, ProfileRow>,
  media: ReadonlyMap<string, MediaItem>,
): Generator<FieldProblem> {
  for (const [index, id] of draft.profiles.entries()) {
    if (!profiles.has(id)) yield unknown(`/profiles/${index}`, "profile", "profil", id);
    else if (draft.profiles.indexOf(id) !== index)
      yield {
        pointer: `/profiles/${index}`,
        message: message(
          "profile_twice",
          `"${id}" is named twice`,
          `«\u202f${id}\u202f» est nommé deux fois`,
        ),
      };
  }
  for (const [index, id] of draft.media.entries())
    if (!media.has(id)) yield unknown(`/media/${index}`, "image", "image", id);
  for (const [profileId, variant] of Object.entries(draft.variants)) {
    if (!draft.profiles.includes(profileId))
      yield {
        pointer: `/variants/${profileId}`,
        message: message(
          "variant_without_profile",
          `"${profileId}" is not among the profiles of this post`,
          `«\u202f${profileId}\u202f» n’est pas parmi les profils de cette publication`,
        ),
      };
    for (const [index, id] of (variant.media ?? []).entries())
      if (!media.has(id)) yield unknown(`/variants/${profileId}/media/${index}`, "image", "image", id);
  }
}

function unknown(pointer: string, what: string, quoi: string, id: string): FieldProblem {
  return {
    pointer,
    message: message(
      `unknown_${what}`,
      `there is no ${what} "${id}" here`,
      `il n’y a pas de ${quoi} «\u202f${id}\u202f» ici`,
    ),
  };
}
