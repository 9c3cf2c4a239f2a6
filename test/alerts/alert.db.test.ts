import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { look } from "../../src/alerts/detect.ts";
import { deliver } from "../../src/alerts/notify.ts";
import { escalateAlerts } from "../../src/alerts/store.ts";
import { claimLook, finishLook, rulesToRing } from "../../src/alerts/store-looks.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";
import { answering, type LocalServer, localServer } from "../support/local-server.ts";

const secret = `whsec_${Buffer.from("a secret of the tests, long enough").toString("base64")}`;
let vigie: Hearing;
let server: LocalServer;
let answer = answering(204);
let brand = "";
let monitor = "";
let brandCount = 0;
let textCount = 0;
beforeAll(async () => {
  vigie = await startHearing();
});
afterAll(() => vigie.close());
beforeEach(async () => {
  answer = answering(204);
  server = await localServer((request, response) => answer(request, response));
  brandCount += 1;
  brand = `brand${brandCount}`;
  monitor = await vigie.monitor(brand);
});
afterEach(() => server.close());

interface Alert {
  id: string;
  state: string;
  resolvedAt: string | null;
  evidence: {
    expected: number;
    seen: number;
    authors: number;
    since: string;
    topMentions: { author: string; followers: number }[];
    terms: { term: string; count: number }[];
    sources: { network: string; count: number }[];
  };
  deliveries: { id: string; event: string; state: string; attempts: number; detail: string | null }[];
}
interface Course {
  bucketMinutes: number;
  buckets: { from: string; seen: number; expected: number; low: number; high: number }[];
}
const made = async (url: string, body: unknown): Promise<string> => {
  const reply = await vigie.call<{ id: string }>("POST", url, body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.id;
};
const channel = () =>
  made("/channels", { kind: "webhook", settings: { url: `${server.origin}/hook`, secret } });
const rule = (channels: string[] = [], kind = "negative-spike") =>
  made("/alert-rules", { kind, monitor, sensitivity: "medium", channels });
const alerts = async () => {
  const { body } = await vigie.call<{ items: Alert[] }>("GET", `/alerts?monitor=${monitor}`);
  return Promise.all(
    body.items.map(async ({ id }) => (await vigie.call<Alert>("GET", `/alerts/${id}`)).body),
  );
};
const onlyAlert = async (): Promise<Alert> => {
  const found = await alerts();
  expect(found).toHaveLength(1);
  return found[0] as Alert;
};
/** What the alerter does when it is rung. */
const lookNow = async (ruleId: string) => {
  vigie.clock.pass(1); // looks at one rule are a second apart
  const rung = await rulesToRing(vigie.app.db, vigie.clock());
  if (rung.some(({ id }) => id === ruleId)) await look(vigie.app, ruleId);
};
const tell = (deliveryId: string) => deliver(vigie.app, deliveryId, new AbortController().signal);

const at = (minutesAgo: number) => new Date(vigie.clock().getTime() - minutesAgo * 60_000);
const say = (minutesAgo: number, text: string, author: string, followers = 10) => {
  textCount += 1;
  return rawMention(`t${textCount}`, `${brand} ${text}`, {
    publishedAt: at(minutesAgo),
    author: { handle: author, name: null, followers },
  });
};
const calm = (count = 30) =>
  vigie.load(
    Array.from({ length: count }, (_, index) =>
      say(30 + (index * 720) / count, "opened a new shop in our town and we went there", `calm${index}`),
    ),
  );
const burst = (text = "is horrible, I hate it, what a disaster") =>
  vigie.load([
    ...Array.from({ length: 11 }, (_, index) => say(1 + (index % 4), text, `angry${index}`, 100 + index)),
    ...Array.from({ length: 4 }, () => say(2, text, "loudest", 9000)),
  ]);

describe("a burst of negative mentions after calm hours", () => {
  test("opens one alert, also when eight look at once, and tells each channel once", async () => {
    const ruleId = await rule([await channel(), await channel()]);
    await calm();
    await lookNow(ruleId);
    expect(await alerts()).toEqual([]);
    await burst();
    const looks = Array.from({ length: 8 }, async () => {
      await vigie.app.db.alertRule.update({ where: { id: ruleId }, data: { lookAt: vigie.clock() } });
      await look(vigie.app, ruleId);
    });
    await Promise.all(looks);
    const alert = await onlyAlert();
    expect(alert).toMatchObject({ state: "firing", evidence: { seen: 15, authors: 12 } });
    expect(alert.deliveries).toMatchObject([
      { event: "alert.opened", state: "waiting" },
      { event: "alert.opened", state: "waiting" },
    ]);
  });

  test("is shown with what drives it: most reach first, the words, and where", async () => {
    const ruleId = await rule();
    await calm();
    await burst();
    await lookNow(ruleId);
    const { evidence } = await onlyAlert();
    expect(evidence.expected).toBeLessThan(3);
    expect(Date.parse(evidence.since)).toBeGreaterThanOrEqual(at(10).getTime());
    expect(evidence.topMentions.map(({ followers }) => followers)).toEqual([9000, 9000, 9000, 9000, 110]);
    expect(evidence.terms).toContainEqual({ term: "hate", count: 15 });
    expect(evidence.sources).toEqual([{ network: "mastodon", count: 15 }]);
  });

  test("has a course: every mention counted in it, most of them beyond what is usual", async () => {
    const ruleId = await rule();
    await calm();
    await burst();
    await lookNow(ruleId);
    const { id, evidence } = await onlyAlert();
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

  test("proposes a hold while publications of the brand wait, until one is placed", async () => {
    const ruleId = await rule();
    await calm();
    await burst();
    await lookNow(ruleId);
    const { id } = await onlyAlert();
    const proposed = async () =>
      (await vigie.call<{ proposedHold: unknown }>("GET", `/alerts/${id}`)).body.proposedHold;
    expect(await proposed()).toBeNull();
    const { workspaceId } = vigie;
    const profile = await vigie.app.db.profile.create({
      data: {
        workspaceId,
        network: "mastodon",
        name: brand,
        handle: brand,
        remoteId: brand,
        baseUrl: "http://127.0.0.1:9",
        credentials: "sealed",
        verifiedAt: vigie.clock(),
        brandId: monitor,
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
    expect(await proposed()).toEqual({ brand: monitor, profiles: 1, publications: 1 });
    await made("/holds", { brand: monitor, reason: "anger", alert: id });
    expect(await proposed()).toBeNull();
  });

  test("resolves by itself once calm returns, and tells of it once", async () => {
    const ruleId = await rule([await channel()]);
    await calm();
    await burst();
    await lookNow(ruleId);
    for (let minute = 0; minute < 60; minute += 1) {
      vigie.clock.pass(61);
      await lookNow(ruleId);
    }
    const alert = await onlyAlert();
    expect(alert).toMatchObject({ state: "resolved", resolvedAt: expect.any(String) });
    expect(alert.deliveries.map(({ event }) => event)).toEqual(["alert.opened", "alert.resolved"]);
  });

  test("resolves as well when somebody looks after it", async () => {
    const ruleId = await rule();
    await calm();
    await burst();
    await lookNow(ruleId);
    const { id } = await onlyAlert();
    expect((await vigie.call("POST", `/alerts/${id}/acknowledge`)).status).toBe(200);
    expect(await onlyAlert()).toMatchObject({ state: "acknowledged" });
    for (let minute = 0; minute < 60; minute += 1) {
      vigie.clock.pass(61);
      await lookNow(ruleId);
    }
    expect(await onlyAlert()).toMatchObject({ state: "resolved" });
  });

  test("that comes while a look is under way is looked at again", async () => {
    const ruleId = await rule();
    await calm();
    const claimed = await claimLook(vigie.app.db, ruleId, vigie.clock());
    if (!claimed) throw new Error("the look was not due");
    await burst();
    await finishLook(vigie.app.db, claimed, vigie.clock());
    await lookNow(ruleId);
    expect(await onlyAlert()).toMatchObject({ state: "firing" });
  });

  test("is looked at once more within the second, however many bring it, and then no more", async () => {
    const ruleId = await rule();
    await calm();
    await lookNow(ruleId);
    const asked = [await burst(), await burst(), await burst()].flatMap(({ looks }) => looks);
    expect(asked).toEqual([{ id: ruleId, dueAt: new Date(vigie.clock().getTime() + 1000) }]);
    expect(await claimLook(vigie.app.db, ruleId, vigie.clock())).toBeNull();
    await lookNow(ruleId);
    expect(await onlyAlert()).toMatchObject({ state: "firing" });
    expect((await rulesToRing(vigie.app.db, vigie.clock())).filter(({ id }) => id === ruleId)).toEqual([]);
  });

  test("is still looked at when the worker that was to look went away", async () => {
    const ruleId = await rule();
    await calm();
    await burst();
    expect(await claimLook(vigie.app.db, ruleId, vigie.clock())).not.toBeNull(); // and no more was heard of it
    await lookNow(ruleId);
    expect(await alerts()).toEqual([]);
    vigie.clock.pass(120);
    await lookNow(ruleId);
    expect(await onlyAlert()).toMatchObject({ state: "firing" });
  });
});

describe("nothing is opened", () => {
  test("by one angry author, however often he writes", async () => {
    const ruleId = await rule();
    await calm();
    await vigie.load(
      Array.from({ length: 100 }, (_, index) => say(index / 20, "is horrible, I hate it", "troll")),
    );
    await lookNow(ruleId);
    expect(await alerts()).toEqual([]);
  });
  test("by a rule that is switched off", async () => {
    const ruleId = await rule();
    expect((await vigie.call("PATCH", `/alert-rules/${ruleId}`, { enabled: false })).status).toBe(200);
    await calm();
    await burst();
    await lookNow(ruleId);
    await look(vigie.app, ruleId);
    expect(await alerts()).toEqual([]);
  });
});

test("a burst of friendly mentions opens an alert where volume is watched, and only there", async () => {
  const volume = await rule([], "volume-spike");
  const negative = await rule();
  await calm();
  await burst("is wonderful, I love it");
  await lookNow(volume);
  await lookNow(negative);
  const alert = await onlyAlert();
  expect(alert).toMatchObject({ rule: volume, evidence: { seen: 15, authors: 12 } });
  expect(alert.evidence.sources).toEqual([{ network: "mastodon", count: 15 }]);
});

describe("telling a channel", () => {
  const opened = async () => {
    const ruleId = await rule([await channel()]);
    await calm();
    await burst();
    await lookNow(ruleId);
    const [delivery] = (await onlyAlert()).deliveries;
    if (!delivery) throw new Error("nobody is told");
    return delivery.id;
  };
  const delivery = async () => (await onlyAlert()).deliveries[0];
  const dueIn = async (id: string) => {
    const { dueAt } = await vigie.app.db.delivery.findUniqueOrThrow({ where: { id } });
    return dueAt === null ? null : (dueAt.getTime() - vigie.clock().getTime()) / 1000;
  };

  test("is signed so that its receiver can check it, and is not repeated", async () => {
    const id = await opened();
    await tell(id);
    await tell(id);
    expect(server.received).toHaveLength(1);
    const [told] = server.received;
    const verified = new Webhook(secret).verify(told?.body ?? "", told?.headers as Record<string, string>);
    expect(verified).toMatchObject({
      type: "alert.opened",
      data: { id, subject: expect.stringContaining(brand), alert: { monitor, evidence: { seen: 15 } } },
    });
    expect(await delivery()).toMatchObject({ state: "delivered", attempts: 1 });
  });

  test("is done once by two that are rung at once", async () => {
    const id = await opened();
    await Promise.all([tell(id), tell(id), tell(id)]);
    expect(server.received).toHaveLength(1);
  });

  test("waits ever longer while its server fails, and arrives in the end", async () => {
    const id = await opened();
    answer = answering(500);
    await tell(id);
    expect(await delivery()).toMatchObject({ state: "waiting", attempts: 1 });
    expect(await dueIn(id)).toBe(5);
    await tell(id);
    expect(server.received).toHaveLength(1); // not yet due
    vigie.clock.pass(5);
    await tell(id);
    expect(await dueIn(id)).toBe(10);
    answer = answering(204);
    vigie.clock.pass(10);
    await tell(id);
    expect(await delivery()).toMatchObject({ state: "delivered", attempts: 3 });
    const ids = server.received.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids)).toEqual(new Set([id]));
  });

  test("is given up at once where its server says gone, and the channel says why", async () => {
    const id = await opened();
    answer = answering(410);
    await tell(id);
    expect(await delivery()).toMatchObject({ state: "failed", attempts: 1 });
    expect(await dueIn(id)).toBeNull();
    const { channelId } = await vigie.app.db.delivery.findUniqueOrThrow({ where: { id } });
    const { body } = await vigie.call<{ items: { id: string; lastError: string }[] }>(
      "GET",
      "/channels?limit=100",
    );
    expect(body.items.find((item) => item.id === channelId)?.lastError).toContain("410");
  });

  test("is taken up again when its worker went away in the middle", async () => {
    const id = await opened();
    const leaseUntil = new Date(vigie.clock().getTime() + 60_000);
    await vigie.app.db.delivery.update({ where: { id }, data: { state: "delivering", leaseUntil } });
    await tell(id);
    expect(server.received).toHaveLength(0);
    vigie.clock.pass(61);
    await tell(id);
    expect(await delivery()).toMatchObject({ state: "delivered" });
  });
});

describe("who is told, and when", () => {
  const night = { from: "22:00", to: "07:00", timeZone: "UTC" };
  const opened = async (more: Record<string, unknown> = {}, quietHours: object | null = null) => {
    const target = await made("/channels", {
      kind: "webhook",
      settings: { url: `${server.origin}/hook`, secret },
      quietHours,
    });
    const ruleId = await made("/alert-rules", {
      kind: "keyword",
      monitor,
      query: "recall OR rappel*",
      channels: [target],
      ...more,
    });
    await vigie.load([say(1, "announces a recall of its heaters", "press", 500)]);
    await lookNow(ruleId);
    return onlyAlert();
  };

  test("a keyword opens one alert, and it ends when an hour brings no more", async () => {
    const alert = await opened();
    expect(alert).toMatchObject({ state: "firing", evidence: { seen: 1, authors: 1, reason: "keyword" } });
    for (let minute = 0; minute < 62; minute += 1) {
      vigie.clock.pass(61);
      await lookNow(await ruleOf(alert.id));
    }
    expect(await onlyAlert()).toMatchObject({ state: "resolved" });
  });

  test("an author with many followers is told of, others are not", async () => {
    const ruleId = await made("/alert-rules", { kind: "author-followers", monitor, followers: 10_000 });
    await vigie.load([say(3, "is fine", "small", 9999)]);
    await lookNow(ruleId);
    expect(await alerts()).toEqual([]);
    await vigie.load([say(2, "is fine", "star", 10_000)]);
    await lookNow(ruleId);
    expect((await onlyAlert()).evidence.topMentions).toMatchObject([{ author: "star" }]);
  });

  test("the second row is told once when nobody acknowledges in time", async () => {
    const second = await channel();
    await opened({ escalation: { afterMinutes: 10, channels: [second] } });
    await escalateAlerts(vigie.app.db, vigie.clock());
    expect((await onlyAlert()).deliveries).toHaveLength(1);
    vigie.clock.pass(601);
    await escalateAlerts(vigie.app.db, vigie.clock());
    await escalateAlerts(vigie.app.db, vigie.clock());
    expect((await onlyAlert()).deliveries.map(({ event }) => event)).toEqual([
      "alert.opened",
      "alert.escalated",
    ]);
  });

  test("an acknowledged or snoozed one is not escalated", async () => {
    const second = await channel();
    const { id } = await opened({ escalation: { afterMinutes: 10, channels: [second] } });
    const until = new Date(vigie.clock().getTime() + 3_600_000).toISOString();
    expect((await vigie.call("POST", `/alerts/${id}/snooze`, { until })).status).toBe(200);
    vigie.clock.pass(1200);
    await escalateAlerts(vigie.app.db, vigie.clock());
    expect((await onlyAlert()).deliveries.map(({ event }) => event)).toEqual(["alert.opened"]);
    const { dueAt } = await vigie.app.db.delivery.findFirstOrThrow({ where: { alertId: id } });
    expect(dueAt?.toISOString()).toBe(until);
    expect((await vigie.call("POST", `/alerts/${id}/acknowledge`)).status).toBe(200);
    vigie.clock.pass(7200);
    await escalateAlerts(vigie.app.db, vigie.clock());
    expect((await onlyAlert()).deliveries.map(({ event }) => event)).toEqual(["alert.opened"]);
  });

  test("quiet hours put off what is not critical", async () => {
    const now = vigie.clock();
    const all = { from: two(now.getUTCHours()), to: two((now.getUTCHours() + 5) % 24), timeZone: "UTC" };
    const { id } = await opened({}, all);
    const { dueAt } = await vigie.app.db.delivery.findFirstOrThrow({ where: { alertId: id } });
    expect(dueAt?.getUTCHours()).toBe((now.getUTCHours() + 5) % 24);
    expect(dueAt?.getUTCMinutes()).toBe(0);
  });
  const two = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

  test("a snooze into the past, an unknown person, and a query with a fault are refused by field", async () => {
    const { id } = await opened({}, night);
    const past = await vigie.call<{ errors: { pointer: string }[] }>("POST", `/alerts/${id}/snooze`, {
      until: "2020-01-01T00:00:00Z",
    });
    expect(past).toMatchObject({ status: 422, body: { errors: [{ pointer: "/until" }] } });
    const nobody = await vigie.call("PATCH", `/alerts/${id}`, { assignee: "nobody" });
    expect(nobody).toMatchObject({ status: 422, body: { errors: [{ pointer: "/assignee" }] } });
    const wrong = await vigie.call("POST", "/alert-rules", { kind: "keyword", monitor, query: "(a OR" });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/query" }] } });
    const odd = await vigie.call("POST", "/alert-rules", { kind: "profile-reconnect", monitor });
    expect(odd.status).toBe(422);
  });
  const ruleOf = async (id: string) => (await vigie.app.db.alert.findUniqueOrThrow({ where: { id } })).ruleId;
});

describe("what goes wrong in the workspace", () => {
  test("a source that fails opens one alert of its own, and ends it when it is well", async () => {
    const ruleId = await made("/alert-rules", { kind: "source-silent" });
    const { id: sourceId } = await vigie.app.db.source.create({
      data: {
        workspaceId: vigie.workspaceId,
        network: "rss",
        mode: "feed",
        name: "Press",
        settings: {},
        baseUrl: "https://press.example",
        intervalSeconds: 60,
        lastPolledAt: at(30),
        lastFoundAt: at(30),
        createdAt: at(60),
      },
    });
    const ofRule = () => vigie.app.db.alert.findMany({ where: { ruleId, subject: sourceId } });
    const lookLater = async () => {
      vigie.clock.pass(61);
      await lookNow(ruleId);
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
  await calm(60);
  await burst();
  vigie.clock.pass(600);
  const period = { from: at(600).toISOString(), to: at(0).toISOString() };
  const ask = { kind: "negative-spike", monitor, sensitivity: "medium", ...period, tz: "Europe/Paris" };
  const { status, body } = await vigie.call<{ count: number; alerts: Alert[] }>(
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
