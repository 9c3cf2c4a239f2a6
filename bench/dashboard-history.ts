import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type pg from "pg";
import { mentionId } from "../src/listening/mention-id.ts";
import { searchVector } from "../src/listening/search.ts";
import { chance } from "./figures.ts";

/** A history as large as that of a busy agency, written past the program: what is measured is how it is read. */
export interface History {
  workspaceId: string;
  monitors: readonly string[];
  mentions: number;
  days: number;
  /** Not included. */
  end: Date;
}

/** Most used first. Texts are made of them by Zipf's law, so some stand in every other text and most in a few. */
export const vocabulary = Array.from({ length: 20_000 }, (_, rank) => syllables(rank));

const networks = ["x", "mastodon", "bluesky", "rss", "hackernews"];
const languages = ["fr", "fr", "fr", "en", "en", "de", "es", "it"];
const labels = ["negative", "neutral", "neutral", "positive", "positive"];
const authors = 400_000;
const batch = 100_000;

/** Copies the history into the tables in batches, without their indexes, and makes these anew behind it. */
export async function writeHistory(
  client: pg.Client,
  history: History,
  say: (line: string) => void,
): Promise<void> {
  const random = chance(11);
  await client.query("set maintenance_work_mem = '1GB'");
  await client.query("set session_replication_role = replica"); // keys of other tables are not looked up five million times
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename in ('mention', 'mention_monitor') and indexname not like '%_pkey'`,
  );
  for (const { name } of indexes) await client.query(`drop index "${name}"`);
  await client.query("set synchronous_commit = off");
  await client.query("alter system set max_wal_size = '6GB'");
  await client.query("select pg_reload_conf()");
  const { rows: settings } = await client.query<{ folder: string }>(
    "select current_setting('data_directory') as folder",
  );
  const folder = settings[0]?.folder ?? "";
  let copying: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < history.mentions; from += batch) {
    // One batch is written while the one before is copied.
    const files = await writeBatch(folder, history, random, from, Math.min(batch, history.mentions - from));
    await copying;
    copying = copyBatch(client, files);
    if ((from / batch) % 10 === 9) say(`  ${from} copied`);
  }
  await copying;
  const indexing = performance.now();
  for (const { definition } of indexes) await client.query(definition);
  say(`  indexed in ${((performance.now() - indexing) / 1000).toFixed(0)} s`);
  await client.query("alter system reset max_wal_size");
  await client.query("select pg_reload_conf()");
  await client.query("set session_replication_role = origin");
  await client.query("vacuum (analyze) mention, mention_monitor");
}

interface Files {
  mention: string;
  link: string;
}

/** @returns where the rows are that `copyBatch` copies and removes */
async function writeBatch(
  folder: string,
  history: History,
  random: () => number,
  from: number,
  count: number,
): Promise<Files> {
  const files = {
    mention: `${folder}/bench-mention-${from}.copy`,
    link: `${folder}/bench-link-${from}.copy`,
  };
  const [mentions, links] = [createWriteStream(files.mention), createWriteStream(files.link)];
  for (let number = from; number < from + count; number += 1) {
    const row = mention(history, number, random);
    if (number % 50_000 === 0) checkWords(history, row);
    const written = mentions.write(
      `${[row.id, history.workspaceId, row.network, number, row.url, row.text, row.language, row.label, row.author, row.followers, row.likes, row.story, row.at, row.site, row.search].join("\t")}\n`,
    );
    for (const monitor of row.monitors)
      links.write(
        `${[monitor, row.id, row.at, row.network, row.language, row.label, row.author, row.site].join("\t")}\n`,
      );
    if (!written) await once(mentions, "drain");
  }
  await Promise.all([mentions, links].map((stream) => once(stream.end(), "close")));
  return files;
}

async function copyBatch(client: pg.Client, files: Files): Promise<void> {
  await client.query(
    `copy mention (id, workspace_id, network, remote_id, url, text, language, label, author_handle, author_followers,
       likes, story, published_at, site, search) from '${files.mention}'`,
  );
  await client.query(
    `copy mention_monitor (monitor_id, mention_id, published_at, network, language, label, author, site)
     from '${files.link}'`,
  );
  await Promise.all([rm(files.mention), rm(files.link)]);
}

/** Collected as it was published: rows lie in the order of time, as those of a listener do. */
function mention(
  { monitors, mentions, days, end, workspaceId }: History,
  number: number,
  random: () => number,
) {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const brand = zipf(random, monitors.length);
  const at = new Date(end.getTime() - (1 - (number + random()) / mentions) * days * 86_400_000);
  const words = Array.from(
    { length: 8 + Math.floor(random() * 14) },
    () => vocabulary[zipf(random, vocabulary.length)] ?? "",
  );
  const other = random() < 0.1 ? Math.floor(random() * monitors.length) : brand;
  words.splice(3, 0, `marque${brand}`);
  if (other !== brand) words.push(`marque${other}`);
  const site = random() < 0.3 ? `site${zipf(random, 500)}.example` : "\\N";
  const day = at.toISOString().slice(0, 10);
  const time = [`~${day}~${workspaceId.slice(-12)}`, `~${day.slice(0, 7)}~${workspaceId.slice(-12)}`];
  return {
    id: mentionId(at),
    network: pick(networks),
    url: site === "\\N" ? "\\N" : `https://${site}/${number}`,
    text: words.join(" "),
    language: pick(languages),
    label: pick(labels),
    author: `auteur${zipf(random, authors)}`,
    followers: Math.floor(random() ** 4 * 50_000),
    likes: Math.floor(random() ** 3 * 60),
    story: randomUUID().slice(0, 24),
    at: at.toISOString(),
    date: at,
    site,
    search: [...placesOf(words), ...time.map((word) => `'${word}'`)].join(" "),
    monitors: [...new Set([brand, other])].map((index) => monitors[index] ?? ""),
  };
}

function placesOf(words: readonly string[]): string[] {
  const places = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const before = places.get(word);
    places.set(word, before === undefined ? `'${word}':${index + 1}` : `${before},${index + 1}`);
  }
  return [...places.values()];
}

/** The words are written here without folding each text; they must be those that Vigie would write. */
function checkWords({ workspaceId }: History, row: ReturnType<typeof mention>): void {
  const sorted = (vector: string) => vector.split(" ").sort().join(" ");
  if (sorted(searchVector(row.text, workspaceId, row.date)) !== sorted(row.search))
    throw new Error(`the bench files ${row.text} otherwise than Vigie`);
}

/** A rank from 0 to n - 1, the first the most likely (continuous approximation of Zipf's law with exponent 1). */
export function zipf(random: () => number, n: number): number {
  return Math.min(n - 1, Math.floor((n + 1) ** random()) - 1);
}

/** A word of its own for every number: `ba`, `be`, … `baba`. */
function syllables(number: number): string {
  const [consonants, vowels] = ["bcdfglmnprstv", "aeiou"];
  let [rest, word] = [number + 65, ""];
  for (; rest > 0; rest = Math.floor(rest / 65))
    word += (consonants[Math.floor((rest % 65) / 5)] ?? "") + (vowels[rest % 5] ?? "");
  return word;
}
