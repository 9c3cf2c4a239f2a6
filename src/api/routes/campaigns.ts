import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { shortLink } from "../../campaigns/links.ts";
import { clicksOf, linksOf } from "../../campaigns/store.ts";
import { invalid, NotFound } from "../../errors.ts";
import type { Campaign, Prisma } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";

/** The five tags that web analytics read. https://support.google.com/analytics/answer/10917952 */
const Utm = z.strictObject({
  source: oneLine(100).optional(),
  medium: oneLine(100).optional(),
  campaign: oneLine(100).optional(),
  term: oneLine(100).optional(),
  content: oneLine(100).optional(),
});
const Written = z.strictObject({
  name: oneLine(200),
  goal: z.string().max(2000).nullable().default(null),
  startsOn: z.iso.date().nullable().default(null),
  endsOn: z.iso.date().nullable().default(null),
  utm: Utm.default({}),
  /** Links of its posts lead through `/l/…`, and clicks on them are counted. */
  trackLinks: z.boolean().default(false),
});
const CampaignChange = z
  .strictObject({
    name: Written.shape.name,
    goal: Written.shape.goal.unwrap(),
    startsOn: Written.shape.startsOn.unwrap(),
    endsOn: Written.shape.endsOn.unwrap(),
    utm: Utm,
    trackLinks: z.boolean(),
    archived: z.boolean(),
  })
  .partial();
const CampaignView = z.object({
  id: z.string(),
  name: z.string(),
  goal: z.string().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  utm: Utm,
  trackLinks: z.boolean(),
  posts: z.number(),
  /** Of readers on its counted links; programs are left out as far as they say so. */
  clicks: z.number(),
  createdAt: Instant,
  archivedAt: Instant.nullable(),
});

const LinkView = z.object({
  code: z.string(),
  /** As it stands in the post. */
  url: z.string(),
  /** Where it leads. */
  target: z.string(),
  post: z.string().nullable(),
  profile: z.string().nullable(),
  network: z.string().nullable(),
  publishedAt: Instant.nullable(),
  clicks: z.number(),
});

const tags = ["campaigns"];
const mostLinks = 500;
const withCount = { _count: { select: { posts: true } } } as const;

/** Posts with one purpose. */
export const campaignRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const shown = async (row: Row) => view(row, (await clicksOf(ctx.db, [row.id])).get(row.id) ?? 0);
    const require = async (workspaceId: string, id: string): Promise<Row> => {
      const row = mayBeId(id)
        ? await ctx.db.campaign.findFirst({ where: { id, workspaceId }, include: withCount })
        : null;
      if (!row) throw new NotFound("campaign", id);
      return row;
    };

    app.post(
      "/campaigns",
      {
        config: { action: "publish" },
        schema: { tags, summary: "Begin a campaign", body: Written, response: { 201: CampaignView } },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { utm, startsOn, endsOn, ...rest } = request.body;
        refuseBackwards(startsOn, endsOn);
        const id = newIdFor(request);
        const row = await ctx.db.campaign.upsert({
          where: { id },
          create: {
            id,
            workspaceId,
            ...rest,
            utm: utm as Prisma.InputJsonObject,
            startsOn: day(startsOn),
            endsOn: day(endsOn),
            createdAt: ctx.clock(),
          },
          update: {},
          include: withCount,
        });
        return reply.code(201).send(await shown(row));
      },
    );

    app.get(
      "/campaigns",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List campaigns",
          querystring: PageQuery.extend({ archived: z.stringbool().default(false) }),
          response: { 200: pageOf(CampaignView) },
        },
      },
      async (request) => {
        const { archived } = request.query;
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.campaign.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            archivedAt: archived ? { not: null } : null,
            ...after,
          },
          include: withCount,
          ...paging,
        });
        const clicks = await clicksOf(
          ctx.db,
          rows.map(({ id }) => id),
        );
        return pageByCreation(rows, request.query.limit, (row) => view(row, clicks.get(row.id) ?? 0));
      },
    );

    app.get(
      "/campaigns/:id",
      {
        config: { action: "read" },
        schema: { tags, summary: "One campaign", params: IdParams, response: { 200: CampaignView } },
      },
      async (request) => shown(await require(callerOf(request).workspaceId, request.params.id)),
    );

    app.get(
      "/campaigns/:id/links",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "The counted links of a campaign, those followed most first",
          params: IdParams,
          response: { 200: z.object({ items: z.array(LinkView) }) },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = await require(workspaceId, request.params.id);
        const links = await linksOf(ctx.db, workspaceId, id, mostLinks);
        return {
          items: links.map(({ code, publishedAt, ...link }) => ({
            code,
            ...link,
            url: shortLink(ctx.publicUrl, code),
            publishedAt: iso(publishedAt),
          })),
        };
      },
    );

    app.patch(
      "/campaigns/:id",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Change a campaign, or lay it aside",
          params: IdParams,
          body: CampaignChange,
          response: { 200: CampaignView },
        },
      },
      async (request) => {
        const before = await require(callerOf(request).workspaceId, request.params.id);
        const { archived, utm, startsOn, endsOn, name, goal, trackLinks } = request.body;
        const was = view(before, 0);
        refuseBackwards(
          startsOn === undefined ? was.startsOn : startsOn,
          endsOn === undefined ? was.endsOn : endsOn,
        );
        const row = await ctx.db.campaign.update({
          where: { id: before.id },
          data: {
            ...(name === undefined ? {} : { name }),
            ...(goal === undefined ? {} : { goal }),
            ...(utm === undefined ? {} : { utm: utm as Prisma.InputJsonObject }),
            ...(trackLinks === undefined ? {} : { trackLinks }),
            ...(startsOn === undefined ? {} : { startsOn: day(startsOn) }),
            ...(endsOn === undefined ? {} : { endsOn: day(endsOn) }),
            ...(archived === undefined ? {} : { archivedAt: archived ? ctx.clock() : null }),
          },
          include: withCount,
        });
        return shown(row);
      },
    );

    app.delete(
      "/campaigns/:id",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Remove a campaign; its posts stay, without it",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { id } = await require(callerOf(request).workspaceId, request.params.id);
        await ctx.db.campaign.delete({ where: { id } });
        return reply.code(204).send(null);
      },
    );
  };

type Row = Campaign & { _count: { posts: number } };

function view(row: Row, clicks: number): z.infer<typeof CampaignView> {
  return {
    id: row.id,
    name: row.name,
    goal: row.goal,
    startsOn: row.startsOn?.toISOString().slice(0, 10) ?? null,
    endsOn: row.endsOn?.toISOString().slice(0, 10) ?? null,
    utm: row.utm as z.infer<typeof Utm>,
    trackLinks: row.trackLinks,
    clicks,
    posts: row._count.posts,
    createdAt: iso(row.createdAt),
    archivedAt: iso(row.archivedAt),
  };
}

function day(text: string | null): Date | null {
  return text === null ? null : new Date(`${text}T00:00:00Z`);
}

function refuseBackwards(startsOn: string | null, endsOn: string | null): void {
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    throw invalid(
      "/endsOn",
      message(
        "ends_before_start",
        `${endsOn} is before ${startsOn}; a campaign ends on the day it starts, or later`,
        `${endsOn} est avant le ${startsOn}\u202f; une campagne se termine le jour où elle commence, ou plus tard`,
      ),
    );
}
