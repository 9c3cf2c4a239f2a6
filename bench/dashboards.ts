/**
 * How fast figures and searches are over a large history: 5,000,000 mentions of 12 brands in 90 days (`--small`: a
 * tenth), asked for through the API of the running program. `--plans` prints how PostgreSQL answered. `--folder=PATH`
 * keeps the data there, and asks again what an earlier run has written. `--unchecked` leaves out the check of the rollups.
 */
import { setTimeout as wait } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../src/generated/prisma/client.ts";
import { findMentions } from "../src/listening/find-mentions.ts";
import type { MentionFilter } from "../src/listening/mention-conditions.ts";
import { parseQuery } from "../src/listening/query.ts";
import { readTerms } from "../src/listening/read-terms.ts";
import { bucketBounds } from "../src/reputation/period.ts";
import { figuresByBucket, rebuildRollups, rollupDifferences } from "../src/reputation/store.ts";
import { topAuthors } from "../src/reputation/store-authors.ts";
import { countsBy } from "../src/reputation/store-counts.ts";
import { dataFolder, type Program, startProgram, withDatabase } from "../test/support/program.ts";
import { type History, vocabulary, writeHistory, zipf } from "./dashboard-history.ts";
import { chance, percentile, say } from "./figures.ts";

const mentions = process.argv.includes("--small") ? 500_000 : 5_000_000;
const days = 90;
const brands = 12;
const asked = 120;
const dayMilliseconds = 86_400_000;
/** Settings of a connection on which PostgreSQL tells how it answers. */
const explain =
  "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_buffers=on -c auto_explain.log_level=notice";

const kept = process.argv.find((word) => word.startsWith("--folder="))?.slice("--folder=".length);
const folder = kept === undefined ? await dataFolder() : { path: kept, remove: async () => undefined };
try {
  const program = await startProgram({ dataFolder: folder.path });
  try {
    const history = (await earlier(folder.path)) ?? (await load(program, folder.path));
    await countedAhead(folder.path);
    await measure(program, history);
    if (process.argv.includes("--plans")) await printPlans(folder.path, history);
  } finally {
    await program.stop();
  }
} finally {
  await folder.remove();
}

/** What an earlier run has written to the folder; null: nothing. */
async function earlier(path: string): Promise<History | null> {
  return withDatabase(path, async (client) => {
    const monitors = await client.query<{ id: string; workspace: string }>(
      "select id, workspace_id as workspace from monitor order by substring(name, '[0-9]+')::int",
    );
    const workspaceId = monitors.rows[0]?.workspace;
    if (workspaceId === undefined) return null;
    const { rows } = await client.query<{ end: Date; count: string }>(
      "select max(published_at) as end, count(*) as count from mention",
    );
    const end = rows[0]?.end ?? new Date();
    say(`asked about ${rows[0]?.count} mentions of an earlier run`);
    const counted = await client.query("select from rollup limit 1");
    if (counted.rowCount === 0) await count(client);
    return { workspaceId, monitors: monitors.rows.map(({ id }) => id), mentions, days, end };
  });
}

async function load(program: Program, path: string): Promise<History> {
  const monitors: string[] = [];
  for (let number = 0; number < brands; number += 1) {
    const { status, body } = await program.call<{ id: string }>("POST", "/monitors", {
      name: `Marque ${number}`,
      kind: number === 0 ? "brand" : "competitor",
      query: `marque${number}`,
    });
    if (status !== 201) throw new Error(`a monitor was refused: ${JSON.stringify(body)}`);
    monitors.push(body.id);
  }
  return withDatabase(path, async (client) => {
    const { rows } = await client.query<{ id: string }>("select workspace_id as id from monitor limit 1");
    const history = { workspaceId: rows[0]?.id ?? "", monitors, mentions, days, end: new Date() };
    const begun = performance.now();
    await writeHistory(client, history, say);
    say(`written and indexed in ${secondsSince(begun)}`);
    await count(client);
    const size = await client.query<{ table: string; size: string }>(
      `select relname as table, pg_size_pretty(pg_table_size(oid)) || ' + indexes ' || pg_size_pretty(pg_indexes_size(oid)) as size
       from pg_class where relname in ('mention', 'mention_monitor', 'rollup', 'hour_rollup') order by 1`,
    );
    for (const { table, size: text } of size.rows) say(`  ${table}: ${text}`);
    return history;
  });
}

async function count(client: pg.Client): Promise<void> {
  const { db, close } = explaining(client, () => undefined, "");
  const counting = performance.now();
  await rebuildRollups(db);
  say(`counted anew in ${secondsSince(counting)} (rebuild-rollups)`);
  if (!process.argv.includes("--unchecked")) {
    const checking = performance.now();
    const differences = await rollupDifferences(db);
    say(`checked in ${secondsSince(checking)}: ${differences.length} differences`);
  }
  await close();
  await client.query("vacuum (analyze) rollup, hour_rollup");
}

/** Waits until the program has counted ahead whatever it counts ahead, as it has where somebody looks. */
async function countedAhead(path: string): Promise<void> {
  await withDatabase(path, async (client) => {
    const due = async () => {
      const { rows } = await client.query<{ hours: number }>(
        `select count(*)::int as hours from hour_rollup where not authors_kept and hour < date_trunc('hour', now())
           or not sites_kept and hour < date_trunc('day', now(), 'UTC')`,
      );
      return rows[0]?.hours ?? 0;
    };
    const hours = await due();
    const begun = performance.now();
    while ((await due()) > 0) await wait(1000);
    if (hours > 0) say(`counted ahead in ${secondsSince(begun)}: ${hours} hours`);
    await client.query("vacuum (analyze) hour_rollup, hour_authors, day_sites");
  });
}

