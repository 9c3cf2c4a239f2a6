import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { publish } from "../../src/publishing/publish.ts";
import { type Posting, type ShownPublication, startPosting } from "../support/posting.ts";

let t: Posting;
beforeAll(async () => {
  t = await startPosting();
});
// A Saturday; tests of slots publish nothing.
beforeEach(() => t.clock.set(new Date("2026-11-21T10:00:00Z")));
afterAll(() => t?.close());

interface Answer {
  id: string;
  code: string;
  version: number;
  current: { id: string; version: number }[];
  errors: { pointer: string; code: string }[];
  publications: ShownPublication[];
}

/** A profile that likes Mondays and Wednesdays at half past nine, Paris time. */
async function withSlots(account: string): Promise<string> {
  const profile = await t.connect(account);
  const { status, body } = await t.call("PUT", `/profiles/${profile}/slots`, {
    items: [
      { weekday: 3, time: "09:30" },
      { weekday: 1, time: "09:30" },
    ],
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return profile;
}
const queued = (profiles: string[], more: Record<string, unknown> = {}) =>
  t.call<Answer>("POST", "/posts", { text: "À la suite", profiles, queue: true, ...more });
const timesOf = ({ body }: { body: Answer }) => body.publications.map(({ scheduledAt }) => scheduledAt);

describe("the next free slot", () => {
  test("is taken, one post after the other, and each profile has its own", async () => {
    const one = await withSlots("one");
    const two = await withSlots("two");
    await queued([one]);
    const answer = await queued([one, two]);
    expect(timesOf(answer)).toEqual(["2026-11-25T08:30:00.000Z", "2026-11-23T08:30:00.000Z"]);
    expect(answer.body.publications[0]).toMatchObject({
      localTime: "2026-11-25T09:30",
      timeZone: "Europe/Paris",
    });
  });

  test("is never taken twice, however many ask at once", async () => {
    const profile = await withSlots("rush");
    const answers = await Promise.all(Array.from({ length: 12 }, () => queued([profile])));
    const times = answers.flatMap(timesOf);
    expect(new Set(times).size).toBe(12);
  });

  test("is not one at which something is planned by hand", async () => {
    const profile = await withSlots("byhand");
    await t.schedule(profile, "À la main", {
      scheduledAt: { local: "2026-11-23T09:30", timeZone: "Europe/Paris" },
    });
    const { body } = await t.call<{ items: { local: string }[] }>(
      "GET",
      `/profiles/${profile}/slots/next?limit=2`,
    );
    expect(body.items.map(({ local }) => local)).toEqual(["2026-11-25T09:30", "2026-11-30T09:30"]);
    expect(timesOf(await queued([profile]))).toEqual(["2026-11-25T08:30:00.000Z"]);
  });

  test("of a profile without slots is refused, and nothing is stored", async () => {
    const profile = await t.connect("slotless");
    const before = await t.app.db.post.count();
    const { status, body } = await queued([profile]);
    expect([status, body.errors[0]?.code]).toEqual([422, "no_free_slot"]);
    expect(await t.app.db.post.count()).toBe(before);
  });

  test("and a time of one's own do not go together", async () => {
    const { status, body } = await queued([await withSlots("wants")], {
      scheduledAt: "2026-12-01T10:00:00Z",
    });
    expect([status, body.errors[0]?.pointer]).toEqual([422, "/queue"]);
  });

  test("keeps each publication's own slot when only the text changes, or a profile joins", async () => {
    const [a, b, c] = [await withSlots("a"), await withSlots("b"), await withSlots("c")];
    await queued([a]);
    const { body: post } = await queued([a, b]);
    const times = timesOf({ body: post });
    const renamed = await t.call<Answer>("PATCH", `/posts/${post.id}`, { text: "Mieux dit" });
    expect(timesOf(renamed)).toEqual(times);
    const joined = await t.call<Answer>("PATCH", `/posts/${post.id}`, { profiles: [a, b, c] });
    expect(timesOf(joined).slice(0, 2)).toEqual(times);
  });
});

describe("moving several at once", () => {
  const schedule = async (account: string) =>
    t.schedule(await t.connect(account), "À déplacer", { scheduledAt: "2027-03-27T09:00:00Z" });

  test("by days keeps the hour of the clock, also over the night of the change", async () => {
    const [first, second] = [await schedule("m1"), await schedule("m2")];
    const { status, body } = await t.call<{ items: ShownPublication[] }>("PATCH", "/publications", {
      moves: [first, second].map(({ id, version }) => ({ id, version, shiftDays: 1 })),
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.items.map(({ scheduledAt }) => scheduledAt)).toEqual(
      Array(2).fill("2027-03-28T08:00:00.000Z"),
    );
  });

  test("moves none when one was changed meanwhile, and shows how that one stands", async () => {
    const [first, second] = [await schedule("m3"), await schedule("m4")];
    const move = (moves: object[]) => t.call<Answer>("PATCH", "/publications", { moves });
    await move([{ id: first.id, version: first.version, shiftDays: 2 }]);
    const { status, body } = await move([
      { id: second.id, version: second.version, shiftDays: 5 },
      { id: first.id, version: first.version, shiftDays: 5 },
    ]);
    expect([status, body.code]).toEqual([409, "changed_meanwhile"]);
    expect(body.current).toEqual([
      expect.objectContaining({ id: first.id, version: (await t.show(first.id)).version }),
    ]);
    expect((await t.show(second.id)).scheduledAt).toBe("2027-03-27T09:00:00.000Z");
  });

  test("two who change one post at once do not overwrite each other", async () => {
    const { post } = await schedule("m5");
    const { version } = (await t.call<Answer>("GET", `/posts/${post}`)).body;
    const save = (text: string) => t.call<Answer>("PATCH", `/posts/${post}`, { text, version });
    const answers = await Promise.all([save("De Léa"), save("D’Ana")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = await t.call<Answer & { current: { text: string } }>(
      "PATCH",
      `/posts/${post}`,
      { text: "Trop tard" },
      { "if-match": `"${version}"` },
    );
    expect([late.status, late.body.code]).toEqual([409, "changed_meanwhile"]);
    expect(late.body.current.text).toMatch(/^D/);
  });
});

describe("the calendar", () => {
  test("brings what is planned, and counts by day of the viewer's zone that add up", async () => {
    const profile = await withSlots("calendar");
    await t.schedule(profile, "Tard le soir", { scheduledAt: "2027-10-30T23:30:00Z" });
    await t.schedule(profile, "Nuit du changement", { scheduledAt: "2027-10-31T22:30:00Z" });
    const { status, body } = await t.call<{
      days: { date: string; clockChange: string; total: number; counts: Record<string, number> }[];
      publications: { text: string }[];
      freeSlots: unknown[];
      hidden: number;
    }>("GET", "/calendar?from=2027-10-30T22:00:00Z&to=2027-11-01T23:00:00Z&tz=Europe/Paris");
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.days).toEqual([
      { date: "2027-10-31", clockChange: "back", total: 2, counts: { scheduled: 2 } },
      { date: "2027-11-01", clockChange: "none", total: 0, counts: {} },
    ]);
    expect(body.publications.map(({ text }) => text)).toEqual(["Tard le soir", "Nuit du changement"]);
    expect(body.hidden).toBe(0);
    expect(body.freeSlots).toContainEqual({
      profile,
      at: "2027-11-01T08:30:00.000Z",
      local: "2027-11-01T09:30",
      timeZone: "Europe/Paris",
    });
  });

  test.each([
    ["from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z", "/to"],
    ["from=2027-01-01T00:00:00Z&to=2028-01-01T00:00:00Z", "/to"],
    ["from=2027-01-01T00:00:00Z&to=2027-01-02T00:00:00Z&tz=Mars", "/tz"],
  ])("refuses %s", async (query, pointer) => {
    const { status, body } = await t.call<Answer>("GET", `/calendar?${query}`);
    expect([status, body.errors[0]?.pointer]).toEqual([422, pointer]);
  });
});

describe("campaigns", () => {
  test("gather posts; a post keeps living when its campaign is removed", async () => {
    const profile = await t.connect("campaign");
    const { body: campaign } = await t.call<{ id: string }>("POST", "/campaigns", {
      name: "Soldes d’hiver",
      startsOn: "2027-01-06",
      utm: { source: "social", campaign: "soldes" },
    });
    const { post } = await t.schedule(profile, "Dans la campagne", { campaign: campaign.id });
    expect((await t.call("GET", `/campaigns/${campaign.id}`)).body).toMatchObject({
      posts: 1,
      startsOn: "2027-01-06",
    });
    const found = await t.call<{ items: { id: string }[] }>("GET", `/posts?campaign=${campaign.id}`);
    expect(found.body.items.map(({ id }) => id)).toEqual([post]);
    expect((await t.call("DELETE", `/campaigns/${campaign.id}`)).status).toBe(204);
    expect((await t.call("GET", `/posts/${post}`)).body).toMatchObject({ campaign: null });
  });

  test("that end before they start are refused", async () => {
    const { status, body } = await t.call<Answer>("POST", "/campaigns", {
      name: "À l’envers",
      startsOn: "2027-02-01",
      endsOn: "2027-01-01",
    });
    expect([status, body.errors[0]?.pointer]).toEqual([422, "/endsOn"]);
  });
});

describe("the workspace's own rules", () => {
  test("say how late a publication may still go out", async () => {
    t.clock.set(new Date());
    const profile = await t.connect("grace");
    await t.call("PATCH", "/planning", { lateGraceSeconds: 60 });
    const { id } = await t.schedule(profile, "Deux minutes de retard");
    t.clock.pass(60 + 120);
    await publish(t.app, id, new AbortController().signal);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", attempts: [] });
    await t.call("PATCH", "/planning", { lateGraceSeconds: null });
    await publish(t.app, id, new AbortController().signal);
    expect(await t.show(id)).toMatchObject({ state: "published" });
  });

  test("a copy of a post is a draft without a time", async () => {
    const { post } = await t.schedule(await t.connect("copy"), "À refaire", {
      scheduledAt: "2027-05-01T10:00:00Z",
    });
    const { status, body } = await t.call<Answer>("POST", `/posts/${post}/duplicate`);
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "draft", text: "À refaire" });
    expect(body.publications[0]).toMatchObject({ state: "draft", scheduledAt: null });
  });
});

test("a check tells what will go wrong later, and does not compare a post with itself", async () => {
  const profile = await t.connect("warned");
  await t.call("PATCH", `/profiles/${profile}`, { approvalsRequired: 1 });
  const scheduledAt = "2027-06-01T10:00:00Z";
  const { post } = await t.schedule(profile, "Deux fois le même", { scheduledAt });
  const check = async (more: object) => {
    const { status, body } = await t.call<{ valid: boolean; warnings: { code: string; profile: string }[] }>(
      "POST",
      "/posts/validate",
      { text: "Deux fois le même", profiles: [profile], scheduledAt: "2027-06-01T10:05:00Z", ...more },
    );
    expect([status, body.valid]).toEqual([200, true]);
    return body.warnings.map(({ code }) => code);
  };
  expect(await check({})).toEqual(["too_close", "same_text", "approval_missing"]);
  expect(await check({ post })).toEqual(["approval_missing"]);
});

test("a check tells of counted links that only this machine would follow", async () => {
  const campaign = async (trackLinks: boolean) =>
    (await t.call<Answer>("POST", "/campaigns", { name: "Comptée", trackLinks })).body.id;
  const profiles = [await t.connect("counted")];
  const codes = async (more: object) => {
    const { body } = await t.call<{ warnings: { code: string; detail: string }[] }>(
      "POST",
      "/posts/validate",
      {
        text: "Lisez https://exemple.fr/a",
        profiles,
        scheduledAt: "2027-06-05T10:00:00Z",
        ...more,
      },
    );
    return body.warnings.map(({ code }) => code);
  };
  const counted = await campaign(true);
  expect(await codes({ campaign: counted })).toEqual(["links_lead_nowhere"]);
  expect(await codes({ campaign: counted, text: "Sans lien" })).toEqual([]);
  expect(await codes({ campaign: await campaign(false) })).toEqual([]);
});

describe("the calendar tells on the spot", () => {
  interface Told {
    publications: { profile: string; warnings: { code: string; detail: string }[] }[];
  }
  const toldOf = async (profile: string, from: string, to: string) => {
    const { status, body } = await t.call<Told>("GET", `/calendar?from=${from}&to=${to}&tz=Europe/Paris`);
    expect(status).toBe(200);
    return body.publications
      .filter((publication) => publication.profile === profile)
      .map(({ warnings }) => warnings.map(({ code }) => code));
  };
  const july = ["2027-07-01T00:00:00Z", "2027-08-01T00:00:00Z"] as const;

  test("of two that are too close, the same text within a week, and nothing where all is well", async () => {
    const profile = await t.connect("near");
    const times = ["10:00", "10:14", "10:30"].map((time) => `2027-07-05T${time}:00Z`);
    for (const [at, scheduledAt] of times.entries())
      await t.schedule(profile, `Texte ${at}`, { scheduledAt });
    await t.schedule(profile, "Texte 0", { scheduledAt: "2027-07-12T10:00:00Z" });
    await t.schedule(profile, "Texte 0", { scheduledAt: "2027-07-19T10:01:00Z" });
    expect(await toldOf(profile, ...july)).toEqual([
      ["too_close", "same_text"],
      ["too_close"],
      [],
      ["same_text"],
      [],
    ]);
    // What lies outside of the period shown counts all the same.
    const from = "2027-07-12T00:00:00Z";
    expect(await toldOf(profile, from, "2027-07-13T00:00:00Z")).toEqual([["same_text"]]);
  });

  test("of what is not approved a day before, of access that ends, and of nothing that is over", async () => {
    const profile = await t.connect("ending");
    await t.call("PATCH", `/profiles/${profile}`, { approvalsRequired: 1 });
    await t.schedule(profile, "Demain", { scheduledAt: "2026-11-22T09:59:00Z" });
    await t.schedule(profile, "Plus tard", { scheduledAt: "2026-11-22T10:20:00Z" });
    const period = ["2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"] as const;
    expect(await toldOf(profile, ...period)).toEqual([["approval_due"], []]);
    const accessEndsAt = new Date("2026-11-22T10:10:00Z");
    await t.app.db.profile.update({ where: { id: profile }, data: { accessEndsAt } });
    expect(await toldOf(profile, ...period)).toEqual([["approval_due"], ["access_ends_before"]]);
    t.clock.set(new Date("2026-11-23T12:00:00Z"));
    expect(await toldOf(profile, ...period)).toEqual([[], []]);
  });
});
