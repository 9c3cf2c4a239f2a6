import { randomUUID } from "node:crypto";
import { invalid } from "../errors.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "./approve.ts";
import { type ComposeNeeds, checkPost, type PostDraft, refuseProblems } from "./check-post.ts";
import type { PlannedTime } from "./post.ts";
import { goneMention } from "./replies.ts";
import { storePost } from "./store-posts.ts";

/**
 * Stores a post, its variants, and one publication per profile: all or nothing.
 * @param id of the post; one that is stored already is left as it is
 * @returns the id of the post
 * @throws Invalid naming every field that a network or Vigie refuses; a draft may be incomplete, but not refer to
 *   what does not exist
 */
export async function compose(
  ctx: ComposeNeeds,
  workspaceId: string,
  author: Actor,
  draft: PostDraft,
  id: string = randomUUID(),
): Promise<{ id: string; adjustment: PlannedTime["adjustment"] }> {
  const checked = await checkPost(ctx, workspaceId, draft);
  refuseProblems(draft, checked);
  const now = ctx.clock();
  const store = ctx.db.$transaction((tx) => storePost(tx, { workspaceId, author, id, draft, checked, now }));
  const adjustment = await store.catch((error: unknown) => {
    if (draft.replyTo !== null && isWithoutTarget(error)) throw invalid("", goneMention);
    if (!isTaken(error)) throw error;
    return checked.time?.adjustment ?? "none";
  });
  return { id, adjustment };
}

/** The id is taken: the same request was stored before, and nobody lived to tell. */
function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

/** The mention was erased between being read and being answered. */
function isWithoutTarget(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2003";
}
