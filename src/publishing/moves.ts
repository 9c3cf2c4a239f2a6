import { Temporal } from "temporal-polyfill";
import { Conflict, type FieldProblem, Invalid } from "../errors.ts";
import type { PublicationState } from "../generated/prisma/enums.ts";
import { message } from "../messages.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import { type Actor, lockPost, noteMoved, reviewChanged } from "./approve.ts";
import type { ComposeNeeds } from "./check-post.ts";
import { planningOf } from "./planning.ts";
import { type PlannedTime, planTime, type WantedTime } from "./post.ts";
import { publicationMoves } from "./publication.ts";
import { notFrom, untried } from "./schedule.ts";
import { tellOf } from "./store-events.ts";
import { holdCovered } from "./store-holds.ts";
import { timeColumns } from "./store-posts.ts";

/** Where one publication is to be moved. */
export interface Move {
  id: string;
  /** The version that was seen. */
  version: number;
  /** A new time, or so many days later (or earlier) by the clock of its zone. */
  to: { kind: "time"; time: WantedTime } | { kind: "days"; days: number };
}

/**
 * Moves several publications at once, all or none. A draft gets a time and stays a draft.
 * @throws Invalid naming each move that cannot be made, Conflict when one is not as it was seen, with all that differ
 */
export async function movePublications(
  ctx: ComposeNeeds,
  workspaceId: string,
  moves: readonly Move[],
  actor: Actor,
): Promise<void> {
  const settings = await planningOf(ctx.db, workspaceId);
  const lateGraceSeconds = settings.lateGraceSeconds ?? ctx.lateGraceSeconds;
  const now = ctx.clock();
  await ctx.db.$transaction(async (tx) => {
    const rows = await lockAll(tx, workspaceId, moves);
    const problems: FieldProblem[] = [];
    const planned = new Map<string, PlannedTime>();
    for (const [index, { id, to }] of moves.entries()) {
      const row = rows.get(id);
      if (!row) continue;
      const wanted = to.kind === "time" ? to.time : laterBy(row, to.days, settings.timeZone);
      const result = wanted && planTime(wanted, now, lateGraceSeconds);
      if (!result) problems.push({ pointer: `/moves/${index}/shiftDays`, message: noTimeYet() });
      else if (result.kind === "planned") planned.set(id, result.time);
      else problems.push({ pointer: `/moves/${index}${result.pointer}`, message: result.message });
    }
    if (problems.length > 0) throw new Invalid(problems);
    for (const [id, time] of planned) await moveOne(tx, id, time, rows.get(id)?.state === "draft", now);
    await followPosts(tx, workspaceId, [...rows.values()], actor, now);
    for (const id of planned.keys()) await tellOf(tx, { id }, now);
    await holdCovered(tx, [...new Set([...rows.values()].map((row) => row.postId))], now);
  });
}

interface Row {
  id: string;
  postId: string;
  state: PublicationState;
  version: number;
  scheduledAt: Date | null;
  localTime: string | null;
  timeZone: string | null;
}

/** Holds the publications still, posts first: every change takes them in this order. */
async function lockAll(
  tx: Transaction,
  workspaceId: string,
  moves: readonly Move[],
): Promise<Map<string, Row>> {
  const ids = moves.map(({ id }) => id).filter(mayBeId);
  await tx.$queryRaw`
    select id::text from post where workspace_id = ${workspaceId}::uuid
      and id in (select post_id from publication where id = any(${ids}::uuid[])) order by id for update`;
  const found = await tx.$queryRaw<Row[]>`
    select id, post_id as "postId", state::text as state, version, scheduled_at as "scheduledAt",
      local_time as "localTime", time_zone as "timeZone"
    from publication where workspace_id = ${workspaceId}::uuid and id = any(${ids}::uuid[]) order by id for update`;
  const rows = new Map(found.map((row) => [row.id, row]));
  const missing = moves.flatMap(({ id }, index): FieldProblem[] =>
    rows.has(id) ? [] : [{ pointer: `/moves/${index}/id`, message: unknownPublication(id) }],
  );
  if (missing.length > 0) throw new Invalid(missing);
  const differing = moves.flatMap(({ id, version }) => {
    const row = rows.get(id);
    return row && row.version !== version ? [row] : [];
  });
  if (differing.length > 0) throw changed(differing);
  for (const { state } of found)
    if (!(publicationMoves.schedule.from as readonly PublicationState[]).includes(state))
      throw notFrom(state, "move");
  return rows;
}

async function moveOne(
  tx: Transaction,
  id: string,
  time: PlannedTime,
  isDraft: boolean,
  now: Date,
): Promise<void> {
  await tx.publication.update({
    where: { id },
    data: {
      ...timeColumns(time),
      ...untried,
      ...(isDraft ? {} : { state: "scheduled", dueAt: time.scheduledAt }),
      rungAt: null,
      version: { increment: 1 },
      updatedAt: now,
    },
  });
}

/** A post whose publications moved: its approval may fall, and a series leaves it alone from now on. */
async function followPosts(
  tx: Transaction,
  workspaceId: string,
  rows: readonly Row[],
  actor: Actor,
  now: Date,
): Promise<void> {
  for (const postId of new Set(rows.map((row) => row.postId))) {
    const post = await lockPost(tx, workspaceId, postId);
    const scheduled = rows.some((row) => row.postId === postId && row.state !== "draft");
    const version = await noteMoved(tx, postId, post.version, now);
    await reviewChanged(
      tx,
      { workspaceId, postId, review: post.review, version },
      { scheduled, content: false, time: true, actor, now },
    );
    await tx.post.updateMany({ where: { id: postId, seriesId: { not: null } }, data: { detached: true } });
  }
}

function laterBy(row: Row, days: number, usualZone: string): WantedTime | null {
  if (!row.scheduledAt) return null;
  const timeZone = row.timeZone ?? usualZone;
  const local = Temporal.Instant.fromEpochMilliseconds(row.scheduledAt.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .add({ days });
  return { kind: "local", local: local.toString({ smallestUnit: "second" }), timeZone };
}

function changed(rows: readonly Row[]): Conflict {
  return new Conflict(
    "changed_meanwhile",
    message(
      "changed_meanwhile",
      `${rows.length} of these publications were changed since you looked at them; nothing was moved`,
      `${rows.length} de ces publications ont changé depuis que vous les avez vues\u202f; rien n’a été déplacé`,
    ),
    {
      current: rows.map(({ id, version, state, scheduledAt }) => ({
        id,
        version,
        state,
        scheduledAt: scheduledAt?.toISOString() ?? null,
      })),
    },
  );
}

function unknownPublication(id: string) {
  return message(
    "unknown_publication",
    `there is no publication "${id}" here`,
    `il n’y a pas ici de publication «\u202f${id}\u202f»`,
  );
}

function noTimeYet() {
  return message(
    "no_time_yet",
    "this publication has no time yet; give it one",
    "cette publication n’a pas encore d’heure\u202f; donnez-lui-en une",
  );
}
