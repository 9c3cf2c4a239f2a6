import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { extendSeries } from "../../src/publishing/series.ts";
import { type Posting, type ShownPublication, startPosting } from "../support/posting.ts";

let t: Posting;
beforeAll(async () => {
  t = await startPosting();
});
// A Saturday; tests of series publish nothing.
beforeEach(() => t.clock.set(new Date("2027-03-06T10:00:00Z")));
afterAll(() => t?.close());

interface Shown {
  id: string;
  series: string;
  code: string;
  text: string;
  errors: { pointer: string; code: string }[];
  publications: ShownPublication[];
}

const weekly = { rule: "FREQ=WEEKLY;BYDAY=SU" };
async function begin(account: string, more: Record<string, unknown> = {}): Promise<Shown> {
  const { status, body } = await t.call<Shown>("POST", "/posts", {
    text: "Chaque dimanche",
    profiles: [await t.connect(account)],
    scheduledAt: { local: "2027-03-07T02:30", timeZone: "Europe/Paris" },
    recurrence: weekly,
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}
const postsOf = async (series: string): Promise<Shown[]> =>
  (await t.call<{ items: Shown[] }>("GET", `/posts?series=${series}&limit=200`)).body.items.sort((a, b) =>
    timeOf(a) < timeOf(b) ? -1 : 1,
  );
const timeOf = (post: Shown) => post.publications[0]?.scheduledAt ?? "";
const change = (post: Shown | undefined, scope: string, body: object) =>
  t.call<Shown>("PATCH", `/posts/${post?.id}?scope=${scope}`, body);

describe("a series", () => {
  test("stands as posts for sixty days, at the hour of the clock, and says what happens on the night of the change", async () => {
    const first = await begin("sunday");
    const posts = await postsOf(first.series);
    expect(posts.map(timeOf)).toEqual([
      "2027-03-07T01:30:00.000Z",
      "2027-03-14T01:30:00.000Z",
      "2027-03-21T01:30:00.000Z",
      "2027-03-28T01:30:00.000Z", // 02:30 does not exist: 03:30
      "2027-04-04T00:30:00.000Z",
      "2027-04-11T00:30:00.000Z",
      "2027-04-18T00:30:00.000Z",
      "2027-04-25T00:30:00.000Z",
      "2027-05-02T00:30:00.000Z",
    ]);
    const { body } = await t.call<{ goesOn: boolean; occurrences: { adjustment: string }[] }>(
      "GET",
      `/series/${first.series}`,
    );
    expect(body.goesOn).toBe(true);
    expect(body.occurrences.slice(0, 5).map(({ adjustment }) => adjustment)).toEqual([
      "none",
      "none",
      "none",
      "gap",
      "none",
    ]);
  });

  test("takes the place of the draft it was written as, unless somebody changed that meanwhile", async () => {
    const profile = await t.connect("replaces");
    const { body: draft } = await t.call<Shown & { version: number }>("POST", "/posts", {
      text: "Chaque dimanche, en brouillon",
      profiles: [profile],
      status: "draft",
    });
    const body = {
      text: "Chaque dimanche",
      profiles: [profile],
      scheduledAt: { local: "2027-03-07T02:30", timeZone: "Europe/Paris" },
    };
    const startFrom = (version: number, key?: string) =>
      t.call<Shown>(
        "POST",
        "/posts",
        { ...body, recurrence: { ...weekly, replaces: { post: draft.id, version } } },
        key ? { "idempotency-key": key } : {},
      );
    const late = await startFrom(draft.version + 1);
    expect([late.status, late.body.code]).toEqual([409, "changed_meanwhile"]);
    const drafts = async () =>
      (await t.call<{ items: Shown[] }>("GET", `/posts?status=draft&profile=${profile}`)).body.items;
    expect(await drafts()).toHaveLength(1);
    const first = await startFrom(draft.version, "replaces-1");
    expect(first.status).toBe(201);
    expect(await drafts()).toEqual([]);
    expect((await startFrom(draft.version, "replaces-1")).body.id).toBe(first.body.id);
    expect((await startFrom(draft.version)).status).toBe(404);
    expect(await postsOf(first.body.series)).toHaveLength(9);
  });

  test("goes on as time passes, once for each, however many schedulers run", async () => {
    const { series } = await begin("goeson");
    t.clock.pass(7 * 86_400);
    await Promise.all([extendSeries(t.app), extendSeries(t.app), extendSeries(t.app)]);
    await extendSeries(t.app);
    const times = (await postsOf(series)).map(timeOf);
    expect(times).toHaveLength(10);
    expect(new Set(times).size).toBe(10);
  });

  test("ends with its rule", async () => {
    const { series } = await begin("ends", { recurrence: { rule: "FREQ=DAILY;COUNT=3" } });
    expect(await postsOf(series)).toHaveLength(3);
    expect((await t.call<{ goesOn: boolean }>("GET", `/series/${series}`)).body.goesOn).toBe(false);
  });

  test("does not make again what was removed from it", async () => {
    const { id, series } = await begin("removed");
    await t.call("DELETE", `/posts/${id}`);
    t.clock.pass(2 * 86_400);
    await extendSeries(t.app);
    expect((await postsOf(series)).map(timeOf)[0]).toBe("2027-03-14T01:30:00.000Z");
  });

  test("changed in one place, changes there; from one place on, from there; and leaves alone what was changed by itself", async () => {
    const { series } = await begin("scopes");
    const posts = await postsOf(series);
    await change(posts[1], "one", { text: "Seulement celui-ci" });
    expect((await change(posts[3], "following", { text: "Désormais" })).status).toBe(200);
    expect((await postsOf(series)).map(({ text }) => text)).toEqual([
      "Chaque dimanche",
      "Seulement celui-ci",
      "Chaque dimanche",
      ...Array(6).fill("Désormais"),
    ]);
    await change(posts[5], "all", { text: "Partout" });
    expect((await postsOf(series)).map(({ text }) => text)).toEqual([
      "Partout",
      "Seulement celui-ci",
      ...Array(7).fill("Partout"),
    ]);
    t.clock.pass(7 * 86_400);
    await extendSeries(t.app);
    expect((await postsOf(series)).at(-1)?.text).toBe("Partout");
  });

  test("moved from one place on, follows from there", async () => {
    const { series } = await begin("moved");
    const posts = await postsOf(series);
    const { status, body } = await change(posts[2], "following", {
      scheduledAt: { local: "2027-03-22T18:00", timeZone: "Europe/Paris" },
      recurrence: { rule: "FREQ=WEEKLY;BYDAY=MO" },
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect((await postsOf(series)).map(timeOf)).toEqual([
      "2027-03-07T01:30:00.000Z",
      "2027-03-14T01:30:00.000Z",
    ]);
    expect((await postsOf(body.series)).map(timeOf).slice(0, 2)).toEqual([
      "2027-03-22T17:00:00.000Z",
      "2027-03-29T16:00:00.000Z",
    ]);
  });

  test("is ended from one place on", async () => {
    const { series } = await begin("stop");
    const posts = await postsOf(series);
    expect((await t.call("DELETE", `/posts/${posts[4]?.id}?scope=following`)).status).toBe(204);
    expect(await postsOf(series)).toHaveLength(4);
    t.clock.pass(30 * 86_400);
    await extendSeries(t.app);
    expect(await postsOf(series)).toHaveLength(4);
  });

  test.each([
    ["a rule that is none", { recurrence: { rule: "FREQ=SOMETIMES" } }, "/recurrence/rule"],
    ["an instant, which no clock repeats", { scheduledAt: "2027-03-07T01:30:00Z" }, "/scheduledAt"],
    [
      "a rule that begins in a year",
      { recurrence: { rule: "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1" } },
      "/scheduledAt",
    ],
  ])("with %s is refused, and nothing is stored", async (_what, more, pointer) => {
    const before = await t.app.db.series.count();
    const { status, body } = await t.call<Shown>("POST", "/posts", {
      text: "Non",
      profiles: [await t.connect("refused")],
      scheduledAt: { local: "2027-03-07T02:30", timeZone: "Europe/Paris" },
      recurrence: weekly,
      ...more,
    });
    expect([status, body.errors[0]?.pointer]).toEqual([422, pointer]);
    expect(await t.app.db.series.count()).toBe(before);
  });
});
