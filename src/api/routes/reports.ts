import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Invalid, invalid, NotFound } from "../../errors.ts";
import { ReportSpan } from "../../generated/prisma/enums.ts";
import { languages, message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { figuresCsv } from "../../reports/figures-csv.ts";
import { fileNameOf, makeReport } from "../../reports/make.ts";
import { askDeliveries } from "../../reports/plan.ts";
import { mostMonitors, ReportRequest } from "../../reports/request.ts";
import { bucketBounds, comparisons, intervalFor, intervals, lastWhole } from "../../reputation/period.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { languageOf } from "../problem.ts";
import { Id, IdParams, Instant, PageQuery, pageOf, TimeZone } from "../schemas.ts";
import { ReportView, reportParts, viewReport } from "../views/report.ts";
import { FigureQuery, periodOf } from "./reputation-query.ts";

/** The filters of `/mentions` that figures know. */
export const ReportFilters = z
  .strictObject(
    FigureQuery.pick({ label: true, language: true, network: true, author: true, site: true }).shape,
  )
  .default({});
const NewReport = z.strictObject({
  format: z.enum(["pdf", "csv"]).default("pdf"),
  /** Of its reader; that of `Accept-Language` unless told. */
  language: z.enum(languages).optional(),
  /** Each has its pages. */
  monitors: z.array(Id).min(1).max(mostMonitors),
  /** Only set beside the others in the share of voice. */
  beside: z.array(Id).max(mostMonitors).default([]),
  /** The last whole one, in the place of `from` and `to`. */
  covers: z.enum(ReportSpan).optional(),
  /** Included; 30 days before `to` unless told. */
  from: Instant.optional(),
  /** Not included; now unless told. */
  to: Instant.optional(),
  /** The workspace's unless told. */
  tz: TimeZone.optional(),
  /** Such that a chart can be read, unless told. */
  interval: z.enum(intervals).optional(),
  compare: z.enum([...comparisons, "none"]).default("previous"),
  filters: ReportFilters,
});

/** More columns than a page can show. */
const mostColumns = 400;
/** Of nothing. */
const noId = "00000000-0000-0000-0000-000000000000";
const tags = ["reports"];

/** How it went, as a document for those who do not look into Vigie. */
export const reportRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/reports",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Make a report: a PDF, or its time series as CSV",
          description:
            "The answer is the document itself. Each figure is that of `/reputation/…` with the same filters, period and zone.",
          body: NewReport,
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const wanted = await requestFrom(ctx, request, request.body);
        await requireMonitors(ctx, workspaceId, { monitors: wanted.monitors, beside: wanted.beside });
        refuseTooFine(wanted, request.body.format === "pdf" ? mostColumns : undefined);
        if (request.body.format === "csv") {
          sendsFile(reply, "text/csv; charset=utf-8", fileNameOf("mentions", wanted, "csv"));
          return reply.send(Readable.from(figuresCsv(ctx, workspaceId, wanted)));
        }
        const { pdf, fileName } = await makeReport(ctx, workspaceId, wanted);
        sendsFile(reply, "application/pdf", fileName);
        return reply.send(pdf);
      },
    );

    app.get(
      "/reports",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Reports that schedules made, newest first",
          querystring: PageQuery.extend({ schedule: Id.optional() }),
          response: { 200: pageOf(ReportView) },
        },
      },
      async (request) => {
        const { limit, cursor, order, schedule } = request.query;
        const rows = await ctx.db.report.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(schedule === undefined ? {} : { scheduleId: mayBeId(schedule) ? schedule : noId }),
            ...behind(readCursor(cursor), "dueAt", order),
          },
          include: reportParts,
          orderBy: [{ dueAt: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, (row) => ({ at: row.dueAt, id: row.id }), viewReport);
      },
    );

    app.get(
      "/reports/:id",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "One report and its deliveries",
          params: IdParams,
          response: { 200: ReportView },
        },
      },
      async (request) => viewReport(await requireReport(ctx, request)),
    );

    app.get(
      "/reports/:id/file",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "The PDF of a report, made anew from what is stored now",
          params: IdParams,
        },
      },
      async (request, reply) => {
        const { workspaceId, request: kept } = await requireReport(ctx, request);
        const { pdf, fileName } = await makeReport(ctx, workspaceId, ReportRequest.parse(kept));
        sendsFile(reply, "application/pdf", fileName);
        return reply.send(pdf);
      },
    );

    app.post(
      "/reports/:id/send",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Send a report where it did not arrive",
          description: "Deliveries that failed are tried again; channels that had none get one.",
          params: IdParams,
          response: { 200: ReportView },
        },
      },
      async (request) => {
        const report = await requireReport(ctx, request);
        const now = ctx.clock();
        await ctx.db.$transaction(async (tx) => {
          await tx.delivery.updateMany({
            where: { reportId: report.id, state: "failed" },
            data: { state: "waiting", attemptCount: 0, dueAt: now, rungAt: null },
          });
          await askDeliveries(tx, report, now);
          await tx.report.update({ where: { id: report.id }, data: { isSkipped: false } });
        });
        return viewReport(await requireReport(ctx, request));
      },
    );
  };

