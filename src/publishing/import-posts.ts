import { Invalid } from "../errors.ts";
import type { Database } from "../platform/database.ts";
import type { Actor } from "./approve.ts";
import { blockingProblems, type ComposeNeeds, checkPosts } from "./check-post.ts";
import { problemInRow, readSheet, type SheetNames } from "./post-sheet.ts";
import { storePost } from "./store-posts.ts";

/**
 * Stores the posts of a CSV file: all of them, or none.
 * @param idOf the id of the post in a row: the same for the same request
 * @returns the ids, in the order of the rows
 * @throws Invalid naming every row and column that stands in the way
 */
export async function importPosts(
  ctx: ComposeNeeds,
  workspaceId: string,
  author: Actor,
  text: string,
  idOf: (row: number) => string,
): Promise<string[]> {
  const rows = readSheet(text, await namesIn(ctx.db, workspaceId));
  const checked = await checkPosts(
    ctx,
    workspaceId,
    rows.map(({ draft }) => draft),
  );
  const ready = rows.flatMap((row, index) => {
    const found = checked[index];
    return found ? [{ ...row, checked: found }] : [];
  });
  const problems = ready.flatMap(({ row, draft, checked }) =>
    blockingProblems(draft, checked).map((problem) => problemInRow(row, problem)),
  );
  if (problems.length > 0) throw new Invalid(problems);
  const now = ctx.clock();
  await ctx.db.$transaction(
    async (tx) => {
      for (const { row, draft, checked } of ready)
        await storePost(tx, { workspaceId, author, id: idOf(row), draft, checked, now });
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
  return ready.map(({ row }) => idOf(row));
}

async function namesIn(db: Database, workspaceId: string): Promise<SheetNames> {
  const [workspace, profiles, campaigns] = await Promise.all([
    db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { timeZone: true } }),
    db.profile.findMany({
      where: { workspaceId, deletedAt: null },
      select: { id: true, name: true, handle: true },
    }),
    db.campaign.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
  ]);
  return {
    timeZone: workspace.timeZone,
    profiles: byName(profiles.map(({ id, name, handle }) => ({ id, names: [id, name, handle] }))),
    campaigns: byName(campaigns.map(({ id, name }) => ({ id, names: [id, name] }))),
  };
}

function byName(rows: readonly { id: string; names: readonly string[] }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, names } of rows)
    for (const name of new Set(names.map((each) => each.toLowerCase())))
      found.set(name, [...(found.get(name) ?? []), id]);
  return found;
}
