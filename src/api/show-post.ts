import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { NotFound } from "../errors.ts";
import { mayBeId } from "../platform/database.ts";
import { callerOf } from "./auth.ts";
import type { ApiNeeds } from "./needs.ts";
import { languageOf } from "./problem.ts";
import { type PostView, postParts, viewPost } from "./views/post.ts";

/** A post of the caller's workspace, as it stands now. @throws NotFound */
export async function showPost(
  ctx: ApiNeeds,
  request: FastifyRequest,
  id: string,
): Promise<z.infer<typeof PostView>> {
  const { workspaceId } = callerOf(request);
  const row = mayBeId(id)
    ? await ctx.db.post.findFirst({ where: { id, workspaceId }, include: postParts })
    : null;
  if (!row) throw new NotFound("post", id);
  return viewPost(row, languageOf(request));
}
