import type { Mention } from "../generated/prisma/client.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import type { Platform } from "../platform/platform.ts";
import { scoreText } from "../sentiment/score.ts";
import type { Listening, MonitorCache } from "./monitors.ts";
import { type Read, readAgain } from "./second-reading.ts";
import { uncount } from "./store-changes.ts";
import type { Transformer } from "./transformer.ts";

/** How far it is. */
export interface Rescored {
  read: number;
  /** Whose label is another now. */
  relabelled: number;
}

const readAtOnce = 500;

/**
 * Reads the sentiment of a workspace's stored mentions anew, with the rules and lists of today, and puts the counts right
 * with each batch. What a person said of a label stays, and so does a mention that changes meanwhile, or that the operator's
 * transformer should read and cannot. Stopped half-way, it may be run again.
 */
export async function rescore(
  ctx: Pick<Platform, "db"> & { monitors: MonitorCache; transformer: Transformer | null },
  workspaceId: string,
  report: (soFar: Rescored) => void = () => undefined,
): Promise<Rescored> {
  const listening = await ctx.monitors.get(workspaceId);
  const soFar = { read: 0, relabelled: 0 };
  for (let after: string | undefined; ; ) {
    const mentions = await ctx.db.mention.findMany({
      where: { workspaceId, ...(after === undefined ? {} : { id: { gt: after } }) },
      orderBy: { id: "asc" },
      take: readAtOnce,
      select: { id: true, text: true, language: true, label: true, score: true, scorer: true },
    });
    const last = mentions.at(-1);
    if (!last) return soFar;
    const changed = changesAmong(mentions, await readings(ctx.transformer, listening, mentions));
    if (changed.length > 0) soFar.relabelled += await store(ctx.db, workspaceId, changed);
    soFar.read += mentions.length;
    report({ ...soFar });
    after = last.id;
  }
}

type Stored = Pick<Mention, "id" | "text" | "language" | "label" | "score" | "scorer">;

/** How each mention reads today; undefined: it cannot be read now. */
async function readings(
  transformer: Transformer | null,
  listening: Pick<Listening, "scoring">,
  mentions: readonly Stored[],
): Promise<(Read | undefined)[]> {
  const own = mentions.map(({ text, language }): Read => {
    const scored = scoreText(text, language, listening.scoring(language));
    return { text, language, ...(scored ?? { label: null, score: null, words: [] }), scorer: null };
  });
  return transformer ? readAgain(transformer, listening, own, "patient") : own;
}

interface Change extends Read {
  id: string;
}

function changesAmong(mentions: readonly Stored[], read: readonly (Read | undefined)[]): Change[] {
  return mentions.flatMap(({ id, label, score, scorer }, i) => {
    const now = read[i];
    if (!now || now.label === null || now.score === null) return [];
    // Scores are stored in four bytes.
    const same = label === now.label && score === Math.fround(now.score) && scorer === now.scorer;
    return same ? [] : [{ ...now, id }];
  });
}

async function store(db: Platform["db"], workspaceId: string, changes: readonly Change[]): Promise<number> {
  const rows = JSON.stringify(changes);
  const work = () =>
    db.$transaction(
      async (tx) => {
        // In line with those who judge (judge.ts), and the mentions in the order of those who store.
        await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`label ${workspaceId}`}, 0))`;
        const locked = await tx.$queryRaw<{ id: string; relabelled: boolean }[]>`
          select m.id, m.label is distinct from x.label as relabelled
          from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, text text, label sentiment_label)
          join mention m on m.id = x.id and m.text = x.text and m.workspace_id = ${workspaceId}::uuid
          where not exists (
            select from label_judgement j where j.mention_id = m.id and j.withdrawn_at is null)
          order by m.network, m.remote_id for update of m`;
        const ids = locked.map(({ id }) => id);
        const moved = locked.filter(({ relabelled }) => relabelled).map(({ id }) => id);
        await tx.$executeRaw`
          select from rollup r join (
            select distinct l.monitor_id, date_trunc('hour', l.published_at, 'UTC') as hour, l.network, l.language
            from mention_monitor l where l.mention_id = any(${moved}::uuid[])) t using (monitor_id, hour, network, language)
          order by r.monitor_id, r.hour, r.network, r.language, r.label for update of r`;
        await uncount(tx, moved);
        await tx.$executeRaw`
          update mention m set label = x.label, score = x.score, words = x.words, scorer = x.scorer
          from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, label sentiment_label, score real, words jsonb, scorer text)
          where m.id = x.id and m.id = any(${ids}::uuid[])`;
        await tx.$executeRaw`
          update mention_monitor l set label = m.label from mention m
          where m.id = l.mention_id and m.id = any(${moved}::uuid[])`;
        await tx.$executeRaw`
          insert into rollup (monitor_id, hour, network, language, label, workspace_id, mentions, reach, engagement)
          select l.monitor_id, date_trunc('hour', l.published_at, 'UTC'), l.network, l.language,
            coalesce(l.label::text, 'none'), m.workspace_id, count(*), sum(coalesce(m.author_followers, 0)),
            sum(m.likes + m.shares + m.replies)
          from mention m join mention_monitor l on l.mention_id = m.id where m.id = any(${moved}::uuid[])
          group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5
          on conflict (monitor_id, hour, network, language, label) do update set
            mentions = rollup.mentions + excluded.mentions, reach = rollup.reach + excluded.reach,
            engagement = rollup.engagement + excluded.engagement`;
        return moved.length;
      },
      { timeout: 30_000, maxWait: 30_000 },
    );
  return againAfterDeadlock(work);
}
