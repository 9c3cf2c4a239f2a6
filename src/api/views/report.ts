import { z } from "zod";
import type { Prisma } from "../../generated/prisma/client.ts";
import { DeliveryState, ReportSpan } from "../../generated/prisma/enums.ts";
import { ReportRequest } from "../../reports/request.ts";
import { Instant, iso } from "../schemas.ts";

/** A report that a schedule made, and where it went. */
export const ReportView = z.object({
  id: z.string(),
  schedule: z.string(),
  name: z.string(),
  covers: z.enum(ReportSpan),
  from: Instant,
  to: Instant,
  timeZone: z.string(),
  language: z.string(),
  /** Its time passed while Vigie did not run; a newer one was sent instead. */
  skipped: z.boolean(),
  /** When its rule, or a person, asked for it. */
  dueAt: Instant,
  deliveries: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      channelName: z.string(),
      state: z.enum(DeliveryState),
      attemptCount: z.int(),
      /** What the other side said last. */
      detail: z.string().nullable(),
      deliveredAt: Instant.nullable(),
      /** Null: not tried again by itself. */
      nextTryAt: Instant.nullable(),
    }),
  ),
});

export const reportParts = {
  schedule: { select: { name: true, covers: true } },
  deliveries: {
    include: { channel: { select: { name: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  },
} satisfies Prisma.ReportInclude;

export function viewReport(
  report: Prisma.ReportGetPayload<{ include: typeof reportParts }>,
): z.infer<typeof ReportView> {
  const { timeZone, language } = ReportRequest.parse(report.request);
  return {
    id: report.id,
    schedule: report.scheduleId,
    name: report.schedule.name,
    covers: report.schedule.covers,
    from: iso(report.fromAt),
    to: iso(report.toAt),
    timeZone,
    language,
    skipped: report.isSkipped,
    dueAt: iso(report.dueAt),
    deliveries: report.deliveries.map((delivery) => ({
      id: delivery.id,
      channel: delivery.channelId,
      channelName: delivery.channel.name,
      state: delivery.state,
      attemptCount: delivery.attemptCount,
      detail: delivery.lastDetail,
      deliveredAt: iso(delivery.deliveredAt),
      nextTryAt: delivery.state === "waiting" ? iso(delivery.dueAt) : null,
    })),
  };
}
