import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { ruleKinds, ruleSettings, spikeKinds } from "../../alerts/rule.ts";
import { sensitivities } from "../../alerts/spike.ts";
import { Invalid, NotFound } from "../../errors.ts";
import type { Prisma } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { type Database, mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { Id, IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";
import { readQuery } from "./monitors.ts";

/** Whom to tell when nobody acknowledges an alert in time. */
const Escalation = z.strictObject({
  afterMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60),
  channels: z.array(Id).min(1).max(50),
});
const common = {
  sensitivity: z.enum(sensitivities).default("medium"),
  channels: z.array(Id).max(50).default([]),
  escalation: Escalation.nullable().default(null),
};
const NewRule = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.enum(spikeKinds), monitor: Id }),
  z.strictObject({
    ...common,
    kind: z.literal("keyword"),
    monitor: Id,
    query: ruleSettings.keyword.shape.query,
  }),
  z.strictObject({
    ...common,
    kind: z.literal("author-followers"),
    monitor: Id,
    followers: ruleSettings["author-followers"].shape.followers,
  }),
  z.strictObject({
    ...common,
    kind: z.literal("source-silent"),
    silentMinutes: ruleSettings["source-silent"].shape.silentMinutes,
  }),
  z.strictObject({
    ...common,
    kind: z.literal("approval-due"),
    minutesBefore: ruleSettings["approval-due"].shape.minutesBefore,
  }),
  z.strictObject({ ...common, kind: z.enum(["publication-failed", "profile-reconnect"]) }),
]);
const RuleView = z.object({
  id: z.string(),
  kind: z.enum(ruleKinds),
  monitor: z.string().nullable(),
  sensitivity: z.enum(sensitivities),
  enabled: z.boolean(),
  channels: z.array(z.string()),
  escalation: z.object({ afterMinutes: z.number(), channels: z.array(z.string()) }).nullable(),
  /** Alerts of it of which somebody said that they were no crisis. */
  falseAlarms: z.int(),
  createdAt: Instant,
  query: z.string().optional(),
  followers: z.number().optional(),
  silentMinutes: z.number().optional(),
  minutesBefore: z.number().optional(),
});
const RuleChange = z
  .strictObject({
    sensitivity: z.enum(sensitivities),
    enabled: z.boolean(),
    channels: z.array(Id).max(50),
    escalation: Escalation.nullable(),
  })
  .partial();

