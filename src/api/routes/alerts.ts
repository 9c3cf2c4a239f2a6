import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { alertMoves } from "../../alerts/alert.ts";
import { courseOf } from "../../alerts/course.ts";
import { courseSpans } from "../../alerts/course-buckets.ts";
import { spikeKinds } from "../../alerts/rule.ts";
import { resolveAlert, snoozeAlert, tell } from "../../alerts/store.ts";
import { proposedHolds } from "../../alerts/store-hold.ts";
import { originOf } from "../../alerts/store-origin.ts";
import { viewAlert } from "../../alerts/view.ts";
import { Conflict, invalid, NotFound } from "../../errors.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { Id, IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";
import { AlertDetail, AlertView } from "../views/alert.ts";
import { timeZoneOf } from "./reputation-query.ts";

const Course = z.object({
  from: Instant,
  to: Instant,
  bucketMinutes: z.int(),
  /** Empty for a rule that compares with no past. */
  buckets: z.array(
    z.object({
      from: Instant,
      to: Instant,
      seen: z.int(),
      expected: z.number(),
      /** Between these lie nineteen of twenty such buckets when nothing happens. */
      low: z.int(),
      high: z.int(),
      /** The share of the sources that was up, from 0 to 1. */
      observed: z.number(),
    }),
  ),
});

const Snooze = z.strictObject({ until: Instant });
const AlertChange = z.strictObject({
  assignee: Id.nullable().optional(),
  /** That it was no crisis. */
  falseAlarm: z.boolean().optional(),
});
const longestSnoozeMilliseconds = 30 * 86_400_000;

