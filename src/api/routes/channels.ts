import { randomUUID } from "node:crypto";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { AlertMessage } from "../../alerts/channel.ts";
import { DigestSettings } from "../../alerts/digest.ts";
import { tellChannel } from "../../alerts/notify.ts";
import { QuietHours } from "../../alerts/quiet-hours.ts";
import { digestColumns, timesOf } from "../../alerts/store-digests.ts";
import { testWords } from "../../alerts/words.ts";
import { Invalid, invalid, NotFound } from "../../errors.ts";
import { type Channel, Prisma } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";
import { requireMonitors } from "./reports.ts";

const Settings = z.record(z.string(), z.unknown());
/** In which it is told what is told: French, English, or both in one message. */
export const ChannelLanguage = z.enum(["en", "fr", "both"]);
const ChannelView = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  /** Secrets are shown as `•••`. */
  settings: Settings,
  /** Between these times only critical alerts are told; others wait. */
  quietHours: QuietHours.nullable(),
  language: ChannelLanguage,
  /** Alerts and figures gathered into one message; null: no digest. */
  digest: DigestSettings.nullable(),
  nextDigestAt: Instant.nullable(),
  createdAt: Instant,
  lastDeliveryAt: Instant.nullable(),
  lastError: z.string().nullable(),
});
const NewChannel = z.strictObject({
  kind: z.string(),
  name: z.string().min(1).max(200).optional(),
  settings: Settings,
  quietHours: QuietHours.nullable().default(null),
  language: ChannelLanguage.default("both"),
  digest: DigestSettings.nullable().default(null),
});
const ChannelChange = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  quietHours: QuietHours.nullable().optional(),
  language: ChannelLanguage.optional(),
  digest: DigestSettings.nullable().optional(),
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
      const { quietHours, digest, digestDueAt } = timesOf(channel);
      const secret = new Set(ctx.channels.get(channel.kind)?.secretSettings ?? Object.keys(settings));
      return {
        id: channel.id,
        kind: channel.kind,
        name: channel.name,
        settings: Object.fromEntries(
          Object.entries(settings).map(([name, value]) => [name, secret.has(name) ? "•••" : value]),
        ),
        quietHours,
        language: channel.language,
        digest,
        nextDigestAt: iso(digestDueAt),
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
        const { kind, name, settings, quietHours, language, digest } = request.body;
        const parsed = parseSettings(ctx, kind, settings);
        const { workspaceId } = callerOf(request);
        await requireMonitors(ctx, workspaceId, { "digest/monitors": digest?.monitors ?? [] });
        const id = randomUUID();
        const now = ctx.clock();
        const channel = await ctx.db.channel.create({
          data: {
            id,
            workspaceId,
            kind,
            name: name ?? kind,
            settings: ctx.secrets.seal(JSON.stringify(parsed), id),
            language,
            ...(quietHours ? { quietHours } : {}),
            ...(digest ? { digest } : {}),
            ...digestColumns(digest, quietHours, null, now),
            createdAt: now,
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
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.channel.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...after,
          },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
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
          summary: "Rename a channel, or change its language, its quiet hours or its digest",
          params: IdParams,
          body: ChannelChange,
          response: { 200: ChannelView },
        },
      },
      async (request) => {
        const found = await require(callerOf(request).workspaceId, request.params.id);
        const { name, language } = request.body;
        await requireMonitors(ctx, found.workspaceId, {
          "digest/monitors": request.body.digest?.monitors ?? [],
        });
        const stored = timesOf(found);
        const { quietHours = stored.quietHours, digest = stored.digest } = request.body;
        const isNewTime = request.body.quietHours !== undefined || request.body.digest !== undefined;
        const channel = await ctx.db.channel.update({
          where: { id: found.id },
          data: {
            ...(name === undefined ? {} : { name }),
            ...(language === undefined ? {} : { language }),
            ...(isNewTime
              ? {
                  quietHours: quietHours ?? Prisma.DbNull,
                  digest: digest ?? Prisma.DbNull,
                  ...digestColumns(digest, quietHours, found.digestFrom, ctx.clock()),
                }
              : {}),
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
          ...testWords(channel.language),
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