/** What to watch, and whom to tell. */
export const alertRuleRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const requireRule = async (workspaceId: string, id: string) => {
      const found = mayBeId(id)
        ? await ctx.db.alertRule.findFirst({ where: { id, workspaceId }, include: withMore })
        : null;
      if (!found) throw new NotFound("alert rule", id);
      return found;
    };
    const channelIds = async (
      workspaceId: string,
      ids: readonly string[],
      pointer = "",
    ): Promise<string[]> => {
      const found = await ctx.db.channel.findMany({
        where: { workspaceId, id: { in: ids.filter(mayBeId) } },
        select: { id: true },
      });
      const known = new Set(found.map(({ id }) => id));
      const problems = ids.flatMap((id, index) =>
        known.has(id) ? [] : [unknownAt(`${pointer}/channels/${index}`, "channel", "canal", id)],
      );
      if (problems.length > 0) throw new Invalid(problems);
      return [...known];
    };
    app.post(
      "/alert-rules",
      {
        config: { action: "configure" },
        schema: { tags: ["alerts"], summary: "Watch a monitor", body: NewRule, response: { 201: RuleView } },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { kind, sensitivity, channels, escalation } = request.body;
        const monitor = "monitor" in request.body ? request.body.monitor : null;
        if (monitor !== null) await requireWatched(ctx.db, workspaceId, monitor);
        const ids = await channelIds(workspaceId, channels);
        const second = escalation ? await channelIds(workspaceId, escalation.channels, "/escalation") : [];
        const now = ctx.clock();
        const rule = await ctx.db.alertRule.create({
          data: {
            workspaceId,
            kind,
            monitorId: monitor,
            sensitivity,
            settings: settingsOf(request.body),
            escalateMinutes: escalation?.afterMinutes ?? null,
            // What is already there is looked at right away.
            lookAt: now,
            createdAt: now,
            channels: {
              create: [...rowsOf(ids, false), ...rowsOf(second, true)],
            },
          },
          include: withMore,
        });
        return reply.code(201).send(viewRule(rule));
      },
    );

    app.get(
      "/alert-rules",
      {
        config: { action: "read" },
        schema: {
          tags: ["alerts"],
          summary: "List alert rules",
          querystring: PageQuery.extend({ monitor: Id.optional() }),
          response: { 200: pageOf(RuleView) },
        },
      },
      async (request) => {
        const { monitor } = request.query;
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.alertRule.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(monitor ? { monitorId: mayBeId(monitor) ? monitor : { in: [] } } : {}),
            ...after,
          },
          include: withMore,
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, viewRule);
      },
    );

    app.patch(
      "/alert-rules/:id",
      {
        config: { action: "configure" },
        schema: {
          tags: ["alerts"],
          summary: "Change an alert rule",
          params: IdParams,
          body: RuleChange,
          response: { 200: RuleView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = await requireRule(workspaceId, request.params.id);
        const { channels, sensitivity, enabled, escalation } = request.body;
        const ids = channels && (await channelIds(workspaceId, channels));
        const second =
          escalation === undefined
            ? undefined
            : await channelIds(workspaceId, escalation?.channels ?? [], "/escalation");
        const rule = await ctx.db.alertRule.update({
          where: { id },
          data: {
            ...(sensitivity ? { sensitivity } : {}),
            ...(enabled === undefined ? {} : { enabled }),
            ...(escalation === undefined ? {} : { escalateMinutes: escalation?.afterMinutes ?? null }),
            channels: {
              deleteMany: [
                ...(ids ? [{ escalation: false }] : []),
                ...(second ? [{ escalation: true }] : []),
              ],
              create: [...rowsOf(ids ?? [], false), ...rowsOf(second ?? [], true)],
            },
          },
          include: withMore,
        });
        return viewRule(rule);
      },
    );

    app.delete(
      "/alert-rules/:id",
      {
        config: { action: "configure" },
        schema: {
          tags: ["alerts"],
          summary: "Remove an alert rule and its alerts",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { id } = await requireRule(callerOf(request).workspaceId, request.params.id);
        await ctx.db.alertRule.delete({ where: { id } });
        return reply.code(204).send(null);
      },
    );
  };

/** @throws Invalid where the monitor that a body names is not of this workspace */
export async function requireWatched(db: Database, workspaceId: string, id: string): Promise<void> {
  const found = mayBeId(id) && (await db.monitor.findFirst({ where: { id, workspaceId } }));
  if (!found) throw new Invalid([unknownAt("/monitor", "monitor", "veille", id)]);
}

function rowsOf(channelIds: readonly string[], escalation: boolean) {
  return channelIds.map((channelId) => ({ channelId, escalation }));
}

/** What the rule's kind asks for, as it is stored. @throws Invalid for a query that cannot be read */
function settingsOf(rule: z.infer<typeof NewRule>) {
  switch (rule.kind) {
    case "keyword":
      readQuery(rule.query);
      return { query: rule.query };
    case "author-followers":
      return { followers: rule.followers };
    case "source-silent":
      return { silentMinutes: rule.silentMinutes };
    case "approval-due":
      return { minutesBefore: rule.minutesBefore };
    case "negative-spike":
    case "volume-spike":
    case "publication-failed":
    case "profile-reconnect":
      return {};
  }
}

const withMore = {
  channels: true,
  _count: { select: { alerts: { where: { falseAlarm: true } } } },
} satisfies Prisma.AlertRuleInclude;

function viewRule(rule: Prisma.AlertRuleGetPayload<{ include: typeof withMore }>): z.infer<typeof RuleView> {
  const told = (escalation: boolean) =>
    rule.channels.filter((row) => row.escalation === escalation).map(({ channelId }) => channelId);
  return {
    id: rule.id,
    kind: rule.kind as z.infer<typeof RuleView>["kind"],
    monitor: rule.monitorId,
    sensitivity: rule.sensitivity,
    enabled: rule.enabled,
    channels: told(false),
    escalation:
      rule.escalateMinutes === null ? null : { afterMinutes: rule.escalateMinutes, channels: told(true) },
    falseAlarms: rule._count.alerts,
    createdAt: iso(rule.createdAt),
    ...(rule.settings as object),
  };
}

function unknownAt(pointer: string, what: string, quoi: string, id: string) {
  return {
    pointer,
    message: message(
      `unknown_${what}`,
      `there is no ${what} "${id}" here`,
      `il n’y a pas de ${quoi} «\u202f${id}\u202f» ici`,
    ),
  };
}
