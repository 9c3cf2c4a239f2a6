import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { look } from "../../src/alerts/detect.ts";
import { claimLook, finishLook, rulesToRing } from "../../src/alerts/store-looks.ts";
import { type ShownAlert, startWatch, type Watch } from "../support/alerting.ts";
import { type Hearing, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let watch: Watch;
beforeAll(async () => {
  vigie = await startHearing();
});
afterAll(() => vigie.close());
beforeEach(async () => {
  watch = await startWatch(vigie);
});
afterEach(() => watch.close());

interface Course {
  bucketMinutes: number;
  buckets: { from: string; seen: number; expected: number; low: number; high: number }[];
}

describe("a burst of negative mentions after calm hours", () => {
  test("opens one alert, also when eight look at once, and tells each channel once", async () => {
    const ruleId = await watch.rule([await watch.channel(), await watch.channel()]);
    await watch.calm();
    await watch.lookNow(ruleId);
    expect(await watch.alerts()).toEqual([]);
    await watch.burst();
    const looks = Array.from({ length: 8 }, async () => {
      await vigie.app.db.alertRule.update({ where: { id: ruleId }, data: { lookAt: vigie.clock() } });
      await look(vigie.app, ruleId);
    });
    await Promise.all(looks);
    const alert = await watch.onlyAlert();
    expect(alert).toMatchObject({ state: "firing", evidence: { seen: 15, authors: 12 } });
    expect(alert.deliveries).toMatchObject([
      { event: "alert.opened", state: "waiting" },
      { event: "alert.opened", state: "waiting" },
    ]);
  });

  test("is shown with what drives it: most reach first, the words, and where", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    const { evidence } = await watch.onlyAlert();
    expect(evidence.expected).toBeLessThan(3);
    expect(Date.parse(evidence.since)).toBeGreaterThanOrEqual(watch.at(10).getTime());
    expect(evidence.topMentions.map(({ followers }) => followers)).toEqual([9000, 9000, 9000, 9000, 110]);
    expect(evidence.terms).toContainEqual({ term: "hate", count: 15 });
    expect(evidence.sources).toEqual([{ network: "mastodon", count: 15 }]);
  });

  test("has a course: every mention counted in it, most of them beyond what is usual", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    const { id, evidence } = await watch.onlyAlert();
    const course = async (span: string) =>
      (await vigie.call<Course>("GET", `/alerts/${id}/course?span=${span}`)).body;
    const body = await course("6h");
    expect(body).toMatchObject({ bucketMinutes: 5 });
    expect(body.buckets).toHaveLength(72);
    const sumOf = (buckets: Course["buckets"]) => buckets.reduce((sum, { seen }) => sum + seen, 0);
    expect(sumOf(body.buckets.filter(({ from }) => from >= evidence.since))).toBe(evidence.seen);
    expect(body.buckets.some(({ seen, high }) => seen > high)).toBe(true);
    for (const { low, expected, high } of body.buckets)
      expect(low <= expected && expected <= high + 1).toBe(true);
    const day = await course("24h");
    expect(day.buckets).toHaveLength(96);
    const week = await course("7d");
    expect(week.buckets).toHaveLength(168);
    expect(sumOf(week.buckets)).toBe(sumOf(day.buckets));
  });

  test("says where it began, how much the most active wrote, and how the same day was a week before", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    const { id } = await watch.onlyAlert();
    const { body } = await vigie.call<{
      startedAt: string;
      origin: { first: { id: string; at: string }; mentions: number; authors: number; byMostActive: number };
    }>("GET", `/alerts/${id}`);
    // Four of the fifteen are by one author, all others wrote once.
    expect(body.origin).toMatchObject({ mentions: 15, authors: 12, byMostActive: 6 });
    expect(Date.parse(body.origin.first.at)).toBeGreaterThanOrEqual(Date.parse(body.startedAt));
    const first = await vigie.app.db.mention.findUniqueOrThrow({ where: { id: body.origin.first.id } });
    expect(first.publishedAt.toISOString()).toBe(body.origin.first.at);

    const week = 7 * 86_400_000;
    await vigie.load([
      {
        ...watch.say(30, "is horrible, I hate it", "earlier"),
        publishedAt: new Date(watch.at(30).getTime() - week),
      },
    ]);
    const span = (name: string) => vigie.call<Course>("GET", `/alerts/${id}/course?span=${name}`);
    const [today, before] = await Promise.all([span("24h"), span("week-before")]);
    expect(before.body.buckets.map(({ from }) => Date.parse(from) + week)).toEqual(
      today.body.buckets.map(({ from }) => Date.parse(from)),
    );
    expect(before.body.buckets.reduce((sum, { seen }) => sum + seen, 0)).toBe(1);
  });

  test("proposes a hold while publications of the brand wait, until one is placed", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    const { id } = await watch.onlyAlert();
    const proposed = async () =>
      (await vigie.call<{ proposedHold: unknown }>("GET", `/alerts/${id}`)).body.proposedHold;
    expect(await proposed()).toBeNull();
    const { workspaceId } = vigie;
    const profile = await vigie.app.db.profile.create({
      data: {
        workspaceId,
        network: "mastodon",
        name: watch.brand,
        handle: watch.brand,
        remoteId: watch.brand,
        baseUrl: "http://127.0.0.1:9",
        credentials: "sealed",
        verifiedAt: vigie.clock(),
        brandId: watch.monitor,
      },
    });
    const waiting = {
      workspaceId,
      profileId: profile.id,
      network: "mastodon",
      state: "scheduled" as const,
      scheduledAt: new Date(vigie.clock().getTime() + 86_400_000),
    };
    await vigie.app.db.post.create({
      data: {
        workspaceId,
        status: "scheduled",
        text: "a merry offer",
        createdBy: "ana",
        publications: { create: [waiting] },
      },
    });
    expect(await proposed()).toEqual({ brand: watch.monitor, profiles: 1, publications: 1 });
    await watch.made("/holds", { brand: watch.monitor, reason: "anger", alert: id });
    expect(await proposed()).toBeNull();
  });

  test("resolves by itself once calm returns, and tells of it once", async () => {
    const ruleId = await watch.rule([await watch.channel()]);
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    for (let minute = 0; minute < 60; minute += 1) {
      vigie.clock.pass(61);
      await watch.lookNow(ruleId);
    }
    const alert = await watch.onlyAlert();
    expect(alert).toMatchObject({ state: "resolved", resolvedAt: expect.any(String) });
    expect(alert.deliveries.map(({ event }) => event)).toEqual(["alert.opened", "alert.resolved"]);
  });

  test("resolves as well when somebody looks after it", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    const { id } = await watch.onlyAlert();
    expect((await vigie.call("POST", `/alerts/${id}/acknowledge`)).status).toBe(200);
    expect(await watch.onlyAlert()).toMatchObject({ state: "acknowledged" });
    for (let minute = 0; minute < 60; minute += 1) {
      vigie.clock.pass(61);
      await watch.lookNow(ruleId);
    }
    expect(await watch.onlyAlert()).toMatchObject({ state: "resolved" });
  });

  test("that was no crisis is counted beside its rule, until somebody says otherwise", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    const { id } = await watch.onlyAlert();
    expect((await vigie.call("POST", `/alerts/${id}/resolve`)).body).toMatchObject({ falseAlarm: false });
    const ofRule = async () => {
      const { body } = await vigie.call<{ items: { id: string; falseAlarms: number }[] }>(
        "GET",
        "/alert-rules?limit=100",
      );
      return body.items.find((rule) => rule.id === ruleId)?.falseAlarms;
    };
    const say = (falseAlarm: unknown) => vigie.call("PATCH", `/alerts/${id}`, { falseAlarm });
    expect(await ofRule()).toBe(0);
    expect((await say(true)).body).toMatchObject({ falseAlarm: true, assignee: null, state: "resolved" });
    expect(await ofRule()).toBe(1);
    expect((await say(false)).body).toMatchObject({ falseAlarm: false });
    expect(await ofRule()).toBe(0);
    expect((await say("no")).status).toBe(422);
  });

  test("that comes while a look is under way is looked at again", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    const claimed = await claimLook(vigie.app.db, ruleId, vigie.clock());
    if (!claimed) throw new Error("the look was not due");
    await watch.burst();
    await finishLook(vigie.app.db, claimed, vigie.clock());
    await watch.lookNow(ruleId);
    expect(await watch.onlyAlert()).toMatchObject({ state: "firing" });
  });

  test("is looked at once more within the second, however many bring it, and then no more", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await watch.lookNow(ruleId);
    const asked = [await watch.burst(), await watch.burst(), await watch.burst()].flatMap(
      ({ looks }) => looks,
    );
    expect(asked).toEqual([{ id: ruleId, dueAt: new Date(vigie.clock().getTime() + 1000) }]);
    expect(await claimLook(vigie.app.db, ruleId, vigie.clock())).toBeNull();
    await watch.lookNow(ruleId);
    expect(await watch.onlyAlert()).toMatchObject({ state: "firing" });
    expect((await rulesToRing(vigie.app.db, vigie.clock())).filter(({ id }) => id === ruleId)).toEqual([]);
  });

  test("is still looked at when the worker that was to look went away", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await watch.burst();
    expect(await claimLook(vigie.app.db, ruleId, vigie.clock())).not.toBeNull(); // and no more was heard of it
    await watch.lookNow(ruleId);
    expect(await watch.alerts()).toEqual([]);
    vigie.clock.pass(120);
    await watch.lookNow(ruleId);
    expect(await watch.onlyAlert()).toMatchObject({ state: "firing" });
  });
});

