import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { look } from "../../src/alerts/detect.ts";
import type { DigestContent } from "../../src/alerts/digest.ts";
import { deliver } from "../../src/alerts/notify.ts";
import { updateEvidence } from "../../src/alerts/store.ts";
import { deliveriesToRing } from "../../src/alerts/store-deliveries.ts";
import { planDigests } from "../../src/alerts/store-digests.ts";
import { rulesToRing } from "../../src/alerts/store-looks.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";
import { answering, type LocalServer, localServer } from "../support/local-server.ts";
import { closeSmtpServers, type SmtpServer, smtpServer } from "../support/smtp-server.ts";

let vigie: Hearing;
let mail: SmtpServer;
let server: LocalServer;
let answer = answering(204);
let brand = "";
let monitor = "";
let testCount = 0;
beforeAll(async () => {
  mail = await smtpServer({});
  vigie = await startHearing({ env: { SMTP_URL: mail.url } });
});
afterAll(async () => {
  await vigie.close();
  await closeSmtpServers();
});
// Each begins at ten on a day long after those before, with nothing that they would tell.
beforeEach(async () => {
  answer = answering(204);
  server = await localServer((request, response) => answer(request, response));
  await vigie.app.db.channel.deleteMany();
  testCount += 1;
  at(0, "09:59:59");
  brand = `lumen${testCount}`;
  monitor = await vigie.monitor(brand);
});
afterEach(() => server.close());

/** An instant of the test: so many days after its first. */
const on = (day: number, time: string): string => {
  const date = new Date(Date.UTC(2026, 10, 21 + 40 * testCount + day));
  return `${date.toISOString().slice(0, 10)}T${time}.000Z`;
};
const at = (day: number, time: string) => vigie.clock.set(new Date(on(day, time)));

interface Told {
  type: string;
  data: {
    id: string;
    subject: string;
    text: string;
    alert: unknown;
    digest?: DigestContent & { id: string };
  };
}
interface ShownDigest {
  id: string;
  state: string;
  from: string;
  to: string;
  text: string | null;
}

