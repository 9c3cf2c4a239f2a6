import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { escalateAlerts } from "../../src/alerts/store.ts";
import { secret, startWatch, type Watch } from "../support/alerting.ts";
import { type Hearing, startHearing } from "../support/listening.ts";
import { answering } from "../support/local-server.ts";

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

describe("telling a channel", () => {
  const opened = async () => {
    const ruleId = await watch.rule([await watch.channel()]);
    await watch.calm();
    await watch.burst();
    await watch.lookNow(ruleId);
    const [delivery] = (await watch.onlyAlert()).deliveries;
    if (!delivery) throw new Error("nobody is told");
    return delivery.id;
  };
  const delivery = async () => (await watch.onlyAlert()).deliveries[0];
  const dueIn = async (id: string) => {
    const { dueAt } = await vigie.app.db.delivery.findUniqueOrThrow({ where: { id } });
    return dueAt === null ? null : (dueAt.getTime() - vigie.clock().getTime()) / 1000;
  };

  test("is signed so that its receiver can check it, and is not repeated", async () => {
    const id = await opened();
    await watch.tell(id);
    await watch.tell(id);
    expect(watch.received).toHaveLength(1);
    const [told] = watch.received;
    const verified = new Webhook(secret).verify(told?.body ?? "", told?.headers as Record<string, string>);
    expect(verified).toMatchObject({
      type: "alert.opened",
      data: {
        id,
        subject: expect.stringContaining(watch.brand),
        alert: { monitor: watch.monitor, evidence: { seen: 15 } },
      },
    });
    expect(await delivery()).toMatchObject({ state: "delivered", attempts: 1 });
  });

  test("is done once by two that are rung at once", async () => {
    const id = await opened();
    await Promise.all([watch.tell(id), watch.tell(id), watch.tell(id)]);
    expect(watch.received).toHaveLength(1);
  });

  test("waits ever longer while its server fails, and arrives in the end", async () => {
    const id = await opened();
    watch.setAnswer(answering(500));
    await watch.tell(id);
    expect(await delivery()).toMatchObject({ state: "waiting", attempts: 1 });
    expect(await dueIn(id)).toBe(5);
    await watch.tell(id);
    expect(watch.received).toHaveLength(1); // not yet due
    vigie.clock.pass(5);
    await watch.tell(id);
    expect(await dueIn(id)).toBe(10);
    watch.setAnswer(answering(204));
    vigie.clock.pass(10);
    await watch.tell(id);
    expect(await delivery()).toMatchObject({ state: "delivered", attempts: 3 });
    const ids = watch.received.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids)).toEqual(new Set([id]));
  });

  test("is given up at once where its server says gone, and the channel says why", async () => {
    const id = await opened();
    watch.setAnswer(answering(410));
    await watch.tell(id);
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
    await watch.tell(id);
    expect(watch.received).toHaveLength(0);
    vigie.clock.pass(61);
    await watch.tell(id);
    expect(await delivery()).toMatchObject({ state: "delivered" });
  });
});

