import type { Mention } from "../generated/prisma/client.ts";
import type { Transaction } from "../platform/database.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import type { Platform } from "../platform/platform.ts";
import type { Label } from "../sentiment/label.ts";
import { uncount } from "./store-changes.ts";

/** What a person changes about a mention; what is absent stays. */
export interface MentionChange {
  /** A person's word on the label, a confirmation where it is the label already; null: back to what the scorer said. */
  label?: Label | null | undefined;
  triage?: Mention["triage"] | undefined;
  assignee?: string | null | undefined;
  laterUntil?: Date | null | undefined;
}

/**
 * Changes a mention, and with its label every count it is in, in one transaction. The same change twice is one.
 * @param by who, as others shall see it
 * @returns false when there is no such mention in the workspace
 */
export async function changeMention(
  ctx: Pick<Platform, "db" | "clock">,
  workspaceId: string,
  id: string,
  change: MentionChange,
  by: string,
): Promise<boolean> {
  const work = () =>
    ctx.db.$transaction(async (tx) => {
      // One at a time in a workspace, and all counts that may move locked in the order of those who store (`relabel`):
      // less and more are two statements, between which two people would wait for each other.
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`label ${workspaceId}`}, 0))`;
      const [mention] = await tx.$queryRaw<LockedMention[]>`
        select id, language, label from mention where id = ${id}::uuid and workspace_id = ${workspaceId}::uuid
        for update`;
      if (!mention) return false;
      const { triage, assignee, laterUntil } = change;
      const data = {
        ...(triage === undefined ? {} : { triage }),
        ...(assignee === undefined ? {} : { assignee }),
        ...(laterUntil === undefined ? {} : { laterUntil }),
      };
      if (Object.keys(data).length > 0)
        await tx.mention.update({ where: { id }, data, select: { id: true } });
      if (change.label !== undefined)
        await judge(tx, { workspaceId, mention, label: change.label, by, now: ctx.clock() });
      return true;
    });
  return againAfterDeadlock(work);
}

interface LockedMention {
  id: string;
  language: string;
  label: Label | null;
}

async function judge(
  tx: Transaction,
  given: { workspaceId: string; mention: LockedMention; label: Label | null; by: string; now: Date },
): Promise<void> {
  const { workspaceId, mention, label, by, now } = given;
  const standing = await tx.labelJudgement.findFirst({ where: { mentionId: mention.id, withdrawnAt: null } });
  if (standing && standing.label === label) return;
  const scored = standing ? standing.scored : mention.label;
  if (standing) await tx.labelJudgement.update({ where: { id: standing.id }, data: { withdrawnAt: now } });
  if (label !== null)
    await tx.labelJudgement.create({
      data: { workspaceId, mentionId: mention.id, language: mention.language, scored, label, by, at: now },
    });
  const next = label ?? scored;
  if (next !== mention.label) await relabel(tx, mention.id, next);
}

/** Moves a locked mention from one label to another, in the mention, its links and the counts. */
async function relabel(tx: Transaction, id: string, to: Label | null): Promise<void> {
  await tx.$executeRaw`
    select from rollup r join mention_monitor l on l.monitor_id = r.monitor_id
      and r.hour = date_trunc('hour', l.published_at, 'UTC') and l.network = r.network and l.language = r.language
    where l.mention_id = ${id}::uuid and r.label in (coalesce(l.label::text, 'none'), ${to ?? "none"})
    order by r.monitor_id, r.hour, r.network, r.language, r.label for update of r`;
  await uncount(tx, [id]);
  await tx.mention.update({ where: { id }, data: { label: to }, select: { id: true } });
  await tx.mentionMonitor.updateMany({ where: { mentionId: id }, data: { label: to } });
  await tx.$executeRaw`
    insert into rollup (monitor_id, hour, network, language, label, workspace_id, mentions, reach, engagement)
    select l.monitor_id, date_trunc('hour', l.published_at, 'UTC'), l.network, l.language, ${to ?? "none"},
      m.workspace_id, 1, coalesce(m.author_followers, 0), m.likes + m.shares + m.replies
    from mention m join mention_monitor l on l.mention_id = m.id where m.id = ${id}::uuid order by 1, 2
    on conflict (monitor_id, hour, network, language, label) do update set mentions = rollup.mentions + 1,
      reach = rollup.reach + excluded.reach, engagement = rollup.engagement + excluded.engagement`;
}
