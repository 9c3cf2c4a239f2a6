import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { look } from "../../src/alerts/detect.ts";
import { deliver } from "../../src/alerts/notify.ts";
import { claimLook, finishLook, rulesToRing } from "../../src/alerts/store.ts";
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
    await finishLook(vigie.app.db, claimed);
    await lookNow(ruleId);
    expect(await onlyAlert()).toMatchObject({ state: "firing" });
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
