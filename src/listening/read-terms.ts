import type { Database } from "../platform/database.ts";
import { tallyOf } from "../reputation/figures.ts";
import { countsBy, type FigureFilter, linkConditions } from "../reputation/store-counts.ts";
import type { Label } from "../sentiment/label.ts";
import { fold, tokensOf } from "./fold.ts";
import { parseQuery, queryTerms } from "./query.ts";
import { countTerms, type TermCount } from "./terms.ts";

/** So many texts are read at most; of more, a sample of about as many. */
const mostRead = 4000;

export interface Terms {
  /** How many mentions the period has, and how many of them were read: fewer is a sample. */
  mentions: number;
  read: number;
  terms: TermCount[];
}

/**
 * The words and hashtags of a monitor's mentions in a period. Where there are more mentions than can be read in good
 * time, a sample of them by a hash of their ids is read: every mention is as likely in it, and asking again gives the
 * same answer. The counts are then those of the sample.
 */
export async function readTerms(
  db: Database,
  monitor: { id: string; query: string },
  { from, to }: { from: Date; to: Date },
  filter: FigureFilter,
  limit: number,
): Promise<Terms> {
  const { mentions } = tallyOf(await countsBy(db, [monitor.id], [from, to], filter, "monitor"));
  const every = Math.ceil(mentions / mostRead);
  const texts = await db.$queryRaw<{ text: string; label: Label | null }[]>`
    with chosen as materialized (
      select l.mention_id from mention_monitor l where l.monitor_id = ${monitor.id}::uuid
        and l.published_at >= ${from} and l.published_at < ${to} and ${linkConditions(filter)}
        and (${every <= 1} or mod(abs(uuid_hash(l.mention_id)::bigint), ${BigInt(Math.max(1, every))}) = 0)
    )
    select m.text, m.label from chosen join mention m on m.id = chosen.mention_id`;
  return { mentions, read: texts.length, terms: countTerms(texts, wordsOf(monitor.query), limit) };
}

/** A word or hashtag, with its counts over all mentions: estimates where not all of them were read. */
export interface EstimatedTerm extends TermCount {
  kind: "word" | "hashtag";
  /** Of the mentions of the period, from 0 to 1. */
  share: number;
}

export function estimatedTerms({ mentions, read, terms }: Terms): EstimatedTerm[] {
  const whole = (n: number) => (read === 0 ? 0 : Math.round((n * mentions) / read));
  return terms.map((count) => ({
    term: count.term,
    written: count.written,
    kind: count.term.startsWith("#") ? "hashtag" : "word",
    mentions: whole(count.mentions),
    negative: whole(count.negative),
    neutral: whole(count.neutral),
    positive: whole(count.positive),
    unscored: whole(count.unscored),
    share: count.mentions / read,
  }));
}

/** What the monitor listens for stands in all its mentions. */
function wordsOf(source: string): Set<string> {
  const parsed = parseQuery(source);
  const terms = parsed.kind === "query" ? queryTerms(parsed.query) : [];
  return new Set(terms.flatMap((term) => tokensOf(fold(term)).map((token) => token.text)));
}