describe("nothing is opened", () => {
  test("by one angry author, however often he writes", async () => {
    const ruleId = await watch.rule();
    await watch.calm();
    await vigie.load(
      Array.from({ length: 100 }, (_, index) => watch.say(index / 20, "is horrible, I hate it", "troll")),
    );
    await watch.lookNow(ruleId);
    expect(await watch.alerts()).toEqual([]);
  });
  test("by a rule that is switched off", async () => {
    const ruleId = await watch.rule();
    expect((await vigie.call("PATCH", `/alert-rules/${ruleId}`, { enabled: false })).status).toBe(200);
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    await look(vigie.app, ruleId);
    expect(await watch.alerts()).toEqual([]);
  });
});

test("a burst of friendly mentions opens an alert where volume is watched, and only there", async () => {
  const volume = await watch.rule([], "volume-spike");
  const negative = await watch.rule();
  await watch.calm();
  await watch.burst("is wonderful, I love it");
  await watch.lookNow(volume);
  await watch.lookNow(negative);
  const alert = await watch.onlyAlert();
  expect(alert).toMatchObject({ rule: volume, evidence: { seen: 15, authors: 12 } });
  expect(alert.evidence.sources).toEqual([{ network: "mastodon", count: 15 }]);
});

describe("what goes wrong in the workspace", () => {
  test("a source that fails opens one alert of its own, and ends it when it is well", async () => {
    const ruleId = await watch.made("/alert-rules", { kind: "source-silent" });
    const { id: sourceId } = await vigie.app.db.source.create({
      data: {
        workspaceId: vigie.workspaceId,
        network: "rss",
        mode: "feed",
        name: "Press",
        settings: {},
        baseUrl: "https://press.example",
        intervalSeconds: 60,
        lastPolledAt: watch.at(30),
        lastFoundAt: watch.at(30),
        createdAt: watch.at(60),
      },
    });
    const ofRule = () => vigie.app.db.alert.findMany({ where: { ruleId, subject: sourceId } });
    const lookLater = async () => {
      vigie.clock.pass(61);
      await watch.lookNow(ruleId);
    };
    await lookLater();
    expect(await ofRule()).toEqual([]);
    await vigie.app.db.source.update({
      where: { id: sourceId },
      data: { state: "failing", lastError: "answered 503", lastErrorAt: vigie.clock() },
    });
    await lookLater();
    await lookLater();
    expect(await ofRule()).toMatchObject([
      { state: "firing", evidence: { subject: { kind: "source", name: "Press", detail: "answered 503" } } },
    ]);
    await vigie.app.db.source.update({
      where: { id: sourceId },
      data: { state: "active", lastPolledAt: vigie.clock() },
    });
    await lookLater();
    expect(await ofRule()).toMatchObject([{ state: "resolved" }]);
    // The gap is known to the detector.
    const gaps = await vigie.app.db.sourceGap.findMany({ where: { sourceId } });
    expect(gaps).toMatchObject([{ toAt: expect.any(Date) }]);
  });
});

test("a rule tried on the past opens what the live one would have, and on what", async () => {
  vigie.clock.set(new Date(Math.ceil(vigie.clock().getTime() / 300_000) * 300_000)); // asked every 5 minutes
  await watch.calm(60);
  await watch.burst();
  vigie.clock.pass(600);
  const period = { from: watch.at(600).toISOString(), to: watch.at(0).toISOString() };
  const ask = {
    kind: "negative-spike",
    monitor: watch.monitor,
    sensitivity: "medium",
    ...period,
    tz: "Europe/Paris",
  };
  const { status, body } = await vigie.call<{ count: number; alerts: ShownAlert[] }>(
    "POST",
    "/alert-rules/backtest",
    ask,
  );
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toMatchObject({ count: 1, alerts: [{ evidence: { seen: 15, authors: 12 } }] });
  expect(body.alerts[0]?.evidence.topMentions[0]).toMatchObject({ author: "loudest" });
  const tooLong = await vigie.call("POST", "/alert-rules/backtest", { ...ask, from: "2020-01-01T00:00:00Z" });
  expect(tooLong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/from" }] } });
});
