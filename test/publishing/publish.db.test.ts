import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { maxTries } from "../../src/publishing/decision.ts";
import { publish, readBack } from "../../src/publishing/publish.ts";
import { type Posting, startPosting } from "../support/posting.ts";

let t: Posting;
beforeAll(async () => {
  t = await startPosting();
});
// Tests let minutes pass; networks state the hour as it is.
beforeEach(() => t.clock.set(new Date()));
afterEach(() => t.heal());
afterAll(() => t?.close());

const never = new AbortController().signal;
const attempt = (id: string) => publish(t.app, id, never);
const lookFor = (id: string) => readBack(t.app, id, never);
/** Lets time pass until the next thing is to happen to it by itself. */
async function untilNext(id: string): Promise<void> {
  const { nextAt } = await t.show(id);
  if (nextAt === null) throw new Error("nothing is to happen by itself");
  t.clock.set(new Date(Math.max(Date.parse(nextAt), t.clock().getTime())));
}

describe("a scheduled publication", () => {
  test("goes out once, however many workers take it at the same moment", async () => {
    const { id } = await t.schedule(await t.connect("once"), "Bonjour");
    t.clock.pass(61);
    await Promise.all(Array.from({ length: 8 }, () => attempt(id)));
    const shown = await t.show(id);
    expect(shown).toMatchObject({ state: "published", error: null, nextAt: null });
    expect(shown.attempts).toHaveLength(1);
    expect(shown.attempts[0]).toMatchObject({ number: 1, kind: "publish", outcome: "published" });
    expect(shown.remoteUrl).toContain(shown.remoteId ?? "nothing");
    expect(await t.posted("once")).toHaveLength(1);
  });

  test("does not go out before its time, nor a second time after it", async () => {
    const { id } = await t.schedule(await t.connect("early"), "Pas encore");
    t.clock.pass(59);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", attempts: [] });
    t.clock.pass(1);
    await attempt(id);
    await attempt(id);
    expect(await t.posted("early")).toHaveLength(1);
  });

  test("has its attempt written before the network is asked", async () => {
    const { id } = await t.schedule(await t.connect("slow"), "Lentement");
    await t.fault("slow", "latency", { ms: 600, count: 1 });
    t.clock.pass(61);
    const running = attempt(id);
    await expect.poll(async () => (await t.show(id)).attempts.length, { interval: 10 }).toBe(1);
    expect(await t.show(id)).toMatchObject({
      state: "publishing",
      attempts: [{ number: 1, kind: "publish", outcome: null, finishedAt: null }],
    });
    expect(await t.posted("slow")).toHaveLength(0);
    await running;
    expect(await t.show(id)).toMatchObject({ state: "published" });
  });

  test("too late to go out unasked is left alone", async () => {
    const { id } = await t.schedule(await t.connect("late"), "Trop tard");
    t.clock.pass(60 + t.app.lateGraceSeconds + 1);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", attempts: [] });
    expect(await t.posted("late")).toHaveLength(0);
  });

  test("tells whoever watches of each of its states", async () => {
    const { id } = await t.schedule(await t.connect("watched"), "Regardez");
    t.clock.pass(61);
    await attempt(id);
    const events = await t.app.db.event.findMany({ where: { kind: "publication" }, orderBy: { id: "asc" } });
    const ofThis = events
      .map(({ data }) => data as { id: string; state: string })
      .filter((data) => data.id === id);
    expect(ofThis.map(({ state }) => state)).toEqual(["scheduled", "publishing", "published"]);
  });
});