const made = async (url: string, body: unknown): Promise<string> => {
  const reply = await vigie.call<{ id: string }>("POST", url, body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.id;
};
const daily = { every: "day", at: "09:00", timeZone: "UTC" };
const night = { from: "22:00", to: "07:00", timeZone: "UTC" };
const hook = (more: object = {}) =>
  made("/channels", { kind: "webhook", settings: { url: `${server.origin}/hook` }, language: "en", ...more });
/** An alert that is not critical opens: its rule tells these channels. */
const alarm = async (channels: string[]): Promise<string> => {
  const ruleId = await made("/alert-rules", { kind: "keyword", monitor, query: "recall", channels });
  await said("announces a recall of its heaters");
  await lookAt(ruleId);
  const { body } = await vigie.call<{ items: { id: string }[] }>("GET", `/alerts?monitor=${monitor}`);
  const [first] = body.items;
  if (!first) throw new Error("nothing fires");
  return first.id;
};
let saidCount = 0;
const said = async (text: string) => {
  saidCount += 1;
  vigie.clock.pass(120);
  const publishedAt = new Date(vigie.clock().getTime() - 60_000);
  const author = { handle: `press${saidCount}`, name: null, followers: 500 };
  await vigie.load([rawMention(`d${saidCount}`, `${brand} ${text} ${saidCount}`, { publishedAt, author })]);
};
const lookAt = async (ruleId: string) => {
  vigie.clock.pass(1);
  const rung = await rulesToRing(vigie.app.db, vigie.clock());
  if (rung.some(({ id }) => id === ruleId)) await look(vigie.app, ruleId);
};
const never = new AbortController().signal;
/** A round of the scheduler, and of the alerter for what it rings. */
const round = async () => {
  const now = vigie.clock();
  await planDigests(vigie.app.db, now);
  const jobs = await deliveriesToRing(vigie.app.db, { now, horizon: now, everything: true });
  for (const { id } of jobs) await deliver(vigie.app, id, never);
};
const hooked = (): Told[] => server.received.map(({ body }) => JSON.parse(body) as Told);
const digestsOf = async (channel: string) =>
  (await vigie.call<{ items: ShownDigest[] }>("GET", `/channels/${channel}/digests`)).body.items;

describe("a digest", () => {
  test("tells alerts and figures of its stretch, and the counts are those of the reputation", async () => {
    const channel = await hook({ digest: daily });
    await alarm([channel]);
    await said("is wonderful, I love it");
    await said("is horrible, I hate it");
    await round();
    expect(hooked().map(({ type }) => type)).toEqual(["alert.opened"]);
    at(1, "09:00:00");
    await round();
    const [, told] = hooked();
    expect(told).toMatchObject({
      type: "digest",
      data: {
        alert: null,
        subject: "[Vigie] Daily digest, Test: 1 alert, 3 mentions",
        digest: {
          from: on(0, "10:00:00"),
          to: on(1, "09:00:00"),
          alerts: [{ monitor: brand, state: "firing", isHeldBack: false }],
          figures: expect.arrayContaining([
            expect.objectContaining({ monitor, before: expect.objectContaining({ mentions: 0 }) }),
          ]),
        },
      },
    });
    const range = `from=${on(0, "10:00:00")}&to=${on(1, "09:00:00")}`;
    const summary = await vigie.call("GET", `/reputation/summary?monitor=${monitor}&${range}`);
    expect(summary.body).toMatchObject(told?.data.digest?.figures[0]?.now ?? {});
    const [kept] = await digestsOf(channel);
    expect(kept).toMatchObject({ state: "delivered", to: on(1, "09:00:00"), text: told?.data.text });
  });

  test("is made once by many schedulers at once, and the next one begins where it ended", async () => {
    const channel = await hook({ digest: daily });
    at(1, "09:00:03");
    await Promise.all(Array.from({ length: 6 }, () => planDigests(vigie.app.db, vigie.clock())));
    await Promise.all([round(), round()]);
    expect(hooked()).toHaveLength(1);
    at(2, "09:00:00");
    await round();
    const [second, first] = await digestsOf(channel);
    expect(await digestsOf(channel)).toHaveLength(2);
    expect(second?.from).toBe(first?.to);
    expect(hooked()).toHaveLength(2);
  });

  test("after days of standstill is one, for all of them", async () => {
    const channel = await hook({ digest: daily });
    at(4, "15:00:00");
    await round();
    await round();
    const shown = await digestsOf(channel);
    expect(shown).toMatchObject([{ from: on(0, "10:00:00"), to: on(4, "09:00:00") }]);
    const { body } = await vigie.call<{ nextDigestAt: string }>("GET", `/channels/${channel}`);
    expect(body.nextDigestAt).toBe(on(5, "09:00:00"));
    expect(hooked()).toHaveLength(1);
  });

  test("that a crash or a failing server cut short says the same again under the same id", async () => {
    await hook({ digest: daily });
    at(1, "09:00:00");
    answer = answering(500);
    await round();
    const { id } = await vigie.app.db.delivery.findFirstOrThrow({ where: { event: "digest" } });
    // Its worker went away in the middle of the second try.
    const leaseUntil = new Date(vigie.clock().getTime() + 60_000);
    await vigie.app.db.delivery.update({ where: { id }, data: { state: "delivering", leaseUntil } });
    await said("is talked about in the meantime");
    answer = answering(204);
    vigie.clock.pass(61);
    await round();
    await round();
    const told = hooked();
    expect(told).toHaveLength(2);
    expect(told[1]?.data).toEqual(told[0]?.data);
  });

  test("of an hour in which nothing happened is not sent; a day's is", async () => {
    const hourly = await hook({ digest: { ...daily, every: "hour" } });
    at(0, "11:00:00");
    await round();
    expect([hooked(), await digestsOf(hourly)]).toEqual([[], []]);
    await said("is talked about");
    at(0, "12:00:00");
    await round();
    expect(hooked()).toHaveLength(1);
  });
});

describe("what is held back", () => {
  const events = async (alert: string) => {
    const { body } = await vigie.call<{ deliveries: { event: string; state: string }[] }>(
      "GET",
      `/alerts/${alert}`,
    );
    return body.deliveries.map(({ event, state }) => `${event} ${state}`);
  };

  test("by quiet hours is told in the digest, and nowhere else", async () => {
    const channel = await hook({ digest: daily, quietHours: night });
    at(0, "23:00:00");
    const alert = await alarm([channel]);
    expect(await events(alert)).toEqual(["alert.opened gathered"]);
    await vigie.call("POST", `/alerts/${alert}/resolve`);
    at(1, "07:30:00");
    await round();
    expect(hooked()).toEqual([]);
    at(1, "09:00:00");
    await round();
    expect(hooked()).toMatchObject([
      { type: "digest", data: { digest: { alerts: [{ id: alert, state: "resolved", isHeldBack: true }] } } },
    ]);
    expect(hooked()[0]?.data.text).toContain("Over, held back until now");
    expect(await events(alert)).toEqual(["alert.opened delivered", "alert.resolved delivered"]);
  });

  test("is told at once when it becomes critical", async () => {
    const channel = await hook({ digest: { ...daily, alerts: "gathered" } });
    const alert = await alarm([channel]);
    await round();
    expect(hooked()).toEqual([]);
    const { evidence } = (await vigie.app.db.alert.findUniqueOrThrow({ where: { id: alert } })) as never;
    await updateEvidence(
      vigie.app.db,
      alert,
      { ...(evidence as object), score: 1, reason: "count" } as never,
      vigie.clock(),
    );
    await round();
    expect(hooked().map(({ type }) => type)).toEqual(["alert.opened"]);
  });

  test("is told by itself when its channel has no digest any more", async () => {
    const channel = await hook({ digest: { ...daily, alerts: "gathered" } });
    const alert = await alarm([channel]);
    expect((await vigie.call("PATCH", `/channels/${channel}`, { digest: null })).status).toBe(200);
    await round();
    expect(hooked().map(({ type }) => type)).toEqual(["alert.opened"]);
    expect(await events(alert)).toEqual(["alert.opened delivered"]);
  });

  test("is left out while it is snoozed, and told in the digest after", async () => {
    const channel = await hook({ digest: { ...daily, alerts: "gathered" } });
    const alert = await alarm([channel]);
    await vigie.call("POST", `/alerts/${alert}/snooze`, { until: on(1, "20:00:00") });
    at(1, "09:00:00");
    await round();
    at(2, "09:00:00");
    await round();
    expect(hooked().map(({ data }) => data.digest?.alerts.length)).toEqual([0, 1]);
  });
});

describe("the language of a channel", () => {
  test("is that of every message, whatever its kind", async () => {
    const kinds = [
      { kind: "slack", settings: { url: `${server.origin}/slack` } },
      { kind: "discord", settings: { url: `${server.origin}/discord` } },
      { kind: "telegram", settings: { botToken: "1:a", chatId: 1, baseUrl: server.origin } },
      { kind: "webhook", settings: { url: `${server.origin}/hook` } },
      { kind: "email", settings: { to: "astreinte@lumen.example" } },
    ];
    answer = answering(200, { "content-type": "application/json" }, '{"ok":true}');
    const channels: string[] = [];
    for (const kind of kinds)
      channels.push(await made("/channels", { ...kind, language: "fr", digest: daily }));
    await alarm(channels);
    await round();
    expect(server.received).toHaveLength(4);
    for (const { body } of server.received) {
      expect(body).toContain("1 mention avec les mots surveillés");
      expect(body).not.toContain("you watch");
    }
    at(1, "09:00:00");
    await round();
    const digests = server.received.slice(4);
    expect(digests).toHaveLength(4);
    for (const { body } of digests) {
      expect(body).toContain("Récapitulatif quotidien");
      expect(body).toContain("CHIFFRES");
      expect(body).not.toContain("FIGURES");
    }
    expect(mail.heard().match(/^Message-ID:/gim)).toHaveLength(2);
    expect(mail.heard()).toContain("Subject: =?UTF-8?");
    for (const id of channels) await vigie.call("POST", `/channels/${id}/test`);
    for (const { body } of server.received.slice(8)) expect(body).toContain("Ceci est un essai de ce canal.");
  });

  test("is both where nothing was said, as before", async () => {
    const id = await made("/channels", { kind: "webhook", settings: { url: `${server.origin}/hook` } });
    await alarm([id]);
    await round();
    expect(hooked()[0]?.data.text).toMatch(/you watch.*\n\n.*mots surveillés/);
  });
});

describe("over the API", () => {
  test("a digest is looked at before it is sent, in any language", async () => {
    const channel = await hook();
    await alarm([channel]);
    vigie.clock.pass(60);
    const look = (body: object) =>
      vigie.call<{ subject: string; text: string; from: string }>(
        "POST",
        `/channels/${channel}/digest-preview`,
        body,
      );
    const weekly = await look({ digest: { ...daily, every: "week" }, language: "fr" });
    expect(weekly.status).toBe(200);
    expect(weekly.body.subject).toContain("Récapitulatif hebdomadaire, Test\u202f: 1 alerte");
    expect((await look({})).body.subject).toContain("Daily digest");
    expect(await digestsOf(channel)).toEqual([]);
  });

  test("a digest tells the figures of the monitors that were chosen, and of no other", async () => {
    const other = await vigie.monitor(`autre${brand}`);
    const channel = await hook({ digest: { ...daily, monitors: [other] } });
    const shown = await vigie.call("GET", `/channels/${channel}`);
    expect(shown.body).toMatchObject({ digest: { monitors: [other] } });
    await said("is wonderful, I love it");
    at(1, "09:00:00");
    await round();
    expect(hooked()).toMatchObject([{ type: "digest", data: { digest: { figures: [{ monitor: other }] } } }]);
    // One that is removed meanwhile is told of no more; the digest goes on.
    expect((await vigie.call("DELETE", `/monitors/${other}`)).status).toBe(204);
    at(2, "09:00:00");
    await round();
    expect(hooked()[1]).toMatchObject({ type: "digest", data: { digest: { figures: [] } } });
    const unknown = await vigie.call<{ errors: { pointer: string }[] }>("PATCH", `/channels/${channel}`, {
      digest: { ...daily, monitors: [monitor, "nobody"] },
    });
    expect(unknown.status).toBe(422);
    expect(unknown.body.errors.map(({ pointer }) => pointer)).toEqual(["/digest/monitors/1"]);
  });

  test("wrong settings are refused by field", async () => {
    const add = (digest: object) =>
      vigie.call<{ errors: { pointer: string }[] }>("POST", "/channels", {
        kind: "webhook",
        settings: { url: server.origin },
        digest,
      });
    const pointers = async (digest: object) => (await add(digest)).body.errors.map(({ pointer }) => pointer);
    expect(await pointers({ ...daily, timeZone: "Paris" })).toEqual(["/digest/timeZone"]);
    expect(await pointers({ ...daily, at: "9h" })).toEqual(["/digest/at"]);
    expect(await pointers({ ...daily, every: "month" })).toEqual(["/digest/every"]);
    expect(await pointers({ ...daily, weekday: 8 })).toEqual(["/digest/weekday"]);
    const [odd] = await pointers({ ...daily, often: true });
    expect(odd).toContain("/digest");
    const channel = await hook();
    expect((await vigie.call("PATCH", `/channels/${channel}`, { language: "de" })).status).toBe(422);
  });

  test("a change of the digest or the quiet hours moves the next one; another change does not", async () => {
    const channel = await hook({ digest: daily });
    const change = async (body: object) =>
      (await vigie.call<{ nextDigestAt: string | null }>("PATCH", `/channels/${channel}`, body)).body
        .nextDigestAt;
    expect(await change({ name: "desk" })).toBe(on(1, "09:00:00"));
    expect(await change({ digest: { ...daily, at: "06:30" } })).toBe(on(1, "06:30:00"));
    expect(await change({ quietHours: night })).toBe(on(1, "07:00:00"));
    expect(await change({ digest: null })).toBeNull();
  });
});
