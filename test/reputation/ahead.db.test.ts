import { afterEach, beforeEach, expect, test } from "vitest";
import { sweepOldMentions } from "../../src/listening/retention.ts";
import { countAhead } from "../../src/reputation/ahead.ts";
import { rebuildRollups } from "../../src/reputation/store.ts";
import { startScheduler } from "../../workers/scheduler.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let acme: string;
let globex: string;
let round: () => Promise<number>;
beforeEach(async () => {
  vigie = await startHearing();
  acme = await vigie.monitor("acme");
  globex = await vigie.monitor("globex");
  vigie.clock.set(new Date("2026-11-21T10:30:00Z"));
  round = keeper();
});
afterEach(() => vigie.close());

const keeper = () => countAhead(vigie.app, new AbortController().signal);
const sites = ["blog.example", "forum.example", null];
let loaded = 0;
/** Mentions of both monitors by turns, at these instants. */
const load = (...times: string[]) =>
  vigie.load(
    times.map((at) => {
      loaded += 1;
      const site = sites[loaded % 3];
      return rawMention(`m${loaded}`, `${loaded % 2 ? "acme" : "globex"} number ${loaded} is wonderful`, {
        url: site ? `https://${site}/${loaded}` : null,
        publishedAt: new Date(at),
        author: { handle: `a${loaded % 7}`, name: null, followers: loaded },
        engagement: { likes: loaded, shares: 0, replies: 0 },
      });
    }),
  );
const hours = (day: string, count: number) =>
  Array.from({ length: count }, (_, hour) => `${day}T${String(hour % 24).padStart(2, "0")}:10:00Z`);

/** A pass begins five minutes after the one before at the earliest. */
const nextPass = async (count = round) => {
  vigie.clock.pass(300);
  return count();
};
const due = async () => {
  const rows = await vigie.app.db.hourRollup.findMany({ orderBy: [{ hour: "asc" }, { monitorId: "asc" }] });
  const named = (list: typeof rows) => [...new Set(list.map(({ hour }) => hour.toISOString().slice(0, 13)))];
  return {
    authors: named(rows.filter(({ authorsKept }) => !authorsKept)),
    sites: named(rows.filter(({ sitesKept }) => !sitesKept)),
  };
};
/** When each was written, as PostgreSQL tells. */
const written = () => vigie.app.db.$queryRaw<{ what: string; at: string }[]>`
  select 'authors ' || monitor_id || ' ' || hour as what, xmin::text as at from hour_authors
  union all select 'sites ' || monitor_id || ' ' || day, xmin::text from day_sites order by 1`;
const period = "from=2026-11-17T00:00:00Z&to=2026-11-21T10:00:00Z";
interface Part {
  site: string | null;
  mentions: number;
  reach: number;
  engagement: number;
}
/** What a first look shows is what the mentions themselves say: a filter by site is never read from what is kept. */
const expectTrue = async () => {
  await vigie.expectTrueCounts();
  for (const monitor of [acme, globex]) {
    const asked = `monitor=${monitor}&${period}`;
    const { body } = await vigie.call<{ items: Part[] }>("GET", `/reputation/sources?${asked}`);
    for (const { site, mentions, reach, engagement } of body.items) {
      if (site === null) continue;
      const told = await vigie.call<Part>("GET", `/reputation/summary?${asked}&site=${site}`);
      expect(told.body).toMatchObject({ mentions, reach, engagement });
    }
    const [summary] = await vigie.app.db.$queryRaw<{ authors: bigint }[]>`
      select count(distinct lower(author)) as authors from mention_monitor where monitor_id = ${monitor}::uuid
        and published_at >= '2026-11-17T00:00Z' and published_at < '2026-11-21T10:00Z'`;
    const shown = await vigie.call<{ authors: number }>("GET", `/reputation/summary?${asked}`);
    expect(shown.body.authors).toBe(Number(summary?.authors));
  }
};

test("hours and days that are over are counted before anybody asks, and a look writes nothing then", async () => {
  await load(...hours("2026-11-18", 40), ...hours("2026-11-20", 30), ...hours("2026-11-21", 10));
  await load("2026-11-21T10:05:00Z", "2026-11-21T10:06:00Z");
  expect(await round()).toBeGreaterThan(0);
  expect(await due()).toEqual({
    authors: ["2026-11-21T10"],
    sites: ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"].map(
      (hour) => `2026-11-21T${hour}`,
    ),
  });
  const before = await written();
  expect(before.length).toBeGreaterThan(0);
  await expectTrue();
  expect(await written()).toEqual(before);
});

test("nothing is counted that is kept, and nothing before five minutes have passed", async () => {
  await load(...hours("2026-11-18", 48));
  await expectTrue();
  const before = await written();
  await round();
  expect(await due()).toEqual({ authors: [], sites: [] });
  expect(await written()).toEqual(before);
  await load("2026-11-19T08:00:00Z");
  vigie.clock.pass(299);
  expect(await round()).toBe(0);
  vigie.clock.pass(1);
  expect(await round()).toBe(2); // its authors, and the sites of its day
  expect(await nextPass()).toBe(0);
  await expectTrue();
});

