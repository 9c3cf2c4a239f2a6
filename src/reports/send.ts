import type { AlertMessage, DeliveryOutcome } from "../alerts/channel.ts";
import { maxAttempts, type NotifyNeeds, resultOf, tellChannel } from "../alerts/notify.ts";
import { claimDelivery, settleDelivery } from "../alerts/store-deliveries.ts";
import { NotFound } from "../errors.ts";
import type { Report, ReportSchedule } from "../generated/prisma/client.ts";
import { mailWords } from "./mail-words.ts";
import { type MadeReport, type MakeNeeds, makeReport } from "./make.ts";
import { ReportRequest } from "./request.ts";

export type SendNeeds = NotifyNeeds & MakeNeeds;

/** Reading and drawing a report on fifty monitors takes its time. */
const leaseSeconds = 600;

/** Makes a report and sends it on one channel. */
export async function sendReport(ctx: SendNeeds, id: string, signal: AbortSignal): Promise<void> {
  const delivery = await claimDelivery(ctx.db, id, ctx.clock(), leaseSeconds);
  if (!delivery?.reportId) return;
  const report = await ctx.db.report.findUniqueOrThrow({
    where: { id: delivery.reportId },
    include: { schedule: true },
  });
  const made = delivery.attemptCount > maxAttempts ? "too often" : await documentOf(ctx, report);
  const outcome: DeliveryOutcome =
    made === "too often"
      ? { kind: "rejected", detail: "the report could not be made; the log says why" }
      : made === "gone"
        ? { kind: "rejected", detail: "none of its monitors is there any more" }
        : await tellChannel(ctx, delivery.channel, messageOf(ctx, id, report, made), signal);
  const now = ctx.clock();
  await settleDelivery(ctx.db, delivery, resultOf(outcome, delivery.attemptCount, now, ctx.chance()), now);
  ctx.log.info({ deliveryId: id, reportId: report.id, outcome: outcome.kind }, "report delivery attempted");
}

async function documentOf(ctx: SendNeeds, { workspaceId, request }: Report): Promise<MadeReport | "gone"> {
  try {
    return await makeReport(ctx, workspaceId, ReportRequest.parse(request));
  } catch (error) {
    if (error instanceof NotFound) return "gone";
    throw error;
  }
}

function messageOf(
  { clock, publicUrl }: SendNeeds,
  id: string,
  { schedule }: Report & { schedule: ReportSchedule },
  { content, pdf, fileName }: MadeReport,
): AlertMessage {
  return {
    id,
    event: "report",
    sentAt: clock(),
    link: `${publicUrl}/reports`,
    alert: null,
    files: [{ name: fileName, contentType: "application/pdf", bytes: pdf }],
    ...mailWords(schedule.name, content),
  };
}
