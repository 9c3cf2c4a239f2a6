import { afterAll, beforeAll, expect, test } from "vitest";
import { refresh } from "../../src/listening/refresh.ts";
import { type Hearing, startHearing } from "../support/listening.ts";

let vigie: Hearing;
beforeAll(async () => {
  // Networks state when a limit ends by the real time.
  vigie = await startHearing({ startAt: new Date() });
  await vigie.monitor("vigie");
});
afterAll(() => vigie.close());

interface Health {
  health: {
    callsPerDay: number;
    quota: { stated: unknown; limit: number; remaining: number; resetAt: string } | null;
    estimatedMonthlyCostUsd: number | null;
    month: { costUsd: number; budgetUsd: number | null } | null;
    state: string;
    lastError: string | null;
    nextPollAt: string;
  };
}
const shown = async (id: string) => (await vigie.call<Health>("GET", `/sources/${id}`)).body.health;
const search = (accessToken: string, network = "mastodon") =>
  vigie.source(network, "search", {
    credentials: { accessToken },
    settings: { baseUrl: `${vigie.sandbox.url}/${network}` },
    intervalSeconds: 60,
  });

test("a source shows what its network allows and has left, and how often it asks", async () => {
  const id = await search("one");
  await vigie.ask(id);
  const health = await shown(id);
  expect(health.quota).toMatchObject({ stated: { calls: 300, perSeconds: 300 }, limit: expect.any(Number) });
  expect(health.quota?.remaining).toBeLessThan(health.quota?.limit ?? 0);
  expect(health).toMatchObject({ callsPerDay: 1440, estimatedMonthlyCostUsd: null });
});

test("what reading costs on X is told for a month", async () => {
  const id = await search("paying", "x");
  await vigie.said(...Array.from({ length: 20 }, (_, index) => ({ network: "x", text: `vigie ${index}` })));
  await vigie.ask(id);
  // Twenty posts in what counts as an hour, at half a cent.
  expect((await shown(id)).estimatedMonthlyCostUsd).toBe(20 * 24 * 30 * 0.005);
  expect((await shown(id)).quota).toMatchObject({
    stated: { calls: 300, perSeconds: 900 },
    limit: expect.any(Number),
  });
});

test("a month's budget is never overrun, by polls, by many at once or by reading anew, and the next month reads on", async () => {
  await vigie.control("POST", "reset");
  await vigie.app.db.mention.deleteMany();
  const id = await vigie.source("x", "search", {
    credentials: { accessToken: "thrifty" },
    settings: { baseUrl: `${vigie.sandbox.url}/x`, monthlyBudgetUsd: 0.1, engagement: true },
    intervalSeconds: 60,
  });
  const spent = async () => {
    const { costs } = (await vigie.control("GET", "costs")) as { costs: { network: string; usd: number }[] };
    return costs.find(({ network }) => network === "x")?.usd;
  };
  const read = () => vigie.app.db.mention.count({ where: { sourceId: id } });
  await vigie.said(
    ...Array.from({ length: 50 }, (_, index) => ({ network: "x", text: `vigie says ${index}` })),
  );
  await Promise.all([vigie.ask(id), vigie.ask(id)]);
  expect([await read(), await spent()]).toEqual([20, 0.1]);
  const used = await shown(id);
  expect(used).toMatchObject({ state: "failing", month: { costUsd: 0.1, budgetUsd: 0.1 } });
  expect(used.lastError).toContain("0.1 USD is used up");
  const now = vigie.clock();
  const nextMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  expect(used.nextPollAt).toBe(nextMonth.toISOString());
  vigie.clock.pass(3700);
  await vigie.app.db.mention.updateMany({ where: { sourceId: id }, data: { refreshAt: vigie.clock() } });
  await vigie.app.db.source.update({ where: { id }, data: { state: "active" } });
  await refresh(vigie.needs, id, new AbortController().signal);
  expect(await spent()).toBe(0.1);

  const settings = { monthlyBudgetUsd: 0.15 };
  expect((await vigie.call("PATCH", `/sources/${id}`, { settings })).status).toBe(200);
  await vigie.control("POST", "faults", {
    network: "x",
    kind: "server-error-before",
    count: 1,
    match: { method: "GET" },
  });
  await vigie.ask(id);
  // What was not answered is paid for by nobody, and may be asked for again.
  expect((await shown(id)).month?.costUsd).toBe(0.1);
  vigie.clock.set(new Date((await shown(id)).nextPollAt));
  await vigie.ask(id);
  expect([await read(), await spent()]).toEqual([30, 0.15]);

  vigie.clock.set(nextMonth);
  await vigie.said({ network: "x", text: "vigie next month" });
  await vigie.ask(id); // the rest of the walk that the budget cut off
  expect(await shown(id)).toMatchObject({ state: "active", month: { budgetUsd: 0.15 } });
  vigie.clock.set(new Date((await shown(id)).nextPollAt));
  await vigie.ask(id);
  expect(await vigie.app.db.mention.count({ where: { text: "vigie next month" } })).toBe(1);
});

test("sources of one caller share the pause when it was one call too many; others go on", async () => {
  const [one, same, other] = [await search("shared"), await search("shared"), await search("another")];
  for (const id of [one, same, other]) await vigie.ask(id);
  vigie.clock.pass(120);
  await vigie.control("POST", "faults", {
    network: "mastodon",
    kind: "rate-limit",
    count: 1,
    match: { method: "GET" },
    resetSeconds: 3000,
  });
  await vigie.ask(one);
  const waits = async (id: string) =>
    (Date.parse((await shown(id)).nextPollAt) - vigie.clock().getTime()) / 1000;
  expect(await waits(one)).toBeGreaterThanOrEqual(2990);
  expect(await waits(same)).toBeGreaterThanOrEqual(2990);
  expect(await waits(other)).toBeLessThan(120);
});

test("what could not be read is listed page by page, and only to its own workspace", async () => {
  const id = await search("rejecting");
  const at = vigie.clock();
  const items = [1, 2, 3].map((n) => ({
    sourceId: id,
    remoteId: `r${n}`,
    reason: "odd",
    at: new Date(at.getTime() + n),
  }));
  await vigie.app.db.rejectedItem.createMany({ data: items });
  type Page = { items: { remoteId: string }[]; nextCursor: string };
  const first = await vigie.call<Page>("GET", `/sources/${id}/rejected-items?limit=2`);
  expect(first.body.items.map(({ remoteId }) => remoteId)).toEqual(["r3", "r2"]);
  const next = await vigie.call<Page>("GET", `/sources/${id}/rejected-items?cursor=${first.body.nextCursor}`);
  expect(next.body.items).toEqual([{ remoteId: "r1", reason: "odd", at: expect.any(String) }]);
  const elsewhere = await vigie.app.db.workspace.create({ data: { name: "Other" } });
  await vigie.app.db.source.update({ where: { id }, data: { workspaceId: elsewhere.id } });
  expect((await vigie.call("GET", `/sources/${id}/rejected-items`)).status).toBe(404);
});
