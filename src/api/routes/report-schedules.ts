import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Invalid, invalid, NotFound } from "../../errors.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { resolveLocalTime } from "../../publishing/local-time.ts";
import { type Recurrence, recurrenceProblem } from "../../publishing/recurrence.ts";
import { addReport } from "../../reports/plan.ts";
import { mostMonitors } from "../../reports/request.ts";
import { startAfter } from "../../reports/schedule.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { Id, IdParams, PageQuery, pageOf } from "../schemas.ts";
import { ReportView, reportParts, viewReport } from "../views/report.ts";
import {
  compare,
  type FirstAt,
  parts,
  ScheduleView,
  type Stored,
  shape,
  viewSchedule,
} from "../views/report-schedule.ts";
import { ReportFilters, requireMonitors } from "./reports.ts";

const monitors = z.array(Id).min(1).max(mostMonitors);
const beside = z.array(Id).max(mostMonitors);
const channels = z.array(Id).max(20);
const NewSchedule = z.strictObject({
  ...shape,
  enabled: shape.enabled.default(true),
  monitors,
  beside: beside.default([]),
  filters: ReportFilters,
  compare: compare.default("previous"),
  /** Of a kind that takes files: e-mail. */
  channels: channels.default([]),
});
const ScheduleChange = z
  .strictObject({
    ...shape,
    monitors,
    beside,
    filters: ReportFilters.unwrap(),
    compare,
    channels,
  })
  .partial();
const tags = ["reports"];

/** Reports that come by themselves. */
export const reportScheduleRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const view = (stored: Stored) => viewSchedule(stored, ctx.clock());
    const require = async (workspaceId: string, id: string): Promise<Stored> => {
      const found = mayBeId(id)
        ? await ctx.db.reportSchedule.findFirst({ where: { id, workspaceId }, include: parts })
        : null;
      if (!found) throw new NotFound("report schedule", id);
      return found;
    };

    app.post(
      "/report-schedules",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Send a report again and again",
          body: NewSchedule,
          response: { 201: ScheduleView },
        },
      },
      async (request, reply) => {
        const { workspaceId, name: createdBy } = callerOf(request);
        const { body } = request;
        await requireMonitors(ctx, workspaceId, { monitors: body.monitors, beside: body.beside });
        const channelIds = await fileChannels(ctx, workspaceId, body.channels);
        const recurrence = recurrenceFrom(body.rule, body.firstAt);
        const now = ctx.clock();
        const start = startAfter(recurrence, now);
        const stored = await ctx.db.reportSchedule.create({
          data: {
            id: newIdFor(request),
            workspaceId,
            name: body.name,
            language: body.language,
            covers: body.covers,
            monitors: body.monitors,
            beside: body.beside,
            filters: body.filters,
            compare: body.compare === "previous",
            ...recurrence,
            enabled: body.enabled,
            createdBy,
            createdAt: now,
            madeUntil: start.madeUntil,
            dueAt: body.enabled ? start.dueAt : null,
            channels: { create: channelIds.map((channelId) => ({ channelId })) },
          },
          include: parts,
        });
        return reply.code(201).send(view(stored));
      },
    );

    app.get(
      "/report-schedules",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List what is sent again and again",
          querystring: PageQuery,
          response: { 200: pageOf(ScheduleView) },
        },
      },
      async (request) => {
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.reportSchedule.findMany({
          where: { workspaceId: callerOf(request).workspaceId, ...after },
          include: parts,
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
      },
    );

    app.get(
      "/report-schedules/:id",
      {
        config: { action: "read" },
        schema: { tags, summary: "One of them", params: IdParams, response: { 200: ScheduleView } },
      },
      async (request) => view(await require(callerOf(request).workspaceId, request.params.id)),
    );

    app.patch(
      "/report-schedules/:id",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Change, stop or go on with a schedule",
          description:
            "With another time, or switched on again, it begins anew: what lies before is not made up for.",
          params: IdParams,
          body: ScheduleChange,
          response: { 200: ScheduleView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const stored = await require(workspaceId, request.params.id);
        const { body } = request;
        await requireMonitors(ctx, workspaceId, { monitors: body.monitors ?? [], beside: body.beside ?? [] });
        const channelIds = body.channels && (await fileChannels(ctx, workspaceId, body.channels));
        const isOn = body.enabled ?? stored.enabled;
        const isNewTime = body.rule !== undefined || body.firstAt !== undefined || isOn !== stored.enabled;
        const recurrence = recurrenceFrom(
          body.rule ?? stored.rule,
          body.firstAt ?? { local: stored.localStart, timeZone: stored.timeZone },
        );
        const start = startAfter(recurrence, ctx.clock());
        const { name, language, covers, monitors, beside, filters } = body;
        const said = { name, language, covers, monitors, beside, filters };
        const changed = await ctx.db.reportSchedule.update({
          where: { id: stored.id },
          data: {
            ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
            ...(body.compare === undefined ? {} : { compare: body.compare === "previous" }),
            ...(isNewTime
              ? {
                  ...recurrence,
                  enabled: isOn,
                  madeUntil: start.madeUntil,
                  dueAt: isOn ? start.dueAt : null,
                }
              : {}),
            ...(channelIds
              ? { channels: { deleteMany: {}, create: channelIds.map((channelId) => ({ channelId })) } }
              : {}),
          },
          include: parts,
        });
        return view(changed);
      },
    );

    app.post(
      "/report-schedules/:id/send",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Send the report of the last whole day, week or month now",
          params: IdParams,
          response: { 201: ReportView },
        },
      },
      async (request, reply) => {
        const schedule = await require(callerOf(request).workspaceId, request.params.id);
        const now = ctx.clock();
        const id = newIdFor(request);
        const report = await ctx.db.$transaction((tx) =>
          addReport(tx, schedule, { id, occurrence: `asked ${id}`, at: now, isSkipped: false, now }),
        );
        const made = await ctx.db.report.findUniqueOrThrow({
          where: { id: report.id },
          include: reportParts,
        });
        return reply.code(201).send(viewReport(made));
      },
    );

    app.delete(
      "/report-schedules/:id",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Send no more, and forget what was sent",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { id } = await require(callerOf(request).workspaceId, request.params.id);
        await ctx.db.reportSchedule.delete({ where: { id } });
        return reply.code(204).send(null);
      },
    );
  };