describe("what the network answers decides what follows", () => {
  test("refused content fails, with the network's own words and a stable code", async () => {
    const profile = await t.connect("wordy");
    const { id } = await t.schedule(profile, "Un texte que le serveur trouvera trop long");
    // The server has lowered its limit since the profile was connected: its own answer is what counts.
    await t.app.db.post.updateMany({
      where: { publications: { some: { id } } },
      data: { text: "x".repeat(600) },
    });
    t.clock.pass(61);
    await attempt(id);
    const { state, error, nextAt } = await t.show(id);
    expect(state).toBe("failed");
    expect(error?.code).toBe("refused_content");
    expect(error?.detail).toMatch(/Text character limit of 500 exceeded/i);
    expect(error?.message).toContain(error?.detail ?? "nothing");
    expect(nextAt).toBeNull();
  });

  test("refused credentials fail, and the profile is to be connected again before anything else goes out", async () => {
    const profile = await t.connect("revoked");
    const { id } = await t.schedule(profile, "Un");
    const { id: next } = await t.schedule(profile, "Deux");
    await t.fault("revoked", "expired-token");
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "failed", error: { code: "refused_credentials" } });
    const { body } = await t.call("GET", `/profiles/${profile}`);
    expect(body).toMatchObject({ state: "reconnect", stateDetail: "The access token is invalid" });
    await attempt(next);
    expect(await t.show(next)).toMatchObject({ state: "scheduled", attempts: [] });

    await t.heal();
    await t.connect("revoked");
    await attempt(next);
    expect(await t.show(next)).toMatchObject({ state: "published" });
  });

  test("a rate limit pauses that profile alone and uses up no try; others go on", async () => {
    const limited = await t.connect("limited");
    const free = await t.connect("free");
    const [first, second] = [await t.schedule(limited, "Un"), await t.schedule(limited, "Deux")];
    const other = await t.schedule(free, "Trois");
    await t.fault("limited", "rate-limit", { count: 1, resetSeconds: 300 });
    t.clock.pass(61);
    for (const { id } of [first, second, other]) await attempt(id);
    expect(await t.show(first.id)).toMatchObject({ state: "scheduled", attempts: [{ outcome: "retry" }] });
    expect(await t.show(second.id)).toMatchObject({ state: "scheduled", attempts: [] });
    expect(await t.show(other.id)).toMatchObject({ state: "published" });
    const stored = await t.app.db.publication.findUniqueOrThrow({ where: { id: first.id } });
    expect(stored.tryCount).toBe(0);
    const profile = await t.app.db.profile.findUniqueOrThrow({ where: { id: limited } });
    expect(profile.pausedUntil).toEqual(stored.dueAt);

    t.clock.set(profile.pausedUntil ?? t.clock());
    for (const { id } of [first, second]) await attempt(id);
    expect((await t.posted("limited")).map(({ text }) => text).sort()).toEqual(["Deux", "Un"]);
  });

  test("a connection that never stood is tried again, ever less often, and ends in a failure that says so", async () => {
    const profile = await t.connect("unreached");
    const { id } = await t.schedule(profile, "Personne");
    // Nobody listens on the discard port.
    await t.app.db.profile.update({ where: { id: profile }, data: { baseUrl: "http://127.0.0.1:9" } });
    t.clock.pass(61);
    const waits: number[] = [];
    for (let tries = 1; tries <= maxTries; tries += 1) {
      await t.app.db.circuitBreaker.deleteMany();
      await attempt(id);
      const { nextAt, state } = await t.show(id);
      expect(state).toBe(tries < maxTries ? "scheduled" : "failed");
      if (nextAt) waits.push((Date.parse(nextAt) - t.clock().getTime()) / 1000);
      if (nextAt) t.clock.set(new Date(nextAt));
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280]);
    const { error, attempts } = await t.show(id);
    expect(error).toMatchObject({
      code: "network_unavailable",
      detail: expect.stringContaining("ECONNREFUSED"),
    });
    expect(attempts).toHaveLength(maxTries);
  });
});