async function measure(program: Program, { monitors, end }: History): Promise<void> {
  const random = chance(5);
  const monitor = () => monitors[Math.floor(random() * monitors.length)] ?? "";
  const daysBefore = (at: number, count: number) => new Date(at - count * dayMilliseconds).toISOString();
  // Periods that begin and end anywhere, as "the last 30 days" does.
  const month = () => {
    const to = end.getTime() - random() * 59 * dayMilliseconds;
    return `from=${daysBefore(to, 30)}&to=${new Date(to).toISOString()}`;
  };
  const word = (least: number) => vocabulary[Math.max(least, zipf(random, vocabulary.length))] ?? "";
  const series = () => `/reputation/timeseries?monitor=${monitor()}&${month()}&tz=Europe/Paris`;
  const whole = `from=${daysBefore(end.getTime(), 89)}&tz=Europe/Paris`;
  let next = 0;
  const first = () => `/reputation/timeseries?monitor=${monitors[next++ % brands]}&${whole}`;
  await time(program, "timeseries of 89 days that nobody looked at before", brands, first);
  await time(program, "timeseries of 30 days by day (target 50 ms)", asked, series);
  await time(program, "timeseries of 30 days by hour", asked, () => `${series()}&interval=hour`);
  await time(
    program,
    "summary of 30 days",
    asked,
    () => `/reputation/summary?monitor=${monitor()}&${month()}`,
  );
  const ten = monitors.slice(0, 10).join(",");
  const voice = () => `/reputation/share-of-voice?monitor=${ten}&${month()}`;
  await time(program, "share of voice of 10 monitors, 30 days (target 100 ms)", asked, voice);
  for (const path of ["networks", "languages", "sources", "authors", "terms"])
    await time(
      program,
      `${path} of 30 days`,
      40,
      () => `/reputation/${path}?monitor=${monitor()}&${month()}`,
    );
  const search = (q: string, more = "") => `/mentions?q=${encodeURIComponent(q)}${more}`;
  await time(program, "search for a word (target 200 ms)", asked, () => search(word(0)));
  await time(program, "search for a rare word (200 ms)", asked, () => search(word(5000)));
  await time(program, "search for two words (200 ms)", asked, () => search(`${word(0)} ${word(100)}`));
  await time(program, "search for a word or the beginning of one (200 ms)", asked, () =>
    search(`${word(100)} OR ${word(1000).slice(0, 5)}*`),
  );
  await time(program, "search for a phrase (200 ms)", asked, () => search(`"${word(20)} ${word(20)}"`));
  await time(program, "search for a word of a monitor in 30 days (200 ms)", asked, () =>
    search(word(0), `&monitor=${monitor()}&label=negative&${month()}`),
  );
  await time(program, "count of a word in 30 days", 40, () => `/mentions/count?q=${word(100)}&${month()}`);
}

async function time(program: Program, what: string, times: number, path: () => string): Promise<void> {
  const taken: number[] = [];
  for (let number = 0; number < times; number += 1) {
    const asking = path();
    const begun = performance.now();
    const { status, body } = await program.call("GET", asking);
    taken.push(performance.now() - begun);
    if (status !== 200) throw new Error(`${asking}: ${status} ${JSON.stringify(body)}`);
  }
  const at = (share: number) => `${percentile(taken, share).toFixed(0)} ms`;
  say(`${what}: p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)}`);
}

/** How PostgreSQL answers, as it says itself: https://www.postgresql.org/docs/current/auto-explain.html */
async function printPlans(path: string, { workspaceId, monitors, end }: History): Promise<void> {
  await withDatabase(path, async (client) => {
    const { db, close } = explaining(client, (plan) => say(`\n${plan}`), explain);
    const [monitor = ""] = monitors;
    const from = new Date(end.getTime() - 30 * dayMilliseconds);
    say("\n# Timeseries of 30 days");
    await figuresByBucket(db, monitor, bucketBounds(from, end, "day", "Europe/Paris"));
    say("\n# Share of voice");
    await countsBy(db, monitors.slice(0, 10), [from, end], {}, "monitor");
    say("\n# Authors");
    await topAuthors(db, monitor, { from, to: end }, {}, 20);
    say("\n# Terms");
    await readTerms(db, { id: monitor, query: "marque0" }, { from, to: end }, {}, 20);
    const search = async (what: string, text: string, filter: MentionFilter) => {
      say(`\n# Search for ${what}`);
      const parsed = parseQuery(text);
      if (parsed.kind !== "query") throw new Error(parsed.message.en);
      const page = { after: null, order: "desc", limit: 50 } as const;
      await findMentions(db, workspaceId, { ...filter, query: parsed.query }, page);
    };
    const word = (rank: number) => vocabulary[rank] ?? "";
    await search("a word", word(300), {});
    await search("a phrase", `"${word(60)} ${word(20)}"`, {});
    const last = monitors.at(-1) ?? "";
    await search("a word of a monitor", word(300), { monitor: last, label: "negative", from, to: end });
    await close();
  });
}

/** Another connection to the same database, through Prisma. */
function explaining(client: pg.Client, plan: (text: string) => void, options: string) {
  const { host, port, database } = client;
  const pool = new pg.Pool({
    host,
    port,
    max: 1,
    options,
    ...(client.user === undefined ? {} : { user: client.user }),
    ...(database === undefined ? {} : { database }),
    ...(typeof client.password === "string" ? { password: client.password } : {}),
  });
  pool.on("connect", (opened) => opened.on("notice", ({ message }) => plan(message ?? "")));
  const db = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    db,
    async close() {
      await db.$disconnect();
      await pool.end();
    },
  };
}

function secondsSince(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(0)} s`;
}
