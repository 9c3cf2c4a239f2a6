import { randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { Conflict, invalid } from "../errors.ts";
import type { Series } from "../generated/prisma/client.ts";
import { message } from "../messages.ts";
import type { Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import type { Actor } from "./approve.ts";
import { type ComposeNeeds, checkPost, type PostDraft, refuseProblems } from "./check-post.ts";
import { storeEdit } from "./edit.ts";
import type { WantedTime } from "./post.ts";
import { occurrencesBefore, recurrenceProblem, ruleAfter, ruleUntil } from "./recurrence.ts";
import { plannedTime } from "./schedule.ts";
import { keptFrom, requireSeries, startSeries } from "./series.ts";
import { draftOf } from "./store-drafts.ts";

type Needs = ComposeNeeds & Pick<Platform, "log">;

/** Which occurrences are meant: this and later ones, or all. Never what has gone out or was changed by itself. */
export type SeriesScope = "one" | "following" | "all";

/** What changes of a series. */
export interface SeriesChange {
  scope: SeriesScope;
  /** Of what is written; only what changes. */
  changes: Partial<Omit<PostDraft, "time">>;
  /** Where this occurrence is moved: the others follow by as much. */
  time: WantedTime | null;
  rule: string | null;
}

/**
 * Changes a series from one of its posts on.
 * @returns the id of the post to show: the same, or the one in its place when times changed
 * @throws NotFound, Invalid, Conflict when the post is of no series, or nothing of it is still to come
 */
export async function changeSeries(
  ctx: Needs,
  workspaceId: string,
  postId: string,
  actor: Actor,
  wanted: SeriesChange,
): Promise<string> {
  const { series, occurrence } = await seriesOf(ctx, workspaceId, postId);
  const targets = await targetsOf(ctx, series.id, occurrence, wanted.scope);
  const first = targets[0];
  if (!first) throw nothingLeft();
  const stored = await draftOf(ctx.db, workspaceId, first.id);
  const draft: PostDraft = { ...stored, ...wanted.changes, time: null, queue: false };
  if (wanted.time || wanted.rule !== null) {
    if (wanted.time) await plannedTime(ctx, workspaceId, wanted.time);
    const { localStart, timeZone } = movedStart(series, first.occurrence, occurrence, wanted.time);
    const gone = occurrencesBefore(series, first.occurrence);
    const rule = wanted.rule ?? ruleAfter(series.rule, gone);
    const problem = recurrenceProblem({ rule, localStart, timeZone });
    if (problem) throw invalid("/recurrence/rule", problem);
    const next = { draft: { ...draft, time: { kind: "local" as const, local: localStart, timeZone } }, rule };
    const shown = await startSeries(ctx, workspaceId, actor, next, randomUUID());
    await endFrom(ctx, series, first.occurrence, targets);
    return shown;
  }
  const checked = await checkPost(ctx, workspaceId, { ...draft, queue: true });
  refuseProblems(draft, checked);
  const now = ctx.clock();
  const retime = wanted.changes.status || wanted.changes.profiles ? "some" : "none";
  await ctx.db.$transaction(async (tx) => {
    for (const target of targets) {
      const { version } = await tx.post.findUniqueOrThrow({
        where: { id: target.id },
        select: { version: true },
      });
      const time = await timeOf(tx, target.id);
      await storeEdit(
        tx,
        workspaceId,
        target.id,
        { draft, version, retime, actor },
        { ...checked, time },
        now,
      );
    }
    await tx.series.update({ where: { id: series.id }, data: { draft: keptFrom(draft) } });
  });
  return targets.some(({ id }) => id === postId) ? postId : first.id;
}

/** Ends a series: removes what of it has not gone out. @throws NotFound, Conflict */
export async function endSeries(
  ctx: Needs,
  workspaceId: string,
  postId: string,
  scope: SeriesScope,
): Promise<void> {
  const { series, occurrence } = await seriesOf(ctx, workspaceId, postId);
  const targets = await targetsOf(ctx, series.id, occurrence, scope);
  await endFrom(ctx, series, targets[0]?.occurrence ?? occurrence, targets);
}

async function endFrom(
  ctx: Needs,
  series: Series,
  from: string,
  targets: readonly { id: string }[],
): Promise<void> {
  const isWhole = from <= series.localStart;
  await ctx.db.$transaction(async (tx) => {
    await tx.post.deleteMany({
      where: {
        id: { in: targets.map(({ id }) => id) },
        publications: { none: { state: { in: [...sentStates] } } },
      },
    });
    await tx.series.update({
      where: { id: series.id },
      data: { dueAt: null, ...(isWhole ? {} : { rule: ruleUntil(series.rule, from) }) },
    });
  });
}

const sentStates = ["publishing", "published", "unconfirmed"] as const;

/** Posts of a series that are still to come and were not changed by themselves, soonest first. */
async function targetsOf(
  ctx: Needs,
  seriesId: string,
  occurrence: string,
  scope: SeriesScope,
): Promise<{ id: string; occurrence: string }[]> {
  const rows = await ctx.db.post.findMany({
    where: {
      seriesId,
      detached: false,
      ...(scope === "all" ? {} : { occurrence: { gte: occurrence } }),
      publications: { some: { state: { not: "cancelled" } }, none: { state: { in: [...sentStates] } } },
    },
    orderBy: { occurrence: "asc" },
    select: { id: true, occurrence: true },
  });
  return rows.flatMap(({ id, occurrence: at }) => (at === null ? [] : [{ id, occurrence: at }]));
}

async function seriesOf(ctx: Needs, workspaceId: string, postId: string) {
  await draftOf(ctx.db, workspaceId, postId);
  const post = await ctx.db.post.findFirst({ where: { id: postId, workspaceId } });
  if (!post?.seriesId || post.occurrence === null)
    throw new Conflict(
      "not_recurring",
      message(
        "not_recurring",
        "this post does not come again; change it alone",
        "cette publication n’est pas récurrente\u202f; modifiez-la seule",
      ),
    );
  return { series: await requireSeries(ctx, workspaceId, post.seriesId), occurrence: post.occurrence };
}

/** Where the series begins anew: as far from its first remaining occurrence as the edited one was moved. */
function movedStart(
  series: Series,
  first: string,
  edited: string,
  time: WantedTime | null,
): { localStart: string; timeZone: string } {
  if (!time) return { localStart: first, timeZone: series.timeZone };
  if (time.kind !== "local")
    throw invalid(
      "/scheduledAt",
      message(
        "local_time_wanted",
        "a post that comes again needs a local time: {local, timeZone}",
        "une publication récurrente demande une heure locale\u202f: {local, timeZone}",
      ),
    );
  const wanted = Temporal.PlainDateTime.from(time.local);
  const moved = Temporal.PlainDateTime.from(first).add(Temporal.PlainDateTime.from(edited).until(wanted));
  return { localStart: moved.toString({ smallestUnit: "minute" }), timeZone: time.timeZone };
}

async function timeOf(tx: Transaction, postId: string) {
  const known = await tx.publication.findFirst({
    where: { postId, scheduledAt: { not: null } },
    select: { scheduledAt: true, localTime: true, timeZone: true },
  });
  if (!known?.scheduledAt) return null;
  return { ...known, scheduledAt: known.scheduledAt, adjustment: "none" as const };
}

function nothingLeft(): Conflict {
  return new Conflict(
    "nothing_left",
    message(
      "nothing_left",
      "nothing of this series is still to come",
      "il ne reste rien à venir de cette série",
    ),
  );
}