describe("who is told, and when", () => {
  const night = { from: "22:00", to: "07:00", timeZone: "UTC" };
  const opened = async (more: Record<string, unknown> = {}, quietHours: object | null = null) => {
    const target = await watch.channel(quietHours);
    const ruleId = await watch.made("/alert-rules", {
      kind: "keyword",
      monitor: watch.monitor,
      query: "recall OR rappel*",
      channels: [target],
      ...more,
    });
    await vigie.load([watch.say(1, "announces a recall of its heaters", "press", 500)]);
    await watch.lookNow(ruleId);
    return watch.onlyAlert();
  };

  test("a keyword opens one alert, and it ends when an hour brings no more", async () => {
    const alert = await opened();
    expect(alert).toMatchObject({ state: "firing", evidence: { seen: 1, authors: 1, reason: "keyword" } });
    for (let minute = 0; minute < 62; minute += 1) {
      vigie.clock.pass(61);
      await watch.lookNow(await ruleOf(alert.id));
    }
    expect(await watch.onlyAlert()).toMatchObject({ state: "resolved" });
  });

  test("what a feed tells hours later is told once; a history of days ago tells nobody", async () => {
    const hours = 60;
    const ruleId = await watch.made("/alert-rules", {
      kind: "keyword",
      monitor: watch.monitor,
      query: "recall OR rappel",
      channels: [],
    });
    await vigie.load([watch.say(26 * hours, "announced a recall the other day", "press", 500)]);
    await watch.lookNow(ruleId);
    expect(await watch.alerts()).toEqual([]);
    await vigie.load([watch.say(3 * hours, "announces a recall of its heaters", "press", 500)]);
    await watch.lookNow(ruleId);
    expect(await watch.onlyAlert()).toMatchObject({ state: "firing", evidence: { seen: 1 } });
    vigie.clock.pass(50 * 60);
    await watch.lookNow(ruleId);
    expect(await watch.onlyAlert()).toMatchObject({ state: "firing" });
    vigie.clock.pass(11 * 60);
    await watch.lookNow(ruleId);
    vigie.clock.pass(60);
    await watch.lookNow(ruleId);
    expect(await watch.onlyAlert()).toMatchObject({ state: "resolved", evidence: { seen: 1 } });
  });

  test("an author with many followers is told of, others are not", async () => {
    const ruleId = await watch.made("/alert-rules", {
      kind: "author-followers",
      monitor: watch.monitor,
      followers: 10_000,
    });
    await vigie.load([watch.say(3, "is fine", "small", 9999)]);
    await watch.lookNow(ruleId);
    expect(await watch.alerts()).toEqual([]);
    await vigie.load([watch.say(2, "is fine", "star", 10_000)]);
    await watch.lookNow(ruleId);
    expect((await watch.onlyAlert()).evidence.topMentions).toMatchObject([{ author: "star" }]);
  });

  test("the second row is told once when nobody acknowledges in time", async () => {
    const second = await watch.channel();
    await opened({ escalation: { afterMinutes: 10, channels: [second] } });
    await escalateAlerts(vigie.app.db, vigie.clock());
    expect((await watch.onlyAlert()).deliveries).toHaveLength(1);
    vigie.clock.pass(601);
    await escalateAlerts(vigie.app.db, vigie.clock());
    await escalateAlerts(vigie.app.db, vigie.clock());
    expect((await watch.onlyAlert()).deliveries.map(({ event }) => event)).toEqual([
      "alert.opened",
      "alert.escalated",
    ]);
  });

  test("an acknowledged or snoozed one is not escalated", async () => {
    const second = await watch.channel();
    const { id } = await opened({ escalation: { afterMinutes: 10, channels: [second] } });
    const until = new Date(vigie.clock().getTime() + 3_600_000).toISOString();
    expect((await vigie.call("POST", `/alerts/${id}/snooze`, { until })).status).toBe(200);
    vigie.clock.pass(1200);
    await escalateAlerts(vigie.app.db, vigie.clock());
    expect((await watch.onlyAlert()).deliveries.map(({ event }) => event)).toEqual(["alert.opened"]);
    const { dueAt } = await vigie.app.db.delivery.findFirstOrThrow({ where: { alertId: id } });
    expect(dueAt?.toISOString()).toBe(until);
    expect((await vigie.call("POST", `/alerts/${id}/acknowledge`)).status).toBe(200);
    vigie.clock.pass(7200);
    await escalateAlerts(vigie.app.db, vigie.clock());
    expect((await watch.onlyAlert()).deliveries.map(({ event }) => event)).toEqual(["alert.opened"]);
  });

  test("quiet hours put off what is not critical", async () => {
    const now = vigie.clock();
    const all = { from: two(now.getUTCHours()), to: two((now.getUTCHours() + 5) % 24), timeZone: "UTC" };
    const { id } = await opened({}, all);
    const { dueAt } = await vigie.app.db.delivery.findFirstOrThrow({ where: { alertId: id } });
    expect(dueAt?.getUTCHours()).toBe((now.getUTCHours() + 5) % 24);
    expect(dueAt?.getUTCMinutes()).toBe(0);
  });
  test("what came and went in quiet hours is told in one message at their end", async () => {
    const hour = vigie.clock().getUTCHours();
    const { id } = await opened({}, { from: two(hour), to: two((hour + 5) % 24), timeZone: "UTC" });
    for (let minute = 0; minute < 62; minute += 1) {
      vigie.clock.pass(61);
      await watch.lookNow(await ruleOf(id));
    }
    const { state, deliveries } = await watch.onlyAlert();
    expect([state, deliveries.map(({ event }) => event)]).toEqual(["resolved", ["alert.opened"]]);
    vigie.clock.pass(5 * 3600);
    await watch.tell(deliveries[0]?.id ?? "");
    expect(watch.received).toHaveLength(1);
    const told = JSON.parse(watch.received[0]?.body ?? "") as { data: { subject: string; alert: object } };
    expect(told.data.subject).toMatch(/Over since .+: .+ 1 mention .+Terminé depuis /u);
    expect(told.data.alert).toMatchObject({ state: "resolved" });
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
    const wrong = await vigie.call("POST", "/alert-rules", {
      kind: "keyword",
      monitor: watch.monitor,
      query: "(a OR",
    });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/query" }] } });
    const odd = await vigie.call("POST", "/alert-rules", {
      kind: "profile-reconnect",
      monitor: watch.monitor,
    });
    expect(odd.status).toBe(422);
  });
  const ruleOf = async (id: string) => (await vigie.app.db.alert.findUniqueOrThrow({ where: { id } })).ruleId;
});
