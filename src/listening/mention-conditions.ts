import { Prisma } from "../generated/prisma/client.ts";
import type { Triage } from "../generated/prisma/enums.ts";
import { isAuthor } from "../reputation/author.ts";
import type { Label } from "../sentiment/label.ts";
import type { Query } from "./query.ts";

/** Which mentions; what is absent asks for nothing. */
export interface MentionFilter {
  monitor?: string | undefined;
  /** `none`: in a language that Vigie does not score. */
  label?: Label | "none" | undefined;
  language?: string | undefined;
  network?: string | undefined;
  /** A handle, in any case, with or without `@`. */
  author?: string | undefined;
  /** Host of the address, without `www.`. */
  site?: string | undefined;
  /** Copies of one text. */
  story?: string | undefined;
  /** All but this one. */
  except?: string | undefined;
  triage?: Triage | undefined;
  assignee?: string | undefined;
  /** Whether it is put off until a time after `now`. */
  later?: { is: boolean; now: Date } | undefined;
  /** Whether an answer to it went out from here. */
  answered?: boolean | undefined;
  /** Included. */
  from?: Date | undefined;
  /** Not included. */
  to?: Date | undefined;
  /** What the text says, in the language of monitors. */
  query?: Query | undefined;
}

/** Where a mention stands in the order of time. */
export interface Place {
  at: Date;
  id: string;
}

/** The same columns stand in both tables; those of the link are in the monitor's index. */
export const column = {
  mention: { publishedAt: Prisma.sql`m.published_at`, id: Prisma.sql`m.id` },
  link: { publishedAt: Prisma.sql`l.published_at`, id: Prisma.sql`l.mention_id` },
  found: { publishedAt: Prisma.sql`at`, id: Prisma.sql`id` },
};
type Column = (typeof column)[keyof typeof column];

export function tablesOf({ monitor }: MentionFilter): Prisma.Sql {
  return monitor === undefined
    ? Prisma.sql`mention m`
    : Prisma.sql`mention m join mention_monitor l on l.mention_id = m.id and l.monitor_id = ${monitor}::uuid`;
}

export function direction(order: "asc" | "desc"): Prisma.Sql {
  return order === "asc" ? Prisma.sql`asc` : Prisma.sql`desc`;
}

export function beyond(after: Place | null, order: "asc" | "desc", by: Column): Prisma.Sql[] {
  if (after === null) return [];
  const sign = order === "asc" ? Prisma.sql`>` : Prisma.sql`<`;
  return [Prisma.sql`(${by.publishedAt}, ${by.id}) ${sign} (${after.at}, ${after.id}::uuid)`];
}

export function periodConditions({ from, to }: MentionFilter, by: Column): Prisma.Sql[] {
  return [
    from === undefined ? null : Prisma.sql`${by.publishedAt} >= ${from}`,
    to === undefined ? null : Prisma.sql`${by.publishedAt} < ${to}`,
  ].filter((condition) => condition !== null);
}

export function conditionsOf(workspaceId: string, filter: MentionFilter): Prisma.Sql[] {
  const { label, language, network, author, site, story, except, triage, assignee, later, answered } = filter;
  const conditions: (Prisma.Sql | null)[] = [
    Prisma.sql`m.workspace_id = ${workspaceId}::uuid`,
    label === undefined ? null : labelIs(label),
    language === undefined ? null : Prisma.sql`m.language = ${language.toLowerCase()}`,
    network === undefined ? null : Prisma.sql`m.network = ${network.toLowerCase()}`,
    author === undefined ? null : isAuthor(Prisma.sql`m.author_handle`, author),
    site === undefined ? null : Prisma.sql`m.site = ${site.toLowerCase()}`,
    story === undefined ? null : Prisma.sql`m.story = ${story}`,
    except === undefined ? null : Prisma.sql`m.id <> ${except}::uuid`,
    triage === undefined ? null : Prisma.sql`m.triage = ${triage}::triage`,
    assignee === undefined ? null : Prisma.sql`m.assignee = ${assignee}`,
    later === undefined ? null : Prisma.sql`coalesce(m.later_until > ${later.now}, false) = ${later.is}`,
    answered === undefined ? null : answeredIs(answered),
  ];
  return conditions.filter((condition) => condition !== null);
}

/** The answers that the figure of the response time counts. */
function answeredIs(is: boolean): Prisma.Sql {
  const answer = Prisma.sql`exists (
    select from post o join publication p on p.post_id = o.id and p.published_at is not null
    where o.reply_to_id = m.id)`;
  return is ? answer : Prisma.sql`not ${answer}`;
}

function labelIs(label: Label | "none"): Prisma.Sql {
  return label === "none" ? Prisma.sql`m.label is null` : Prisma.sql`m.label = ${label}::sentiment_label`;
}
