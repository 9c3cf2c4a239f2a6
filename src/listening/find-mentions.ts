import {
  type LabelJudgement,
  type Mention,
  Prisma,
  type PublicationState,
  type ReviewState,
} from "../generated/prisma/client.ts";
import { type Database, mayBeId } from "../platform/database.ts";
import { alongWords, type Found, mostLookedAt } from "./find-by-words.ts";
import { type MentionPage, periodOf, underTime } from "./find-candidates.ts";
import {
  beyond,
  column,
  conditionsOf,
  direction,
  type MentionFilter,
  type Place,
  periodConditions,
  tablesOf,
} from "./mention-conditions.ts";
import { periodWords, searchCondition } from "./search.ts";

/** A mention with the monitors it matched, and what a person said of its label. */
export type FoundMention = Mention & {
  monitors: { monitorId: string }[];
  judgements: LabelJudgement[];
  answers: Answer[];
};

/** A post that answers a mention, as far as who reads the mention asks. */
export interface Answer {
  id: string;
  text: string;
  review: ReviewState;
  createdBy: string;
  publications: {
    id: string;
    profileId: string;
    state: PublicationState;
    scheduledAt: Date | null;
    publishedAt: Date | null;
    remoteUrl: string | null;
    errorCode: string | null;
    errorDetail: string | null;
  }[];
}

/** A page, and where the next one begins; null: there is none. */
export interface FoundPage {
  mentions: FoundMention[];
  next: Place | null;
}

const withMore = {
  monitors: { select: { monitorId: true }, orderBy: { monitorId: "asc" } },
  judgements: { where: { withdrawnAt: null } },
  answers: {
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      text: true,
      review: true,
      createdBy: true,
      publications: {
        select: {
          id: true,
          profileId: true,
          state: true,
          scheduledAt: true,
          publishedAt: true,
          remoteUrl: true,
          errorCode: true,
          errorDetail: true,
        },
      },
    },
  },
} satisfies Prisma.MentionInclude;

/**
 * A workspace's mentions by when they were published: along an index of time, or, where a text is asked for, along
 * the index of words, in windows that grow from the near end of the period.
 */
export async function findMentions(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  page: MentionPage,
): Promise<FoundPage> {
  if (filter.monitor !== undefined && !mayBeId(filter.monitor)) return { mentions: [], next: null };
  const found =
    filter.query === undefined
      ? await alongTime(db, workspaceId, filter, page)
      : await alongWords(db, workspaceId, filter, filter.query, page, mostLookedAt.page);
  const shown = found.places.slice(0, page.limit);
  const next = found.places.length > page.limit ? (shown.at(-1) ?? null) : found.stoppedAt;
  return {
    mentions: await inOrder(
      db,
      shown.map(({ id }) => id),
    ),
    next,
  };
}

/** Null: there is none in this workspace. */
export async function findMention(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<FoundMention | null> {
  if (!mayBeId(id)) return null;
  return db.mention.findFirst({ where: { id, workspaceId }, include: withMore });
}

/** How many mentions a filter finds. `exact` false: at least so many; there were too many texts to look at each. */
export async function countMentions(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
): Promise<{ count: number; exact: boolean }> {
  if (filter.monitor !== undefined && !mayBeId(filter.monitor)) return { count: 0, exact: true };
  if (filter.query === undefined) return { count: await countRows(db, workspaceId, filter, []), exact: true };
  const condition = searchCondition(filter.query);
  if (condition.decides && !(await hasUnread(db))) {
    const period = await periodOf(db, workspaceId, filter);
    const time = period && periodWords(workspaceId, period.from, period.to);
    const named = underTime(condition.words, time);
    return { count: await countRows(db, workspaceId, filter, named), exact: true };
  }
  const whole = { after: null, order: "desc", limit: Number.MAX_SAFE_INTEGER - 1 } as const;
  const all = await alongWords(db, workspaceId, filter, filter.query, whole, mostLookedAt.count);
  return { count: all.places.length, exact: all.stoppedAt === null };
}

async function alongTime(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  { after, order, limit }: MentionPage,
): Promise<Found> {
  const by = filter.monitor === undefined ? column.mention : column.link;
  const places = await db.$queryRaw<Place[]>`
    select m.id, ${by.publishedAt} as at from ${tablesOf(filter)}
    where ${Prisma.join([...conditionsOf(workspaceId, filter), ...periodConditions(filter, by), ...beyond(after, order, by)], " and ")}
    order by ${by.publishedAt} ${direction(order)}, ${by.id} ${direction(order)} limit ${limit + 1}`;
  return { places, stoppedAt: null };
}

async function countRows(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  named: readonly Prisma.Sql[],
): Promise<number> {
  const by = filter.monitor === undefined || named.length > 0 ? column.mention : column.link;
  const conditions = [...conditionsOf(workspaceId, filter), ...periodConditions(filter, by), ...named];
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from ${tablesOf(filter)} where ${Prisma.join(conditions, " and ")}`;
  return Number(row?.count ?? 0);
}

/** Whether there are mentions anywhere whose words are still to be read. */
async function hasUnread(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ any: boolean }[]>`
    select exists (select from mention where search is null) as any`;
  return row?.any ?? false;
}

async function inOrder(db: Database, ids: readonly string[]): Promise<FoundMention[]> {
  if (ids.length === 0) return [];
  const rows = await db.mention.findMany({ where: { id: { in: [...ids] } }, include: withMore });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
