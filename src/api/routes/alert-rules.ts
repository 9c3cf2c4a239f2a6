import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { backtest } from "../../alerts/backtest.ts";
import { ruleKinds, ruleSettings, spikeKinds } from "../../alerts/rule.ts";
import { sensitivities } from "../../alerts/spike.ts";
import { readDrivers } from "../../alerts/store-past.ts";
import { Invalid, invalid, NotFound, TooMany } from "../../errors.ts";
import type { Prisma } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { Id, IdParams, Instant, iso, PageQuery, pageOf, TimeZone } from "../schemas.ts";
import { Evidence } from "./alerts.ts";
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

const longestBacktestDays = 92;
const Backtest = z.strictObject({
  kind: z.enum(spikeKinds),
  monitor: Id,
  sensitivity: z.enum(sensitivities).default("medium"),
  from: Instant,
  to: Instant,
  /** In which zone to say the times; they carry its offset. */
  tz: TimeZone.default("UTC"),
});
const BacktestResult = z.object({
  timeZone: z.string(),
  /** Of all; only the first of them carry what drove them. */
  count: z.number(),
  alerts: z.array(
    z.object({
      openedAt: Instant,
      resolvedAt: Instant.nullable(),
      localOpenedAt: z.string(),
      evidence: Evidence,
    }),
  ),
});
const mostShown = 50;

/** What to watch, and what it would have told. */
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
    const requireMonitor = async (workspaceId: string, id: string): Promise<void> => {
      const found = mayBeId(id) && (await ctx.db.monitor.findFirst({ where: { id, workspaceId } }));
      if (!found) throw new Invalid([unknownAt("/monitor", "monitor", "veille", id)]);
    };
    let isTrying = false;

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
        if (monitor !== null) await requireMonitor(workspaceId, monitor);
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

    app.post(
      "/alert-rules/backtest",
      {
        config: { action: "listen", audit: false },
        schema: {
          tags: ["alerts"],
          summary: "When would a rule have fired, and on what?",
          description:
            "Asks the live detector every 5 minutes of the past, which knows only what came before.",
          body: Backtest,
          response: { 200: BacktestResult },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { kind, monitor, sensitivity, tz } = request.body;
        await requireMonitor(workspaceId, monitor);
        const { from, to } = periodOf(request.body, ctx.clock());
        if (isTrying)
          throw new TooMany(
            10,
            message(
              "busy",
              "another rule is being tried on the past; try again in some seconds",
              "une autre règle est en cours d’essai sur le passé\u202f; réessayez dans quelques secondes",
            ),
          );
        isTrying = true;
        try {
          const signal = AbortSignal.timeout(60_000);
          const found = await backtest(ctx.db, { kind, monitorId: monitor, sensitivity, from, to }, signal);
          const alerts = [];
          for (const { openedAt, resolvedAt, finding } of found.slice(0, mostShown))
            alerts.push({
              openedAt: iso(openedAt),
              resolvedAt: iso(resolvedAt),
              localOpenedAt: openedAt.toLocaleString("sv-SE", { timeZone: tz }).replace(" ", "T"),
              evidence: {
                expected: Math.round(finding.expected * 10) / 10,
                seen: finding.seen,
                since: iso(finding.since),
                authors: finding.authors,
                score: Math.round(finding.score * 1000) / 1000,
                reason: finding.reason,
                ...(await readDrivers(ctx.db, monitor, kind, finding.since, openedAt)),
              },
            });
          return { timeZone: tz, count: found.length, alerts };
        } finally {
          isTrying = false;
        }
      },
    );
  };

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

/** @throws Invalid for a period that is empty, too long, or not over */
function periodOf({ from, to }: { from: string; to: string }, now: Date): { from: Date; to: Date } {
  const period = { from: new Date(from), to: new Date(Math.min(Date.parse(to), now.getTime())) };
  const days = (period.to.getTime() - period.from.getTime()) / 86_400_000;
  if (days > 0 && days <= longestBacktestDays) return period;
  throw invalid(
    "/from",
    message(
      "wrong_period",
      `from "${from}" to "${to}" is not a past period of at most ${longestBacktestDays} days`,
      `de «\u202f${from}\u202f» à «\u202f${to}\u202f» n’est pas une période passée de ${longestBacktestDays} jours au plus`,
    ),
  );
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