test("what changed is counted again: a correction, an import, an erasure, all of it; not what is kept no longer", async () => {
  await load(...hours("2026-11-13", 24), ...hours("2026-11-18", 48), ...hours("2026-11-20", 24));
  await round();
  const settled = async () => {
    expect((await due()).authors).not.toEqual([]);
    await nextPass();
    expect(await due()).toEqual({ authors: [], sites: [] });
    const before = await written();
    await expectTrue();
    expect(await written()).toEqual(before);
  };
  const { id } = await vigie.app.db.mention.findFirstOrThrow({ orderBy: { publishedAt: "desc" } });
  await vigie.call("PATCH", `/mentions/${id}`, { label: "negative" });
  await settled();
  await load("2026-11-18T03:20:00Z", "2026-11-19T03:20:00Z", "2026-11-19T04:20:00Z");
  await settled();
  await vigie.call("POST", "/personal-data/erasures", { network: "mastodon", author: "a3" });
  await settled();
  await rebuildRollups(vigie.app.db);
  await settled();
  expect(await vigie.app.db.daySites.count()).toBe(8);
  await vigie.app.db.workspace.updateMany({ data: { retentionDays: 7 } });
  await sweepOldMentions(vigie.app);
  expect(await vigie.app.db.daySites.count()).toBe(6);
  expect(await due()).toEqual({ authors: [], sites: [] });
});

test("the scheduler does it", async () => {
  await load(...hours("2026-11-18", 48));
  const scheduler = startScheduler(vigie.app);
  await expect.poll(due).toEqual({ authors: [], sites: [] });
  await scheduler.stop();
});

test("a day of which an hour goes is counted again, and of hours that are gone nothing stays", async () => {
  await load(...hours("2026-11-18", 48));
  await round();
  await vigie.app.db.rollup.deleteMany({ where: { hour: new Date("2026-11-18T05:00:00Z") } });
  const left = await due();
  expect([left.authors.length, left.sites.length]).toEqual([0, 11]);
  await nextPass();
  expect(await due()).toEqual({ authors: [], sites: [] });
  await vigie.app.db.rollup.deleteMany();
  expect(await written()).toEqual([]);
});

const keeperPid = `select pid from pg_locks where locktype = 'advisory' and objid = ${0x41484541} and granted
  and database = (select oid from pg_database where datname = current_database())`;
/** Holds what the keeper must write while `meanwhile` runs, which begins when the keeper waits for it. */
async function held(meanwhile: (pid: number) => Promise<void>): Promise<PromiseSettledResult<number>> {
  let counting: Promise<number> | null = null;
  await vigie.app.db.$transaction(async (tx) => {
    await tx.$executeRaw`lock table hour_authors in share mode`;
    counting = nextPass();
    counting.catch(() => undefined); // looked at below
    const waiting = async () =>
      vigie.app.db.$queryRawUnsafe<{ pid: number }[]>(
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and pid in (${keeperPid})`,
      );
    await expect.poll(waiting).toHaveLength(1);
    await meanwhile((await waiting())[0]?.pid ?? 0);
  });
  const [result] = await Promise.allSettled([counting ?? Promise.reject(new Error("nobody counted"))]);
  return result;
}

test("killed in the middle, it leaves nothing half done, and the next pass does it", async () => {
  await load(...hours("2026-11-18", 48));
  const result = await held(async (pid) => {
    await vigie.app.db.$queryRaw`select pg_terminate_backend(${pid}::int)`;
  });
  expect(result.status).toBe("rejected");
  expect(await written()).toEqual([]);
  expect((await due()).authors).toHaveLength(24);
  await nextPass();
  expect(await due()).toEqual({ authors: [], sites: [] });
  await expectTrue();
});

test("an hour that changes while it is counted stays due, and one that goes leaves nothing behind", async () => {
  await load(...hours("2026-11-18", 48));
  let gone: Promise<unknown> = Promise.resolve();
  const result = await held(async () => {
    await load("2026-11-18T03:20:00Z");
    gone = vigie.app.db.rollup.deleteMany({ where: { hour: new Date("2026-11-18T05:00:00Z") } });
    gone.catch(() => undefined); // waited for below
    const waits = () => vigie.app.db.$queryRaw<unknown[]>`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(waits).toHaveLength(2);
  });
  await gone;
  expect(result.status).toBe("fulfilled");
  expect((await due()).authors).toEqual(["2026-11-18T03"]);
  const left = await vigie.app.db.hourAuthors.findMany({ where: { hour: new Date("2026-11-18T05:00:00Z") } });
  expect(left).toEqual([]);
});

test("one at a time counts in the whole deployment; the others wait for their turn, and find it done", async () => {
  await load(...hours("2026-11-18", 48));
  const other = keeper();
  await held(async () => {
    expect(await other()).toBe(0);
  });
  const before = await written();
  expect(await other()).toBe(0);
  expect(await due()).toEqual({ authors: [], sites: [] });
  expect(await written()).toEqual(before);
});

test("figures stay true while mentions come, go and change and two programs count", async () => {
  await load(...hours("2026-11-18", 60), ...hours("2026-11-19", 60));
  const counters = [keeper(), keeper()];
  const changing = async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      await load(...hours("2026-11-18", 30), ...hours("2026-11-20", 24));
      const some = await vigie.app.db.mention.findMany({ take: 5, skip: turn * 7, orderBy: { id: "asc" } });
      for (const { id } of some) await vigie.call("PATCH", `/mentions/${id}`, { label: "negative" });
      await vigie.call("POST", "/personal-data/erasures", { network: "mastodon", author: `a${turn}` });
    }
  };
  let isOver = false;
  const changed = changing().finally(() => {
    isOver = true;
  });
  const counting = counters.map(async (count) => {
    while (!isOver) await nextPass(count);
  });
  const looking = async () => {
    while (!isOver) await vigie.call("GET", `/reputation/sources?monitor=${acme}&${period}`);
  };
  await Promise.all([changed, ...counting, looking()]);
  await expectTrue();
  await nextPass();
  expect(await due()).toEqual({ authors: [], sites: [] });
  await expectTrue();
});
