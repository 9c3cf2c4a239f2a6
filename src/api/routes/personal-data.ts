import { Readable } from "node:stream";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  type Author,
  alertsNaming,
  type Erasure,
  eraseAuthor,
  mentionsOfAuthor,
  namesOf,
} from "../../listening/personal-data.ts";
import type { Language } from "../../messages.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { languageOf } from "../problem.ts";
import { Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";
import { viewMention } from "../views/mention.ts";

const Retention = z.strictObject({
  /** Mentions published longer ago are removed with their counts; null: kept. */
  days: z.int().min(1).max(36_500).nullable(),
});
const Named = z.strictObject({
  network: oneLine(40),
  /** The handle, in any case, with or without `@`. */
  author: oneLine(300),
});
/** It says that, when and by whom something was erased, not whose. */
const ErasureView = z.object({
  id: z.string(),
  network: z.string(),
  by: z.string(),
  at: Instant,
  mentions: z.int(),
  /** Alerts whose evidence showed a mention of the author. */
  alerts: z.int(),
});

const tags = ["personal data"];

/** How long mentions are kept, and what one author may ask for. */
export const personalDataRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/personal-data/retention",
      {
        config: { action: "read" },
        schema: { tags, summary: "How long mentions are kept", response: { 200: Retention } },
      },
      async (request) => {
        const workspace = await ctx.db.workspace.findUniqueOrThrow({
          where: { id: callerOf(request).workspaceId },
          select: { retentionDays: true },
        });
        return { days: workspace.retentionDays };
      },
    );

    app.patch(
      "/personal-data/retention",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "Keep mentions for so many days from now on",
          description: "What is older is removed within minutes, with its counts, and does not come back.",
          body: Retention,
          response: { 200: Retention },
        },
      },
      async (request) => {
        const { days } = request.body;
        await ctx.db.workspace.update({
          where: { id: callerOf(request).workspaceId },
          data: { retentionDays: days },
        });
        return { days };
      },
    );

    app.post(
      "/personal-data/erasures",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "Erase all that is kept of one author",
          description:
            "Mentions, their part in every figure, evidence of alerts. What sources bring of this author from then on is not stored.",
          body: Named,
          response: { 201: ErasureView },
        },
      },
      async (request, reply) => {
        const { workspaceId, name } = callerOf(request);
        return reply.code(201).send(view(await eraseAuthor(ctx, workspaceId, authorOf(request.body), name)));
      },
    );

    app.get(
      "/personal-data/erasures",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "What was erased",
          querystring: PageQuery,
          response: { 200: pageOf(ErasureView) },
        },
      },
      async (request) => {
        const { limit, cursor, order } = request.query;
        const rows = await ctx.db.erasure.findMany({
          where: { workspaceId: callerOf(request).workspaceId, ...behind(readCursor(cursor), "at", order) },
          orderBy: [{ at: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, ({ at, id }) => ({ at, id }), view);
      },
    );

    app.get(
      "/personal-data/export",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "All that is kept of one author, as JSON",
          description:
            "`{network, author, names, exportedAt, alerts: [{id, startedAt}], mentions: [as in /mentions]}`, streamed.",
          querystring: Named,
          produces: ["application/json"],
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const written = exported(ctx, workspaceId, authorOf(request.query), languageOf(request));
        return reply
          .type("application/json; charset=utf-8")
          .header("content-disposition", 'attachment; filename="personal-data.json"')
          .send(Readable.from(written));
      },
    );
  };

/** One JSON object, in pieces: an author may have written any number of mentions. */
async function* exported(
  ctx: ApiNeeds,
  workspaceId: string,
  author: Author,
  language: Language,
): AsyncGenerator<string> {
  const { network } = author;
  const names = (await namesOf(ctx, workspaceId, author)).map((handle) => ({ network, handle }));
  const shown = await Promise.all(names.map((name) => alertsNaming(ctx.db, workspaceId, name)));
  const alerts = [...new Map(shown.flat().map((alert) => [alert.id, alert])).values()];
  const head = {
    network: author.network,
    author: author.handle,
    names: names.map(({ handle }) => handle),
    exportedAt: iso(ctx.clock()),
    alerts: alerts.map(({ id, startedAt }) => ({ id, startedAt: iso(startedAt) })),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"mentions":[`;
  let separator = "";
  for (const name of names)
    for await (const mentions of mentionsOfAuthor(ctx.db, workspaceId, name))
      for (const mention of mentions) {
        yield `${separator}\n${JSON.stringify(viewMention(mention, language))}`;
        separator = ",";
      }
  yield "\n]}\n";
}

function authorOf({ network, author }: z.infer<typeof Named>): Author {
  return { network: network.toLowerCase(), handle: author.replace(/^@/, "") };
}

function view({ id, network, by, at, mentions, alerts }: Erasure): z.infer<typeof ErasureView> {
  return { id, network, by, at: iso(at), mentions, alerts };
}
