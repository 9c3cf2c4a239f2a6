import { afterEach, expect, test } from "vitest";
import { dayAndMonth } from "../../src/publishing/usage.ts";
import { type Posting, startPosting } from "../support/posting.ts";

let t: Posting | null = null;
afterEach(async () => {
  await t?.close();
  t = null;
});

test("a day and a month are those of the zone, also where an hour is missing", () => {
  const { day, month } = dayAndMonth(new Date("2027-03-28T10:00:00Z"), "Europe/Paris");
  expect([day.from, day.to].map((at) => at.toISOString())).toEqual([
    "2027-03-27T23:00:00.000Z",
    "2027-03-28T22:00:00.000Z",
  ]);
  expect([month.from, month.to].map((at) => at.toISOString())).toEqual([
    "2027-02-28T23:00:00.000Z",
    "2027-03-31T22:00:00.000Z",
  ]);
});

test("each profile tells its day, its slots and what its network charges for the month", async () => {
  const noon = new Date("2027-03-28T10:00:00Z");
  t = await startPosting({ clock: () => noon });
  const { call, connect, schedule, sandbox } = t;
  const ana = await connect("ana");
  const ben = await connect("ben");
  const x = await call<{ id: string }>("POST", "/profiles", {
    network: "x",
    credentials: { accessToken: "lumen", refreshToken: "refresh-lumen", clientId: "sandbox" },
    settings: { baseUrl: `${sandbox.url}/x` },
  });
  expect(x.status, JSON.stringify(x.body)).toBe(201);
  await schedule(ana, "tonight", { scheduledAt: "2027-03-28T21:30:00Z" });
  await schedule(ana, "past midnight", { scheduledAt: "2027-03-28T22:30:00Z" });
  await schedule(ana, "a draft", { status: "draft" });
  await schedule(x.body.id, "see https://lumen.fr", { scheduledAt: "2027-03-30T10:00:00Z" });
  await schedule(x.body.id, "in April", { scheduledAt: "2027-04-02T10:00:00Z" });
  const items = [
    { weekday: 1, time: "09:30" },
    { weekday: 3, time: "18:00" },
  ];
  expect((await call("PUT", `/profiles/${ben}/slots`, { items })).status).toBe(200);
  expect((await call("PATCH", "/planning", { monthlyBudgetUsd: 50 })).status).toBe(200);

  const { status, body } = await call<{ items: { profile: string }[]; budgetUsd: number }>(
    "GET",
    "/profiles/usage",
  );
  expect(status).toBe(200);
  expect(body.budgetUsd).toBe(50);
  const of = (id: string) => body.items.find(({ profile }) => profile === id);
  expect(of(ana)).toMatchObject({ today: { publications: 1, most: null }, slots: 0, monthCostUsd: null });
  expect(of(ben)).toMatchObject({ today: { publications: 0 }, slots: 2 });
  expect(of(x.body.id)).toMatchObject({ today: { publications: 0 }, monthCostUsd: 0.2 });
});