async function requireReport(ctx: ApiNeeds, request: FastifyRequest<{ Params: { id: string } }>) {
  const { id } = request.params;
  const { workspaceId } = callerOf(request);
  const found = mayBeId(id)
    ? await ctx.db.report.findFirst({ where: { id, workspaceId }, include: reportParts })
    : null;
  if (!found) throw new NotFound("report", id);
  return found;
}

async function requestFrom(
  ctx: ApiNeeds,
  request: FastifyRequest,
  body: z.infer<typeof NewReport>,
): Promise<ReportRequest> {
  if (body.covers && (body.from ?? body.to) !== undefined)
    throw invalid(
      "/covers",
      message(
        "two_periods",
        `"covers" is ${body.covers}, and "from" or "to" are given as well; give one of both`,
        `«\u202fcovers\u202f» vaut ${body.covers}, et «\u202ffrom\u202f» ou «\u202fto\u202f» est donné aussi\u202f; donnez l’un ou l’autre`,
      ),
    );
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: callerOf(request).workspaceId },
    select: { timeZone: true },
  });
  const timeZone = body.tz ?? workspace.timeZone;
  const now = ctx.clock();
  const period = body.covers ? lastWhole(body.covers, now, timeZone) : periodOf(body, now);
  return {
    language: body.language ?? languageOf(request),
    timeZone,
    ...period,
    interval: body.interval ?? intervalFor(period),
    isCompared: body.compare !== "none",
    against: body.compare === "none" ? "previous" : body.compare,
    monitors: body.monitors,
    beside: body.beside,
    filter: body.filters,
  };
}

/** @param named ids by the field they are given in. @throws Invalid naming each monitor that is not of this workspace */
export async function requireMonitors(
  { db }: Pick<ApiNeeds, "db">,
  workspaceId: string,
  named: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const found = await db.monitor.findMany({
    where: { workspaceId, id: { in: Object.values(named).flat().filter(mayBeId) } },
    select: { id: true },
  });
  const known = new Set(found.map(({ id }) => id));
  const problems = Object.entries(named).flatMap(([field, ids]) =>
    ids.flatMap((id, index) =>
      known.has(id)
        ? []
        : [
            {
              pointer: `/${field}/${index}`,
              message: message(
                "unknown_monitor",
                `there is no monitor "${id}"`,
                `il n’y a pas de veille «\u202f${id}\u202f»`,
              ),
            },
          ],
    ),
  );
  if (problems.length > 0) throw new Invalid(problems);
}

/** @throws Invalid when there would be more columns than a page can show, or rows than a table should have */
function refuseTooFine(
  { from, to, interval, timeZone }: ReportRequest,
  most = Number.POSITIVE_INFINITY,
): void {
  try {
    if (bucketBounds(from, to, interval, timeZone).length - 1 <= most) return;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw invalid(
    "/interval",
    message(
      "too_many_buckets",
      `too many times one ${interval} lie between "from" and "to"; take a shorter period or a longer interval`,
      `trop de fois «\u202f${interval}\u202f» séparent «\u202ffrom\u202f» et «\u202fto\u202f»\u202f; prenez une période plus courte ou un intervalle plus long`,
    ),
  );
}

export function sendsFile(reply: FastifyReply, contentType: string, fileName: string): void {
  reply
    .header("content-type", contentType)
    .header("content-disposition", `attachment; filename="${fileName}"`)
    .header("cache-control", "no-store");
}
