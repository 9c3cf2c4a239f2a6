import { randomUUID } from "node:crypto";
import { z } from "zod";
import { invalid, NotFound } from "../errors.ts";
import type { Prisma, Series } from "../generated/prisma/client.ts";
import { message } from "../messages.ts";
import { plusSeconds } from "../platform/clock.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import type { Actor } from "./approve.ts";
import { type ComposeNeeds, checkPost, type PostDraft, refuseProblems } from "./check-post.ts";
import { type Replaced, removeReplaced } from "./edit.ts";
import { occurrencesBetween, recurrenceProblem } from "./recurrence.ts";
import { storePost } from "./store-posts.ts";

/** How far ahead occurrences stand as posts of their own, and how many are made at once. */
const aheadSeconds = 60 * 86_400;
const madeAtOnce = 70;
/** How often a series is looked at again. */
const againSeconds = 86_400;

const KeptDraft = z.object({
  text: z.string(),
  profiles: z.array(z.string()),
  status: z.enum(["draft", "scheduled"]),
  campaign: z.string().nullable(),
  media: z.array(z.string()),
  thread: z.array(z.string()),
  firstComment: z.string().nullable(),
  options: z.record(z.string(), z.unknown()),
  language: z.string().nullable(),
  variants: z.record(
    z.string(),
    z.object({
      text: z.string().optional(),
      media: z.array(z.string()).optional(),
      options: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/**
 * Begins a series, and makes its near future. The draft in whose place it comes goes in the same transaction.
 * @returns the id of its first post
 * @throws Invalid for a rule, a time or a post that cannot be used; NotFound, Conflict for what it replaces
 */
export async function startSeries(
  ctx: ComposeNeeds & Pick<Platform, "log">,
  workspaceId: string,
  actor: Actor,
  wanted: { draft: PostDraft; rule: string; replaces?: Replaced | undefined },
  id: string,
): Promise<string> {
  const { draft, rule, replaces } = wanted;
  if (draft.time?.kind !== "local")
    throw invalid(
      "/scheduledAt",
      message(
        "local_time_wanted",
        "a post that comes again needs a local time: {local, timeZone}",
        "une publication récurrente demande une heure locale\u202f: {local, timeZone}",
      ),
    );
  refuseProblems(draft, await checkPost(ctx, workspaceId, draft));
  const recurrence = { rule, localStart: draft.time.local.slice(0, 16), timeZone: draft.time.timeZone };
  const problem = recurrenceProblem(recurrence);
  if (problem) throw invalid("/recurrence/rule", problem);
  const now = ctx.clock();
  const soon = occurrencesBetween(recurrence, null, plusSeconds(now, aheadSeconds), madeAtOnce);
  if (!soon.some(({ at }) => at > now))
    throw invalid(
      "/scheduledAt",
      message(
        "nothing_soon",
        "this rule has no occurrence within 60 days; begin it later",
        "cette règle n’a aucune occurrence dans les 60 jours\u202f; commencez-la plus tard",
      ),
    );
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.series.createMany({
      data: [
        {
          id,
          workspaceId,
          ...recurrence,
          draft: keptFrom(draft),
          createdBy: actor.name,
          createdAt: now,
          dueAt: now,
        },
      ],
      skipDuplicates: true,
    });
    // A request repeated after a crash finds the series there, and what it replaces gone.
    if (count === 1 && replaces) await removeReplaced(tx, workspaceId, replaces);
  });
  await extend(ctx, id);
  const first = await ctx.db.post.findFirstOrThrow({
    where: { seriesId: id },
    orderBy: { occurrence: "asc" },
    select: { id: true },
  });
  return first.id;
}

/** A round: makes the occurrences that have come near. @returns how many posts were made */
export async function extendSeries(ctx: ComposeNeeds & Pick<Platform, "log">): Promise<number> {
  const due = await ctx.db.series.findMany({
    where: { dueAt: { lte: ctx.clock() } },
    orderBy: { dueAt: "asc" },
    take: 20,
    select: { id: true },
  });
  let made = 0;
  for (const { id } of due) made += await extend(ctx, id);
  return made;
}

/** Makes what is missing of one series. Two at once: one does it, the other finds nothing to do. */
async function extend(ctx: ComposeNeeds & Pick<Platform, "log">, id: string): Promise<number> {
  return ctx.db.$transaction(async (tx) => {
    const now = ctx.clock();
    await tx.$queryRaw`select id::text from series where id = ${id}::uuid for update`;
    const series = await tx.series.findUnique({ where: { id } });
    if (!series?.dueAt || series.dueAt > now) return 0;
    const horizon = plusSeconds(now, aheadSeconds);
    const coming = occurrencesBetween(series, series.madeUntil, horizon, madeAtOnce).filter(
      ({ at }) => at > now,
    );
    const draft = await usableDraft(tx, series);
    const checked = draft && (await checkPost(ctx, series.workspaceId, draft));
    if (!draft || !checked) {
      ctx.log.warn({ seriesId: id }, "a series has no profile left and ends");
      await tx.series.update({ where: { id }, data: { dueAt: null } });
      return 0;
    }
    // What its network would refuse by now waits on the desk, at its time, for a person.
    const faults = [...checked.problems, ...checked.checks.flatMap(({ problems }) => problems)];
    const status = faults.length > 0 ? "draft" : draft.status;
    for (const { local, at, shown, adjustment } of coming)
      await storePost(tx, {
        workspaceId: series.workspaceId,
        // A series keeps a name only.
        author: { id: series.createdBy, name: series.createdBy },
        id: randomUUID(),
        draft: { ...draft, status, queue: false },
        checked: {
          ...checked,
          time: { scheduledAt: at, localTime: shown, timeZone: series.timeZone, adjustment },
        },
        now,
        occurrence: { seriesId: id, local },
      });
    const last = coming.at(-1)?.local ?? series.madeUntil;
    const goesOn = occurrencesBetween(series, last, null, 1).length > 0;
    const again = coming.length === madeAtOnce ? now : plusSeconds(now, againSeconds);
    await tx.series.update({ where: { id }, data: { madeUntil: last, dueAt: goesOn ? again : null } });
    return coming.length;
  });
}

/** The series' post without profiles and images that are gone; null when no profile is left. */
async function usableDraft(tx: Transaction, series: Series): Promise<PostDraft | null> {
  const kept = KeptDraft.parse(series.draft);
  const where = { workspaceId: series.workspaceId };
  const profiles = await tx.profile.findMany({
    where: { ...where, id: { in: kept.profiles }, deletedAt: null },
    select: { id: true },
  });
  const known = new Set(profiles.map(({ id }) => id));
  const left = kept.profiles.filter((id) => known.has(id));
  if (left.length === 0) return null;
  const campaign = kept.campaign && (await tx.campaign.findFirst({ where: { ...where, id: kept.campaign } }));
  return {
    ...kept,
    profiles: left,
    variants: Object.fromEntries(Object.entries(kept.variants).filter(([id]) => known.has(id))),
    campaign: campaign ? kept.campaign : null,
    replyTo: null,
    time: null,
    // Its time is given to each occurrence; without this it would be refused for having none.
    queue: true,
  };
}

export function keptFrom(draft: PostDraft): Prisma.InputJsonObject {
  return KeptDraft.parse(draft) as Prisma.InputJsonObject;
}

/** A series of a workspace. @throws NotFound */
export async function requireSeries(
  ctx: Pick<ComposeNeeds, "db">,
  workspaceId: string,
  id: string,
): Promise<Series> {
  const found = mayBeId(id) ? await ctx.db.series.findFirst({ where: { id, workspaceId } }) : null;
  if (!found) throw new NotFound("series", id);
  return found;
}
