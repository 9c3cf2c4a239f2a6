import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepOldMentions } from "../../src/listening/retention.ts";
import { rebuildRollups, rollupDifferences } from "../../src/reputation/store.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let monitor = "";
beforeAll(async () => {
  vigie = await startHearing();
  monitor = await vigie.monitor("acme");
});
afterAll(() => vigie.close());

const hour = 3_600_000;
const first = Date.parse("2026-11-10T00:00:00Z");
const sites = ["blog.example", "forum.example", null];
let loaded = 0;
/** Mentions at these hours after the first. */
const load = (...hours: number[]) =>
  vigie.load(
    hours.map((after) => {
      loaded += 1;
      const site = sites[loaded % 3];
      return rawMention(`s${loaded}`, `acme is ${loaded % 2 ? "horrible" : "wonderful"} ${loaded}`, {
        url: site ? `https://www.${site}/${loaded}` : null,
        publishedAt: new Date(first + after * hour),
        author: { handle: `a${loaded}`, name: null, followers: loaded },
        engagement: { likes: loaded, shares: 0, replies: 0 },
      });
    }),
  );

interface Part {
  site: string | null;
  mentions: number;
  negative: number;
  positive: number;
  reach: number;
  engagement: number;
}
const range = (from: string, to: string) => `monitor=${monitor}&from=${from}&to=${to}`;
const shown = async (from: string, to: string) => {
  const { body } = await vigie.call<{ items: Part[] }>("GET", `/reputation/sources?${range(from, to)}`);
  return body.items;
};
/** The same, over the mentions themselves: a filter by site is never read from what is kept. */
const expectTrue = async (from: string, to: string) => {
  for (const { site, ...part } of await shown(from, to)) {
    if (site === null) continue;
    const { body } = await vigie.call<Part>("GET", `/reputation/summary?${range(from, to)}&site=${site}`);
    expect(body).toMatchObject({
      mentions: part.mentions,
      negative: part.negative,
      positive: part.positive,
      reach: part.reach,
      engagement: part.engagement,
    });
  }
  expect(await rollupDifferences(vigie.app.db)).toEqual([]);
};
const kept = () => vigie.app.db.daySites.findMany({ orderBy: { day: "asc" } });
const week = ["2026-11-10T00:00:00Z", "2026-11-17T00:00:00Z"] as const;

test("sites of a period are the counts of its mentions, also where its bounds cut days", async () => {
  await load(...Array.from({ length: 60 }, (_, index) => index * 2.5));
  const items = await shown(...week);
  expect(items.reduce((sum, { mentions }) => sum + mentions, 0)).toBe(60);
  expect(items.map(({ site }) => site).sort()).toEqual(["blog.example", "forum.example", null]);
  await expectTrue(...week);
  await expectTrue("2026-11-10T13:20:00Z", "2026-11-15T04:45:00Z");
  await expectTrue("2026-11-11T10:00:00Z", "2026-11-11T18:00:00Z");
  expect(await kept()).toHaveLength(7);
});

test("a day is counted anew after anything in it changed, and others are left", async () => {
  const before = await kept();
  await load(30, 31);
  const { id } = await vigie.app.db.mention.findFirstOrThrow({ where: { remoteId: "s1" } });
  await vigie.call("PATCH", `/mentions/${id}`, { label: "positive" });
  await expectTrue(...week);
  const changed = (await kept()).filter(({ signature }, index) => signature !== before[index]?.signature);
  expect(changed.map(({ day }) => day.toISOString().slice(0, 10))).toEqual(["2026-11-10", "2026-11-11"]);
});

test("what is kept and not true is found, and put right", async () => {
  const day = new Date("2026-11-12T00:00:00Z");
  const where = { monitorId_day: { monitorId: monitor, day } };
  await vigie.app.db.daySites.update({ where, data: { sites: { "blog.example": [99, 0, 0, 0, 0, 0] } } });
  expect(await rollupDifferences(vigie.app.db)).toMatchObject([{ monitorId: monitor, hour: day, kept: 1 }]);
  await rebuildRollups(vigie.app.db);
  await expectTrue(...week);
});

test("nothing is kept of mentions that are gone", async () => {
  const handle = "a5";
  await vigie.call("POST", "/personal-data/erasures", { network: "mastodon", author: handle });
  expect(await kept()).toHaveLength(6);
  await expectTrue(...week);
  await vigie.app.db.workspace.updateMany({ data: { retentionDays: 7 } });
  await sweepOldMentions(vigie.app, new AbortController().signal);
  const oldest = new Date(vigie.clock().getTime() - 8 * 24 * hour);
  expect((await kept()).filter(({ day }) => day < oldest)).toEqual([]);
  await vigie.call("DELETE", `/monitors/${monitor}`);
  expect(await kept()).toEqual([]);
});
