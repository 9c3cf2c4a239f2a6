import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type DigestContent, DigestSettings } from "../../alerts/digest.ts";
import { digestWords } from "../../alerts/digest-words.ts";
import { readDigest, timesOf } from "../../alerts/store-digests.ts";
import { NotFound } from "../../errors.ts";
import type { Channel } from "../../generated/prisma/client.ts";
import { plusSeconds } from "../../platform/clock.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";
import { ChannelLanguage } from "./channels.ts";

const Preview = z.strictObject({
  /** As the channel is set where absent; a channel without one: a daily one in the workspace's zone. */
  digest: DigestSettings.optional(),
  language: ChannelLanguage.optional(),
});
const PreviewView = z.object({ from: Instant, to: Instant, subject: z.string(), text: z.string() });
const DigestView = z.object({
  id: z.string(),
  from: Instant,
  to: Instant,
  state: z.enum(["gathered", "waiting", "delivering", "delivered", "failed"]),
  attempts: z.int(),
  /** What the channel said last. */
  detail: z.string().nullable(),
  createdAt: Instant,
  deliveredAt: Instant.nullable(),
  /** What was told; null before the first try. */
  subject: z.string().nullable(),
  text: z.string().nullable(),
});

const tags = ["channels"];
const lengths: Record<DigestSettings["every"], number> = { hour: 3600, day: 86_400, week: 7 * 86_400 };

/** What channels are told in one message. */
export const digestRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const require = async (
      workspaceId: string,
      id: string,
    ): Promise<Channel & { workspace: { timeZone: string } }> => {
      const found = mayBeId(id)
        ? await ctx.db.channel.findFirst({
            where: { id, workspaceId },
            include: { workspace: { select: { timeZone: true } } },
          })
        : null;
      if (!found) throw new NotFound("channel", id);
      return found;
    };

    app.post(
      "/channels/:id/digest-preview",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "What the digest would say now; nothing is sent",
          params: IdParams,
          body: Preview,
          response: { 200: PreviewView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const channel = await require(workspaceId, request.params.id);
        const daily = DigestSettings.parse({ every: "day", timeZone: channel.workspace.timeZone });
        const { digest = timesOf(channel).digest ?? daily, language = channel.language } = request.body;
        const endAt = ctx.clock();
        const startAt = plusSeconds(endAt, -lengths[digest.every]);
        const stretch = { workspaceId, channelId: channel.id, startAt, endAt, digestId: null };
        const content = await readDigest(ctx.db, stretch, digest);
        return { from: iso(startAt), to: iso(endAt), ...digestWords(content, language) };
      },
    );

    app.get(
      "/channels/:id/digests",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Digests of a channel, and what came of them",
          params: IdParams,
          querystring: PageQuery,
          response: { 200: pageOf(DigestView) },
        },
      },
      async (request) => {
        const channel = await require(callerOf(request).workspaceId, request.params.id);
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.digest.findMany({
          where: { channelId: channel.id, ...after },
          include: { telling: true },
          ...paging,
        });
        return pageByCreation(
          rows,
          request.query.limit,
          ({ id, startAt, endAt, createdAt, content, telling }) => ({
            id,
            from: iso(startAt),
            to: iso(endAt),
            state: telling?.state ?? ("failed" as const),
            attempts: telling?.attemptCount ?? 0,
            detail: telling?.lastDetail ?? null,
            createdAt: iso(createdAt),
            deliveredAt: iso(telling?.deliveredAt ?? null),
            ...(content === null
              ? { subject: null, text: null }
              : digestWords(content as unknown as DigestContent, channel.language)),
          }),
        );
      },
    );
  };
