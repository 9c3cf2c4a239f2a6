import { randomUUID } from "node:crypto";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { AlertMessage } from "../../alerts/channel.ts";
import { tellChannel } from "../../alerts/notify.ts";
import { QuietHours } from "../../alerts/quiet-hours.ts";
import { Invalid, invalid, NotFound } from "../../errors.ts";
import { type Channel, Prisma } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";

const Settings = z.record(z.string(), z.unknown());
const ChannelView = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  /** Secrets are shown as `•••`. */
  settings: Settings,
  /** Between these times only critical alerts are told; others wait. */
  quietHours: QuietHours.nullable(),
  createdAt: Instant,
  lastDeliveryAt: Instant.nullable(),
  lastError: z.string().nullable(),
});
const NewChannel = z.strictObject({
  kind: z.string(),
  name: z.string().min(1).max(200).optional(),
  settings: Settings,
  quietHours: QuietHours.nullable().default(null),
});
const ChannelChange = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  quietHours: QuietHours.nullable().optional(),
});
const TestResult = z.object({
  outcome: z.enum(["delivered", "rejected", "retry", "unconfirmed"]),
  detail: z.string(),
});

const tags = ["channels"];

/** Where alerts go. */
export const channelRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const view = (channel: Channel): z.infer<typeof ChannelView> => {
      const settings = JSON.parse(ctx.secrets.open(channel.settings, channel.id)) as Record<string, unknown>;
      const secret = new Set(ctx.channels.get(channel.kind)?.secretSettings ?? Object.keys(settings));
      return {
        id: channel.id,
        kind: channel.kind,
        name: channel.name,
        settings: Object.fromEntries(
          Object.entries(settings).map(([name, value]) => [name, secret.has(name) ? "•••" : value]),
        ),
        quietHours: channel.quietHours === null ? null : QuietHours.parse(channel.quietHours),
        createdAt: iso(channel.createdAt),
        lastDeliveryAt: iso(channel.lastDeliveryAt),
        lastError: channel.lastError,
      };
    };
    const require = async (workspaceId: string, id: string): Promise<Channel> => {
      const found = mayBeId(id) ? await ctx.db.channel.findFirst({ where: { id, workspaceId } }) : null;
      if (!found) throw new NotFound("channel", id);
      return found;
    };

    app.post(
      "/channels",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Add a channel for alerts",
          body: NewChannel,
          response: { 201: ChannelView },
        },
      },
      async (request, reply) => {
        const { kind, name, settings, quietHours } = request.body;
        const parsed = parseSettings(ctx, kind, settings);
        const id = randomUUID();
        const channel = await ctx.db.channel.create({
          data: {
            id,
            workspaceId: callerOf(request).workspaceId,
            kind,
            name: name ?? kind,
            settings: ctx.secrets.seal(JSON.stringify(parsed), id),
            ...(quietHours ? { quietHours } : {}),
            createdAt: ctx.clock(),
          },
        });
        return reply.code(201).send(view(channel));
      },
    );

    app.get(
      "/channels",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List channels",
          querystring: PageQuery,
          response: { 200: pageOf(ChannelView) },
        },
      },
      async (request) => {
        const { limit, cursor, order } = request.query;
        const rows = await ctx.db.channel.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...behind(readCursor(cursor), "createdAt", order),
          },
          orderBy: [{ createdAt: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), view);
      },
    );

    app.get(
      "/channels/:id",
      {
        config: { action: "read" },
        schema: { tags, summary: "One channel", params: IdParams, response: { 200: ChannelView } },
      },
      async (request) => view(await require(callerOf(request).workspaceId, request.params.id)),
    );

    app.patch(
      "/channels/:id",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Rename a channel, or change its quiet hours",
          params: IdParams,
          body: ChannelChange,
          response: { 200: ChannelView },
        },
      },
      async (request) => {
        const { id } = await require(callerOf(request).workspaceId, request.params.id);
        const { name, quietHours } = request.body;
        const channel = await ctx.db.channel.update({
          where: { id },
          data: {
            ...(name === undefined ? {} : { name }),
            ...(quietHours === undefined ? {} : { quietHours: quietHours ?? Prisma.DbNull }),
          },
        });
        return view(channel);
      },
    );

    app.post(
      "/channels/:id/test",
      {
        config: { action: "configure" },
        schema: { tags, summary: "Send a test", params: IdParams, response: { 200: TestResult } },
      },
      async (request) => {
        const channel = await require(callerOf(request).workspaceId, request.params.id);
        const test: AlertMessage = {
          id: randomUUID(),
          event: "channel.test",
          sentAt: ctx.clock(),
          subject: "[Vigie] Test",
          text: "This is a test of this channel.\n\nCeci est un essai de ce canal.",
          link: ctx.publicUrl,
          alert: null,
        };
        const outcome = await tellChannel(ctx, channel, test, AbortSignal.timeout(30_000));
        return { outcome: outcome.kind, detail: outcome.detail };
      },
    );

    app.delete(
      "/channels/:id",
      {
        config: { action: "configure" },
        schema: { tags, summary: "Remove a channel", params: IdParams, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { id } = await require(callerOf(request).workspaceId, request.params.id);
        await ctx.db.channel.delete({ where: { id } });
        return reply.code(204).send(null);
      },
    );
  };

function parseSettings(ctx: ApiNeeds, kind: string, settings: Record<string, unknown>): unknown {
  const channel = ctx.channels.get(kind);
  if (!channel) {
    const kinds = [...ctx.channels.keys()].join(", ");
    throw invalid(
      "/kind",
      message(
        "unknown_channel",
        `"${kind}" is not a kind of channel; choose one of ${kinds}`,
        `«\u202f${kind}\u202f» n’est pas un type de canal\u202f; choisissez parmi ${kinds}`,
      ),
    );
  }
  const parsed = channel.settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new Invalid(
    parsed.error.issues.map((issue) => ({
      pointer: `/settings${issue.path.map((part) => `/${String(part)}`).join("")}`,
      message: message("wrong_setting", issue.message, `réglage incorrect\u202f: ${issue.message}`),
    })),
  );
}
