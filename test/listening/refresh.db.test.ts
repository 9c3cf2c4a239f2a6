import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { refresh } from "../../src/listening/refresh.ts";
import { nextRefresh } from "../../src/listening/refresh-steps.ts";
import { leaveLateRefreshes, refreshesToRing } from "../../src/listening/store-refresh.ts";
import { type Hearing, startHearing } from "../support/listening.ts";

let vigie: Hearing;
beforeAll(async () => {
  vigie = await startHearing();
  await vigie.monitor("vigie");
});
afterEach(async () => {
  await vigie.app.db.mention.deleteMany();
  await vigie.app.db.source.deleteMany();
  await vigie.app.db.rollup.deleteMany();
  await vigie.control("POST", "reset");
});
afterAll(() => vigie.close());

const hour = 3600;
const never = new AbortController().signal;
/** A source that has just brought these texts; answers with its id and theirs. */
const brought = async (network: string, ...texts: string[]) => {
  const settings =
    { mastodon: { timeline: "public", search: false }, x: { engagement: true } }[network] ?? {};
  const more = {
    settings: { ...settings, baseUrl: `${vigie.sandbox.url}/${network}` },
    ...(network === "bluesky"
      ? { credentials: { identifier: "listener.test", password: "app-pass-word-1234" } }
      : {}),
    ...(network === "x" ? { credentials: { accessToken: "marie" } } : {}),
  };
  const source = await vigie.source(network, "search", more);
  const names = await vigie.said(...texts.map((text) => ({ network, text })));
  await vigie.ask(source);
  expect(await vigie.app.db.mention.count()).toBe(texts.length);
  return { source, names };
};
const noticed = (name: string | undefined, likes: number, shares: number, replies: number) =>
  vigie.control("PATCH", `mentions/${encodeURIComponent(name ?? "")}`, {
    engagement: { likes, shares, replies },
  });
/** What the scheduler and the listener do in their next rounds. */
const round = async () => {
  for (const { id } of await refreshesToRing(vigie.app.db, vigie.clock()))
    await refresh(vigie.needs, id, never);
};
const mention = (text: string) =>
  vigie.app.db.mention.findFirst({
    where: { text },
    select: { likes: true, shares: true, replies: true, refreshAt: true },
  });
const engagement = async () =>
  (await vigie.app.db.hourRollup.findMany()).reduce((sum, row) => sum + Number(row.engagement), 0);

test.each(["mastodon", "bluesky", "hackernews", "x"])(
  "on %s, how much notice a mention got is read again, and counted, for three days",
  async (network) => {
    const { names } = await brought(network, "vigie one", "vigie two");
    const before = await engagement();
    const [one] = names;
    // Hacker News knows points alone of what nobody answered.
    const shares = network === "hackernews" ? 0 : 3;
    await noticed(one, 7, shares, 0);
    await round();
    expect(await engagement()).toBe(before); // not yet
    vigie.clock.pass(hour + 1);
    await round();
    expect(await mention("vigie one")).toMatchObject({ likes: 7, shares, replies: 0 });
    await vigie.expectTrueCounts();
    expect(await engagement()).toBeGreaterThan(before);
    for (const hours of [5, 18, 48]) {
      vigie.clock.pass(hours * hour);
      await noticed(one, 7 + hours, shares, 0);
      await round();
      expect(await mention("vigie one")).toMatchObject({ likes: 7 + hours });
    }
    expect(await mention("vigie one")).toMatchObject({ refreshAt: null });
    await vigie.expectTrueCounts();
  },
);

test.each(["mastodon", "bluesky", "hackernews", "x"])(
  "on %s, a mention that is gone when it is asked for is removed with its counts",
  async (network) => {
    const { names } = await brought(network, "vigie one", "vigie two");
    await vigie.control("DELETE", `mentions/${encodeURIComponent(names[0] ?? "")}`);
    vigie.clock.pass(hour + 1);
    await round();
    expect(await mention("vigie one")).toBeNull();
    expect(await mention("vigie two")).not.toBeNull();
    await vigie.expectTrueCounts();
  },
);

test("X, which charges for each reading, is asked again only where its source wants that; it counts into the cost", async () => {
  const { source } = await brought("x", "vigie one", "vigie two");
  const readCount = async () =>
    (await vigie.app.db.source.findUniqueOrThrow({ where: { id: source } })).readCount;
  expect(await readCount()).toBe(2);
  vigie.clock.pass(hour + 1);
  await round();
  expect(await readCount()).toBe(4);
  await vigie.app.db.source.update({
    where: { id: source },
    data: { settings: { baseUrl: `${vigie.sandbox.url}/x` } },
  });
  await vigie.said({ network: "x", text: "vigie three" });
  await vigie.app.db.source.update({ where: { id: source }, data: { dueAt: vigie.clock() } });
  await vigie.ask(source);
  expect(await mention("vigie three")).toMatchObject({ refreshAt: null });
  expect(await mention("vigie one")).not.toMatchObject({ refreshAt: null });
});

test("a network that fails is asked again later, and its source goes on listening", async () => {
  const { source, names } = await brought("mastodon", "vigie one");
  await noticed(names[0], 5, 0, 0);
  vigie.clock.pass(hour + 1);
  await vigie.control("POST", "faults", { network: "mastodon", kind: "unreachable" });
  await round();
  expect(await mention("vigie one")).toMatchObject({ likes: 0 });
  expect(await vigie.shown(source)).toMatchObject({ state: "active", lastError: null });
  expect(await refreshesToRing(vigie.app.db, vigie.clock())).toEqual([]);
  await vigie.control("DELETE", "faults");
  vigie.clock.pass(901);
  await round();
  expect(await mention("vigie one")).toMatchObject({ likes: 5 });
});

test("two that are rung at once ask once", async () => {
  const { source } = await brought("hackernews", "vigie one");
  vigie.clock.pass(hour + 1);
  await Promise.all([refresh(vigie.needs, source, never), refresh(vigie.needs, source, never)]);
  const { requests } = (await vigie.control("GET", "requests")) as {
    requests: { path: string; count: number }[];
  };
  expect(requests.filter(({ path }) => path.includes("/items/")).map(({ count }) => count)).toEqual([1]);
});

test("what nobody came to ask for in hours is left as it is", async () => {
  await brought("hackernews", "vigie one");
  vigie.clock.pass(8 * hour);
  await leaveLateRefreshes(vigie.app.db, vigie.clock());
  expect(await mention("vigie one")).toMatchObject({ refreshAt: null });
});

test("the times are 1, 6, 24 and 72 hours after collection; those that passed are not made up for", () => {
  const collected = new Date("2026-11-22T00:00:00Z");
  const after = (hours: number) => new Date(collected.getTime() + hours * 3_600_000);
  expect(nextRefresh(collected, collected)).toEqual(after(1));
  expect(nextRefresh(collected, after(1))).toEqual(after(6));
  expect(nextRefresh(collected, after(7))).toEqual(after(24));
  expect(nextRefresh(collected, after(72))).toBeNull();
});
