import { type Mention, Prisma } from "../generated/prisma/client.ts";
import { type Database, mayBeId } from "../platform/database.ts";
import type { Label } from "../sentiment/label.ts";

/** Which mentions; what is absent asks for nothing. */
export interface MentionFilter {
  monitor?: string | undefined;
  /** `none`: in a language that Vigie does not score. */
  label?: Label | "none" | undefined;
  language?: string | undefined;
  network?: string | undefined;
  /** A handle, in any case, with or without `@`. */
  author?: string | undefined;
  /** Included. */
  from?: Date | undefined;
  /** Not included. */
  to?: Date | undefined;
  /** Stands in the text, in any case. */
  q?: string | undefined;
}

export interface MentionPage {
  /** Where the page before ended. */
  after: { at: Date; id: string } | null;
  order: "asc" | "desc";
  limit: number;
}

/** A mention with the monitors it matched. */
export type FoundMention = Mention & { monitors: { monitorId: string }[] };

const withMonitors = { monitors: { select: { monitorId: true }, orderBy: { monitorId: "asc" } } } as const;

/**
 * A workspace's mentions by when they were published, along the index of the workspace, or that of the monitor where
 * one is named.
 */
export async function findMentions(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  { after, order, limit }: MentionPage,
): Promise<FoundMention[]> {
  const { monitor } = filter;
  if (monitor !== undefined && !mayBeId(monitor)) return [];
  const by = monitor === undefined ? column.mention : column.link;
  const conditions = [
    Prisma.sql`m.workspace_id = ${workspaceId}::uuid`,
    ...(monitor === undefined ? [] : [Prisma.sql`l.monitor_id = ${monitor}::uuid`]),
    ...conditionsOf(filter, by),
    ...(after === null
      ? []
      : [
          Prisma.sql`(${by.publishedAt}, ${by.id}) ${order === "asc" ? Prisma.sql`>` : Prisma.sql`<`} (${after.at}, ${after.id}::uuid)`,
        ]),
  ];
  const direction = order === "asc" ? Prisma.sql`asc` : Prisma.sql`desc`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    select m.id from mention m
    ${monitor === undefined ? Prisma.empty : Prisma.sql`join mention_monitor l on l.mention_id = m.id`}
    where ${Prisma.join(conditions, " and ")}
    order by ${by.publishedAt} ${direction}, ${by.id} ${direction} limit ${limit}`;
  return inOrder(
    db,
    rows.map(({ id }) => id),
  );
}

/** Null: there is none in this workspace. */
export async function findMention(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<FoundMention | null> {
  if (!mayBeId(id)) return null;
  return db.mention.findFirst({ where: { id, workspaceId }, include: withMonitors });
}

/** The same columns stand in both tables; those of the link are in the monitor's index. */
const column = {
  mention: { publishedAt: Prisma.sql`m.published_at`, id: Prisma.sql`m.id` },
  link: { publishedAt: Prisma.sql`l.published_at`, id: Prisma.sql`l.mention_id` },
};

function conditionsOf(filter: MentionFilter, by: { publishedAt: Prisma.Sql }): Prisma.Sql[] {
  const { label, language, network, author, from, to, q } = filter;
  const conditions: (Prisma.Sql | null)[] = [
    label === undefined ? null : labelIs(label),
    language === undefined ? null : Prisma.sql`m.language = ${language.toLowerCase()}`,
    network === undefined ? null : Prisma.sql`m.network = ${network.toLowerCase()}`,
    author === undefined ? null : Prisma.sql`lower(m.author_handle) = lower(${author.replace(/^@/, "")})`,
    from === undefined ? null : Prisma.sql`${by.publishedAt} >= ${from}`,
    to === undefined ? null : Prisma.sql`${by.publishedAt} < ${to}`,
    q === undefined ? null : Prisma.sql`m.text ilike ${`%${escaped(q)}%`}`,
  ];
  return conditions.filter((condition) => condition !== null);
}

function labelIs(label: Label | "none"): Prisma.Sql {
  return label === "none" ? Prisma.sql`m.label is null` : Prisma.sql`m.label = ${label}::sentiment_label`;
}

/** Taken literally by LIKE. */
function escaped(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

async function inOrder(db: Database, ids: readonly string[]): Promise<FoundMention[]> {
  if (ids.length === 0) return [];
  const rows = await db.mention.findMany({ where: { id: { in: [...ids] } }, include: withMonitors });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