describe("an answer that was lost", () => {
  test("after the network accepted is found by reading back, and nothing is posted twice", async () => {
    const { id } = await t.schedule(await t.connect("lost"), "Réponse perdue");
    await t.fault("lost", "reset-after", { count: 1 });
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "unconfirmed", error: { code: "unconfirmed" } });
    await attempt(id);
    await lookFor(id);
    expect(await t.show(id), "asked only when it had time to appear").toMatchObject({ state: "unconfirmed" });
    await untilNext(id);
    await Promise.all([lookFor(id), lookFor(id), lookFor(id)]);
    const shown = await t.show(id);
    expect(shown).toMatchObject({ state: "published", error: null });
    expect(shown.attempts.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ["publish", "unconfirmed"],
      ["readBack", "published"],
    ]);
    expect((await t.posted("lost")).map(({ id: remote }) => remote)).toEqual([shown.remoteId]);
  });

  test("before the network accepted is tried again, and posted once", async () => {
    const { id } = await t.schedule(await t.connect("dropped"), "Requête perdue");
    await t.fault("dropped", "server-error-before", { count: 1 });
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "unconfirmed" });
    await untilNext(id);
    await lookFor(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", error: null });
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "published" });
    expect(await t.posted("dropped")).toHaveLength(1);
  });

  test("with a 5xx although the network accepted is found", async () => {
    const { id } = await t.schedule(await t.connect("sorry"), "Erreur interne");
    await t.fault("sorry", "server-error-after", { count: 1 });
    t.clock.pass(61);
    await attempt(id);
    await untilNext(id);
    await lookFor(id);
    expect(await t.show(id)).toMatchObject({ state: "published" });
    expect(await t.posted("sorry")).toHaveLength(1);
  });

  test("on a network that cannot be read is asked for six times, and then left to a person", async () => {
    const { id } = await t.schedule(await t.connect("mute"), "Silence");
    await t.fault("mute", "reset-after", { count: 1 });
    await t.fault("mute", "server-error-before", { match: { method: "GET" } });
    t.clock.pass(61);
    await attempt(id);
    for (let asked = 1; asked <= 6; asked += 1) {
      await untilNext(id);
      await lookFor(id);
    }
    const shown = await t.show(id);
    expect(shown).toMatchObject({ state: "unconfirmed", nextAt: null, error: { code: "unconfirmed" } });
    expect(shown.attempts).toHaveLength(7);
    expect(await t.posted("mute")).toHaveLength(1);
  });

  test("of a server that loses every request ends in a failure, not in endless attempts", async () => {
    const { id } = await t.schedule(await t.connect("hole"), "Trou noir");
    await t.fault("hole", "server-error-before", { match: { method: "POST" } });
    t.clock.pass(61);
    for (let tries = 1; tries <= maxTries; tries += 1) {
      await t.app.db.circuitBreaker.deleteMany();
      await attempt(id);
      await untilNext(id);
      await lookFor(id);
      if (tries < maxTries) await untilNext(id);
    }
    const shown = await t.show(id);
    expect(shown).toMatchObject({ state: "failed", nextAt: null, error: { code: "network_unavailable" } });
    expect(shown.attempts.filter(({ kind }) => kind === "publish")).toHaveLength(maxTries);
    expect(await t.posted("hole")).toHaveLength(0);
  });

  test("in the middle of a thread resumes there: no part is posted twice, and each answers the one before", async () => {
    const profile = await t.connect("thread");
    const { id } = await t.schedule(profile, "Un", { thread: ["Deux", "Trois"] });
    t.clock.pass(61);
    // The first request passes; the second is accepted, and its answer lost.
    await t.fault("thread", "latency", { ms: 400, count: 1 });
    const running = attempt(id);
    await wait(200);
    await t.fault("thread", "reset-after", { count: 1, match: { method: "POST" } });
    await running;
    const lost = await t.show(id);
    expect(lost.state).toBe("unconfirmed");
    expect(lost.steps.map(({ name }) => name)).toEqual(["part-1"]);
    await untilNext(id);
    await lookFor(id);
    expect((await t.show(id)).steps.map(({ name }) => name)).toEqual(["part-1", "part-2"]);
    await attempt(id);
    const posted = await t.posted("thread");
    expect(posted.map(({ text }) => text)).toEqual(["Un", "Deux", "Trois"]);
    expect(posted.map(({ replyTo }) => replyTo)).toEqual([null, posted[0]?.id, posted[1]?.id]);
    expect(await t.show(id)).toMatchObject({ state: "published", remoteId: posted[0]?.id });
  });
});

describe("a server that fails for everybody", () => {
  test("is left alone after eight failures in a row, and used again once it answers", async () => {
    const profiles = await Promise.all(Array.from({ length: 10 }, (_, index) => t.connect(`crowd-${index}`)));
    const ids: string[] = [];
    for (const profile of profiles) ids.push((await t.schedule(profile, "Panne")).id);
    for (let index = 0; index < 10; index += 1) await t.fault(`crowd-${index}`, "server-error-before");
    await t.app.db.circuitBreaker.deleteMany();
    t.clock.pass(61);
    await t.app.db.publication.updateMany({ where: { id: { in: ids } }, data: { rungAt: t.clock() } });
    for (const id of ids) await attempt(id);
    const states = async () => Promise.all(ids.map(async (id) => (await t.show(id)).state));
    // Those that wait were rung for a time at which nobody may try: the scheduler rings anew.
    expect(await t.app.db.publication.count({ where: { id: { in: ids }, rungAt: { not: null } } })).toBe(0);
    expect(await states()).toEqual([...Array(8).fill("unconfirmed"), "scheduled", "scheduled"]);

    const [breaker] = await t.app.db.circuitBreaker.findMany();
    expect(breaker).toMatchObject({ network: "mastodon", failures: 8 });
    expect(breaker?.openUntil?.getTime()).toBe(t.clock().getTime() + 10_000);
    await t.heal();
    t.clock.pass(9);
    await attempt(ids[8] ?? "");
    expect(await t.show(ids[8] ?? "")).toMatchObject({ state: "scheduled" });
    t.clock.pass(1);
    for (const id of ids.slice(8)) await attempt(id);
    expect((await states()).slice(8)).toEqual(["published", "published"]);
    expect(await t.app.db.circuitBreaker.findMany()).toMatchObject([{ failures: 0, openUntil: null }]);
  });
});

test("a fault of our own while publishing is never taken for 'not sent'", async () => {
  const profile = await t.connect("broken");
  const { id } = await t.schedule(profile, "Clé perdue");
  await t.app.db.profile.update({ where: { id: profile }, data: { credentials: "not.sealed.by.us" } });
  t.clock.pass(61);
  await attempt(id);
  const shown = await t.show(id);
  expect(shown).toMatchObject({ state: "unconfirmed", error: { code: "unconfirmed" } });
  expect(JSON.stringify(shown)).not.toContain("not.sealed");
});
