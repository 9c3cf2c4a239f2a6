import { type FieldProblem, Invalid, invalid, NotFound } from "../errors.ts";
import type { Message } from "../messages.ts";
import type { NetworkLimits } from "../profiles/network.ts";
import { addressed } from "./address.ts";
import type { Actor } from "./approve.ts";
import type { ComposeNeeds } from "./check-post.ts";
import { compose } from "./compose.ts";
import { planningOf } from "./planning.ts";
import type { PlannedTime, WantedTime } from "./post.ts";
import type { Publisher } from "./publisher.ts";
import { mustReconnect, repliersOf } from "./replies.ts";
import { approvalsNeeded } from "./review.ts";
import { type AnsweredMention, answeredMentions, profilesOn } from "./store-replies.ts";

/** An answer to a mention, as a person writes it. */
export interface Reply {
  profile: string;
  text: string;
  media: readonly string[];
  /** Null: now. */
  time: WantedTime | null;
}

/** How a mention can be answered. */
export interface Answering {
  network: string;
  /** What will stand before the answer, so that the mention's author is told; null: nothing. */
  address: string | null;
  /** The profiles that can. `maxCharacters` counts the address too. */
  profiles: {
    id: string;
    name: string;
    handle: string;
    maxCharacters: number | null;
    needsApproval: boolean;
  }[];
  /** Why it cannot be answered from here; null: it can. */
  problem: Message | null;
}

/** Which profiles can answer a mention, and what they need for it. @throws NotFound */
export async function answering(
  ctx: ComposeNeeds,
  workspaceId: string,
  mentionId: string,
): Promise<Answering> {
  const mention = await requireMention(ctx, workspaceId, mentionId);
  const [profiles, planning] = await Promise.all([
    profilesOn(ctx.db, workspaceId, mention.network),
    planningOf(ctx.db, workspaceId),
  ]);
  const network = networkOf(ctx, mention.network);
  const { repliers, problem } = repliersOf(mention, profiles, network);
  const usual = network.publisher?.limits.maxCharacters ?? null;
  return {
    network: network.name,
    address: addressOf(network.publisher, mention),
    profiles: repliers.map(({ id, name, handle, limits, approvalsRequired }) => ({
      id,
      name,
      handle,
      maxCharacters: limits === null ? usual : (limits as NetworkLimits).maxCharacters,
      needsApproval: approvalsNeeded(planning, [{ approvalsRequired }]) > 0,
    })),
    problem,
  };
}

/**
 * Writes an answer to a mention: a post of one publication, which then goes the way of all others.
 * @param id of the post; one that is stored already is left as it is
 * @throws NotFound, Invalid with pointers into the reply
 */
export async function reply(
  ctx: ComposeNeeds,
  workspaceId: string,
  author: Actor,
  mentionId: string,
  wanted: Reply,
  id: string,
): Promise<{ id: string; adjustment: PlannedTime["adjustment"] }> {
  const mention = await requireMention(ctx, workspaceId, mentionId);
  const { publisher } = networkOf(ctx, mention.network);
  const profiles = await profilesOn(ctx.db, workspaceId, mention.network);
  const profile = profiles.find((row) => row.id === wanted.profile);
  if (profile?.state === "reconnect") throw invalid("/profile", mustReconnect);
  const isEmpty = wanted.text.trim() === "";
  const draft = {
    // As it will be read: who approves, counts or looks for it sees the whole of it. Nothing but a name is no answer.
    text: isEmpty ? "" : addressed(wanted.text, addressOf(publisher, mention)),
    profiles: [wanted.profile],
    status: "scheduled",
    time: wanted.time ?? { kind: "instant", at: ctx.clock() },
    queue: false,
    campaign: null,
    media: wanted.media,
    thread: [],
    firstComment: null,
    options: {},
    language: null,
    variants: {},
    replyTo: mention.id,
  } as const;
  try {
    return await compose(ctx, workspaceId, author, draft, id);
  } catch (error) {
    throw error instanceof Invalid ? new Invalid(error.problems.map(inReply)) : error;
  }
}

/** A reply names one profile where a post has several. */
function inReply(problem: FieldProblem): FieldProblem {
  return { ...problem, pointer: problem.pointer.replace(/^\/profiles(?:\/0)?$/, "/profile") };
}

function networkOf({ publishers }: ComposeNeeds, id: string): { name: string; publisher: Publisher | null } {
  const known = publishers.get(id);
  return { name: known?.name ?? id, publisher: known?.publisher ?? null };
}

function addressOf(publisher: Publisher | null, { author }: AnsweredMention): string | null {
  return author === null ? null : (publisher?.replies?.address(author) ?? null);
}

async function requireMention(
  { db }: ComposeNeeds,
  workspaceId: string,
  id: string,
): Promise<AnsweredMention> {
  const mention = (await answeredMentions(db, workspaceId, [id])).get(id);
  if (!mention) throw new NotFound("mention", id);
  return mention;
}
