import { Temporal } from "temporal-polyfill";
import { limitTo } from "../platform/limit.ts";
import type { ReportContent } from "./content.ts";
import type { ReportDrawer } from "./drawer.ts";
import { type GatherNeeds, gatherReport } from "./gather.ts";
import type { ReportRequest } from "./request.ts";
import { aboutOf } from "./title.ts";
import { wordsOf } from "./words.ts";

export type MakeNeeds = GatherNeeds & { reportDrawer: ReportDrawer };

export interface MadeReport {
  content: ReportContent;
  pdf: Buffer;
  fileName: string;
}

/** Whoever asks for many at once waits: what they read is heavy for the database, what they become for memory. */
const inTurn = limitTo(2);

/** Reads and draws a report. @throws NotFound when none of its monitors is there any more */
export function makeReport(ctx: MakeNeeds, workspaceId: string, request: ReportRequest): Promise<MadeReport> {
  return inTurn(async () => {
    const content = await gatherReport(ctx, workspaceId, request);
    const pdf = await ctx.reportDrawer.draw(content);
    return {
      content,
      pdf: Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength),
      fileName: fileNameOf(aboutOf(content, wordsOf(content.language)), request, "pdf"),
    };
  });
}

/** In letters that every system takes, with the first day of its period. */
export function fileNameOf(
  about: string,
  { from, timeZone }: Pick<ReportRequest, "from" | "timeZone">,
  type: "pdf" | "csv",
): string {
  const plain = about
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-|-$/g, "");
  const day = Temporal.Instant.fromEpochMilliseconds(from.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
  return `${["vigie", plain, day].filter(Boolean).join("-")}.${type}`;
}
