import type { AlertRule } from "../generated/prisma/client.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { weeksBefore } from "../reputation/period.ts";
import { type CourseBucket, type CourseSpan, courseBuckets, courseShapes } from "./course-buckets.ts";
import { spikeKinds } from "./rule.ts";
import { readPast } from "./store-past.ts";

/** How much is shown of what came after. */
const aftermathSeconds = 2 * 3600;

/** What was seen around an alert beside what is usual; no buckets for a rule that compares with no past. */
export async function courseOf(
  ctx: Pick<Platform, "db" | "clock">,
  alert: Pick<AlertRule, "kind" | "monitorId" | "sensitivity"> & { startedAt: Date; resolvedAt: Date | null },
  span: CourseSpan,
  timeZone: string,
): Promise<{ from: Date; to: Date; bucketMinutes: number; buckets: CourseBucket[] }> {
  const { length, bucket } = courseShapes[span];
  const now = ctx.clock();
  const after = alert.resolvedAt && plusSeconds(alert.resolvedAt, aftermathSeconds);
  const end = after && after < now ? after : now;
  const isEarlier = span === "week-before";
  const to = isEarlier ? weeksBefore(end, 1, timeZone) : end;
  const shape = { from: new Date(to.getTime() - length), to, bucketMinutes: bucket / 60_000 };
  const kind = spikeKinds.find((known) => known === alert.kind);
  if (!kind || alert.monitorId === null) return { ...shape, buckets: [] };
  const past = await readPast(ctx.db, alert.monitorId, kind, to, "counts-only");
  const { sensitivity, startedAt } = alert;
  const input = {
    kind,
    sensitivity,
    now: to,
    openSince: isEarlier ? null : startedAt,
    lastResolvedAt: null,
    ...past,
  };
  return { ...shape, buckets: courseBuckets(input, span) };
}
