import { randomUUID } from "node:crypto";
import type { Report, ReportSchedule } from "../generated/prisma/client.ts";
import type { Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { dueAt, keptRequest, periodOf, requestOf } from "./schedule.ts";

const schedulesPerRound = 50;

/** A round: makes reports of what is due, and asks for their delivery. @returns how many */
export async function planReports(ctx: Pick<Platform, "db" | "clock">): Promise<number> {
  const due = await ctx.db.reportSchedule.findMany({
    where: { dueAt: { lte: ctx.clock() } },
    orderBy: { dueAt: "asc" },
    take: schedulesPerRound,
    select: { id: true },
  });
  let made = 0;
  for (const { id } of due) made += await planOne(ctx, id);
  return made;
}

/** Two at once: one does it, the other finds nothing to do. */
async function planOne({ db, clock }: Pick<Platform, "db" | "clock">, id: string): Promise<number> {
  return db.$transaction(async (tx) => {
    const now = clock();
    await tx.$queryRaw`select id::text from report_schedule where id = ${id}::uuid for update`;
    const schedule = await tx.reportSchedule.findUnique({ where: { id } });
    if (!schedule?.enabled || !schedule.dueAt || schedule.dueAt > now) return 0;
    const { occurrences, nextAt } = dueAt(schedule, now);
    const newest = occurrences.at(-1);
    for (const occurrence of occurrences)
      await addReport(tx, schedule, {
        occurrence: occurrence.local,
        at: occurrence.at,
        isSkipped: occurrence !== newest,
        now,
      });
    await tx.reportSchedule.update({
      where: { id },
      data: { dueAt: nextAt, ...(newest ? { madeUntil: newest.local } : {}) },
    });
    return occurrences.length;
  });
}

/** One report of a schedule, and its deliveries unless it is only to be had. The same occurrence is made once. */
export async function addReport(
  tx: Transaction,
  schedule: ReportSchedule,
  wanted: { id?: string; occurrence: string; at: Date; isSkipped: boolean; now: Date },
): Promise<Report> {
  const period = periodOf(schedule, wanted.at);
  const key = { scheduleId: schedule.id, occurrence: wanted.occurrence };
  await tx.report.createMany({
    data: [
      {
        id: wanted.id ?? randomUUID(),
        workspaceId: schedule.workspaceId,
        ...key,
        request: keptRequest(requestOf(schedule, period)),
        fromAt: period.from,
        toAt: period.to,
        isSkipped: wanted.isSkipped,
        dueAt: wanted.at,
      },
    ],
    skipDuplicates: true,
  });
  const report = await tx.report.findUniqueOrThrow({ where: { scheduleId_occurrence: key } });
  if (!wanted.isSkipped) await askDeliveries(tx, report, wanted.now);
  return report;
}

/** A delivery on each channel of its schedule, where there is none yet. */
export async function askDeliveries(tx: Transaction, report: Report, now: Date): Promise<void> {
  const channels = await tx.reportScheduleChannel.findMany({ where: { scheduleId: report.scheduleId } });
  await tx.delivery.createMany({
    data: channels.map(({ channelId }) => ({
      workspaceId: report.workspaceId,
      reportId: report.id,
      channelId,
      event: "report",
      dueAt: now,
      createdAt: now,
    })),
    skipDuplicates: true,
  });
}