/** @throws Invalid for a time or a rule that cannot be used */
function recurrenceFrom(rule: string, firstAt: z.infer<typeof FirstAt>): Recurrence {
  const resolved = resolveLocalTime(firstAt.local, firstAt.timeZone);
  if (resolved.kind === "refused") throw invalid(`/firstAt/${resolved.field}`, resolved.message);
  const recurrence = { rule, localStart: firstAt.local.slice(0, 16), timeZone: firstAt.timeZone };
  const problem = recurrenceProblem(recurrence);
  if (problem) throw invalid("/rule", problem);
  return recurrence;
}

/** @throws Invalid naming each channel that is not of this workspace, or takes no files */
async function fileChannels(ctx: ApiNeeds, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const found = await ctx.db.channel.findMany({
    where: { workspaceId, id: { in: ids.filter(mayBeId) } },
    select: { id: true, kind: true, name: true },
  });
  const problems = ids.flatMap((id, index) => {
    const pointer = `/channels/${index}`;
    const channel = found.find((one) => one.id === id);
    if (!channel)
      return [
        {
          pointer,
          message: message(
            "unknown_channel",
            `there is no channel "${id}"`,
            `il n’y a pas de canal «\u202f${id}\u202f»`,
          ),
        },
      ];
    if (ctx.channels.get(channel.kind)?.takesFiles) return [];
    return [
      {
        pointer,
        message: message(
          "takes_no_files",
          `"${channel.name}" takes no files; a report goes to a channel of the kind "email"`,
          `«\u202f${channel.name}\u202f» ne reçoit pas de fichiers\u202f; un rapport s’envoie à un canal de type «\u202femail\u202f»`,
        ),
      },
    ];
  });
  if (problems.length > 0) throw new Invalid(problems);
  return [...new Set(ids)];
}