/** What was seen, and what people do about it. */
export const alertRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const showAlert = async (workspaceId: string, id: string): Promise<z.infer<typeof AlertDetail>> => {
      const alert = mayBeId(id)
        ? await ctx.db.alert.findFirst({
            where: { id, workspaceId },
            include: { deliveries: { orderBy: { createdAt: "asc" } }, rule: { select: { kind: true } } },
          })
        : null;
      if (!alert) throw new NotFound("alert", id);
      const kind = spikeKinds.find((known) => known === alert.rule.kind);
      const origin =
        kind && alert.monitorId
          ? await originOf(ctx.db, alert.monitorId, kind, alert.startedAt, alert.resolvedAt)
          : null;
      return {
        ...viewAlert(alert),
        origin: origin && {
          ...origin,
          first: origin.first && { id: origin.first.id, at: iso(origin.first.at) },
        },
        proposedHold: (await proposedHolds(ctx.db, [alert])).get(id) ?? null,
        deliveries: alert.deliveries.map((delivery) => ({
          id: delivery.id,
          channel: delivery.channelId,
          event: delivery.event,
          state: delivery.state,
          attempts: delivery.attemptCount,
          nextTryAt: delivery.state === "waiting" && delivery.attemptCount > 0 ? iso(delivery.dueAt) : null,
          detail: delivery.lastDetail,
          createdAt: iso(delivery.createdAt),
          deliveredAt: iso(delivery.deliveredAt),
        })),
      };
    };

    app.get(
      "/alerts",
      {
        config: { action: "read" },
        schema: {
          tags: ["alerts"],
          summary: "List alerts",
          querystring: PageQuery.extend({
            state: z.enum(["firing", "acknowledged", "resolved"]).optional(),
            monitor: Id.optional(),
            rule: Id.optional(),
          }),
          response: { 200: pageOf(AlertView) },
        },
      },
      async (request) => {
        const { limit, cursor, order, state, monitor, rule } = request.query;
        const rows = await ctx.db.alert.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(state ? { state } : {}),
            ...(monitor ? { monitorId: mayBeId(monitor) ? monitor : { in: [] } } : {}),
            ...(rule ? { ruleId: mayBeId(rule) ? rule : { in: [] } } : {}),
            ...behind(readCursor(cursor), "openedAt", order),
          },
          orderBy: [{ openedAt: order }, { id: order }],
          take: limit + 1,
        });
        const holds = await proposedHolds(ctx.db, rows);
        return page(
          rows,
          limit,
          (row) => ({ at: row.openedAt, id: row.id }),
          (row) => ({ ...viewAlert(row), proposedHold: holds.get(row.id) ?? null }),
        );
      },
    );

    app.get(
      "/alerts/:id",
      {
        config: { action: "read" },
        schema: {
          tags: ["alerts"],
          summary: "One alert, with its deliveries",
          params: IdParams,
          response: { 200: AlertDetail },
        },
      },
      async (request) => showAlert(callerOf(request).workspaceId, request.params.id),
    );

    app.get(
      "/alerts/:id/course",
      {
        config: { action: "read" },
        schema: {
          tags: ["alerts"],
          summary: "What was seen around an alert, beside what is usual",
          description: "Ends two hours after the alert, or now; what is usual is read from before it began.",
          params: IdParams,
          querystring: z.object({ span: z.enum(courseSpans).default("6h") }),
          response: { 200: Course },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const alert = await showAlert(workspaceId, request.params.id);
        const rule = await ctx.db.alertRule.findUniqueOrThrow({ where: { id: alert.rule } });
        const { from, to, bucketMinutes, buckets } = await courseOf(
          ctx,
          { ...rule, startedAt: new Date(alert.startedAt), resolvedAt: dateOf(alert.resolvedAt) },
          request.query.span,
          await timeZoneOf(ctx, workspaceId),
        );
        return {
          from: iso(from),
          to: iso(to),
          bucketMinutes,
          buckets: buckets.map((bucket) => ({ ...bucket, from: iso(bucket.from), to: iso(bucket.to) })),
        };
      },
    );

    app.post(
      "/alerts/:id/acknowledge",
      {
        config: { action: "listen" },
        schema: {
          tags: ["alerts"],
          summary: "Say that somebody looks after it",
          params: IdParams,
          response: { 200: AlertDetail },
        },
      },
      async (request) => {
        const { workspaceId, name } = callerOf(request);
        const { id, state, monitor } = await showAlert(workspaceId, request.params.id);
        const now = ctx.clock();
        const { count } = await ctx.db.alert.updateMany({
          where: { id, state: { in: [...alertMoves.acknowledge.from] } },
          data: {
            state: alertMoves.acknowledge.to,
            acknowledgedAt: now,
            acknowledgedBy: name,
            updatedAt: now,
          },
        });
        if (count === 0) throw notNow("acknowledge", state);
        await tell(ctx.db, workspaceId, { id, state: "acknowledged", monitor }, now);
        return showAlert(workspaceId, id);
      },
    );

    app.post(
      "/alerts/:id/resolve",
      {
        config: { action: "listen" },
        schema: {
          tags: ["alerts"],
          summary: "Say that it is over",
          params: IdParams,
          response: { 200: AlertDetail },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id, state } = await showAlert(workspaceId, request.params.id);
        if (!(await resolveAlert(ctx.db, id, ctx.clock()))) throw notNow("resolve", state);
        return showAlert(workspaceId, id);
      },
    );

    app.post(
      "/alerts/:id/snooze",
      {
        config: { action: "listen" },
        schema: {
          tags: ["alerts"],
          summary: "Tell nothing more of it until later",
          params: IdParams,
          body: Snooze,
          response: { 200: AlertDetail },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id, state, monitor } = await showAlert(workspaceId, request.params.id);
        const now = ctx.clock();
        const until = new Date(request.body.until);
        if (until <= now || until.getTime() > now.getTime() + longestSnoozeMilliseconds)
          throw invalid(
            "/until",
            message(
              "wrong_snooze",
              `"${request.body.until}" is not within the next 30 days`,
              `«\u202f${request.body.until}\u202f» n’est pas dans les 30 prochains jours`,
            ),
          );
        if (!(await snoozeAlert(ctx.db, id, until, now))) throw notNow("snooze", state);
        await tell(ctx.db, workspaceId, { id, state, monitor }, now);
        return showAlert(workspaceId, id);
      },
    );

    app.patch(
      "/alerts/:id",
      {
        config: { action: "listen" },
        schema: {
          tags: ["alerts"],
          summary: "Say who looks after it, or that it was no crisis",
          params: IdParams,
          body: AlertChange,
          response: { 200: AlertDetail },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id, state, monitor } = await showAlert(workspaceId, request.params.id);
        const { assignee, falseAlarm } = request.body;
        const isMember =
          assignee === undefined ||
          assignee === null ||
          (mayBeId(assignee) &&
            (await ctx.db.membership.findUnique({
              where: { userId_workspaceId: { userId: assignee, workspaceId } },
            })));
        if (!isMember)
          throw invalid(
            "/assignee",
            message(
              "unknown_member",
              `nobody in this workspace has the id "${assignee}"`,
              `personne dans cet espace n’a l’identifiant «\u202f${assignee}\u202f»`,
            ),
          );
        const now = ctx.clock();
        await ctx.db.alert.update({
          where: { id },
          data: {
            ...(assignee === undefined ? {} : { assignee }),
            ...(falseAlarm === undefined ? {} : { falseAlarm }),
            updatedAt: now,
          },
        });
        await tell(ctx.db, workspaceId, { id, state, monitor }, now);
        return showAlert(workspaceId, id);
      },
    );
  };

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}

function notNow(wanted: string, state: string): Conflict {
  return new Conflict(
    "not_possible_now",
    message(
      "not_possible_now",
      `"${wanted}" is not possible: the alert is "${state}"`,
      `«\u202f${wanted}\u202f» n’est pas possible\u202f: l’alerte est «\u202f${state}\u202f»`,
    ),
  );
}
