import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../src/jobs.ts";
import type { Queues } from "../../src/platform/queue.ts";
import { dispatch } from "../../src/publishing/dispatch.ts";
import { leaseSeconds } from "../../src/publishing/publication.ts";
import { publish, readBack } from "../../src/publishing/publish.ts";
import { claim } from "../../src/publishing/store-claims.ts";
import * as store from "../../src/publishing/store-rounds.ts";
import { type Posting, startPosting } from "../support/posting.ts";

let t: Posting;
beforeAll(async () => {
  t = await startPosting();
});
beforeEach(async () => {
  await t.app.db.post.deleteMany();
  await t.app.db.profile.deleteMany();
  t.clock.set(new Date());
});
afterAll(() => t?.close());

const never = new AbortController().signal;
const horizonSeconds = 900;
const take = (more: { everything?: boolean; limit?: number } = {}): Promise<Job[]> =>
  store.takeToRing(t.app.db, {
    now: t.clock(),
    horizon: new Date(t.clock().getTime() + horizonSeconds * 1000),
    everything: more.everything ?? false,
    limit: more.limit ?? 100,
  });
const round = (queueWasWiped = false) =>
  dispatch(t.app, { horizonSeconds, lateGraceSeconds: t.app.lateGraceSeconds, queueWasWiped });
const at = (seconds: number) => ({
  scheduledAt: new Date(t.clock().getTime() + seconds * 1000).toISOString(),
});

describe("the scheduler rings", () => {
  test("for what is due within its horizon, at its time, and for nothing beyond", async () => {
    const profile = await t.connect("near");
    const { id, scheduledAt } = await t.schedule(profile, "Proche", at(horizonSeconds - 1));
    await t.schedule(profile, "Loin", at(horizonSeconds + 1));
    expect(await take()).toEqual([{ name: "publish", id, dueAt: new Date(scheduledAt ?? "") }]);
  });

  test("once for each, however many rounds there are", async () => {
    await t.schedule(await t.connect("once"), "Une fois");
    expect(await take()).toHaveLength(1);
    t.clock.pass(30);
    expect(await take()).toEqual([]);
  });

  test("once for each, however many schedulers run at the same moment", async () => {
    const profile = await t.connect("many");
    const ids = new Set<string>();
    for (let index = 0; index < 12; index += 1) ids.add((await t.schedule(profile, `Texte ${index}`)).id);
    const rung = (await Promise.all([take(), take(), take(), take()])).flat();
    // A scheduler may leave to the next round what another looked at in this one.
    rung.push(...(await take()));
    expect(rung.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  test("again after the queue lost everything", async () => {
    const { id } = await t.schedule(await t.connect("wiped"), "Effacé");
    await take();
    t.clock.pass(1);
    expect((await take({ everything: true })).map((job) => job.id)).toEqual([id]);
  });

  test("again when nobody answered for half a minute, with another job id", async () => {
    const { id } = await t.schedule(await t.connect("vain"), "En vain", at(10));
    const [first] = await take();
    t.clock.pass(10 + 30);
    expect(await take()).toEqual([]);
    t.clock.pass(1);
    const [second] = await take();
    expect(second).toMatchObject({ name: "publish", id });
    expect(second?.dueAt).not.toEqual(first?.dueAt);
  });

  test("for a paused profile at the end of the pause, also when it had rung for an earlier moment", async () => {
    const profile = await t.connect("paused");
    const { id: first } = await t.schedule(profile, "Un", at(10));
    const { id: second } = await t.schedule(profile, "Deux", at(20));
    await take();
    await t.fault("paused", "rate-limit", { count: 1, resetSeconds: 300 });
    t.clock.pass(10);
    await publish(t.app, first, never);
    const { pausedUntil } = await t.app.db.profile.findUniqueOrThrow({ where: { id: profile } });
    const jobs = await take();
    expect(new Map(jobs.map((job) => [job.id, job.dueAt]))).toEqual(
      new Map([
        [first, pausedUntil],
        [second, pausedUntil],
      ]),
    );
  });

  test("not for a profile that must be connected again, until it is", async () => {
    const profile = await t.connect("again");
    const { id } = await t.schedule(profile, "Plus tard");
    await t.app.db.profile.update({ where: { id: profile }, data: { state: "reconnect" } });
    expect(await take()).toEqual([]);
    await t.connect("again");
    expect((await take()).map((job) => job.id)).toEqual([id]);
  });

  test("when a server that is left alone may be tried again", async () => {
    const profile = await t.connect("alone");
    await t.schedule(profile, "Attendre", at(5));
    const openUntil = new Date(t.clock().getTime() + 200_000);
    const baseUrl = `${t.sandbox.url}/mastodon`;
    await t.app.db.circuitBreaker.create({ data: { network: "mastodon", baseUrl, failures: 12, openUntil } });
    expect((await take())[0]?.dueAt).toEqual(openUntil);
    await t.app.db.circuitBreaker.deleteMany();
  });

  test("not for drafts, cancelled posts or disconnected profiles", async () => {
    const profile = await t.connect("silent");
    await t.schedule(profile, "Brouillon", { status: "draft" });
    const { post } = await t.schedule(profile, "Annulé");
    await t.call("POST", `/posts/${post}/cancel`);
    await t.schedule(await t.connect("leaving"), "Parti");
    const leaving = await t.app.db.profile.findFirstOrThrow({ where: { name: "leaving" } });
    expect((await t.call("DELETE", `/profiles/${leaving.id}`)).status).toBe(204);
    expect(await take()).toEqual([]);
  });

  test("first for what is due first, when there is more than a round can take", async () => {
    const profile = await t.connect("crowd");
    const { id: later } = await t.schedule(profile, "Second", at(200));
    const { id: sooner } = await t.schedule(profile, "Premier", at(100));
    expect((await take({ limit: 1 })).map((job) => job.id)).toEqual([sooner]);
    expect((await take({ limit: 1 })).map((job) => job.id)).toEqual([later]);
  });
});

describe("a round of the scheduler", () => {
  test("hands what is due to the queue", async () => {
    await t.app.queues.wasWiped();
    await t.schedule(await t.connect("queued"), "À la queue");
    const before = (await t.app.queues.waiting()).publishing;
    expect(await round()).toBe(1);
    expect((await t.app.queues.waiting()).publishing).toBe(before + 1);
    expect(await round()).toBe(0);
  });

  test("sets aside what missed its time by too much, and says so", async () => {
    const { id } = await t.schedule(await t.connect("missed"), "Manqué");
    t.clock.pass(60 + t.app.lateGraceSeconds);
    await round();
    expect(await t.show(id)).toMatchObject({ state: "scheduled" });
    t.clock.pass(1);
    await round();
    expect(await t.show(id)).toMatchObject({ state: "missed", nextAt: null, error: { code: "missed" } });
    await publish(t.app, id, never);
    expect(await t.posted("missed")).toHaveLength(0);

    expect((await t.call("POST", `/publications/${id}/retry`)).status).toBe(200);
    await publish(t.app, id, never);
    expect(await t.show(id)).toMatchObject({ state: "published", error: null });
  });

  test("does not set aside what was tried in time and waits for another try", async () => {
    const { id } = await t.schedule(await t.connect("tried"), "Essayé");
    await t.fault("tried", "rate-limit", { count: 1 });
    t.clock.pass(61);
    await publish(t.app, id, never);
    t.clock.pass(t.app.lateGraceSeconds + 3600);
    await round();
    await publish(t.app, id, never);
    expect(await t.show(id)).toMatchObject({ state: "published" });
  });
});

describe("a worker that died while it published", () => {
  /** A claimed publication whose worker is never heard of again; `posted` when its request arrived. */
  async function orphan(account: string, posted: boolean): Promise<string> {
    const { id } = await t.schedule(await t.connect(account), "Orphelin");
    t.clock.pass(61);
    if (posted) {
      // The worker publishes, and what it would have written is undone: as if it had died before.
      await publish(t.app, id, never);
      await t.app.db.step.deleteMany({ where: { publicationId: id } });
      await t.app.db.attempt.updateMany({
        where: { publicationId: id },
        data: { outcome: null, finishedAt: null },
      });
      const leaseUntil = new Date(t.clock().getTime() + leaseSeconds * 1000);
      const nothing = { publishedAt: null, remoteId: null, remoteUrl: null };
      await t.app.db.publication.update({
        where: { id },
        data: { ...nothing, state: "publishing", leaseOwner: "dead", leaseUntil },
      });
    } else
      await claim(t.app.db, id, {
        now: t.clock(),
        owner: "dead",
        lateGraceSeconds: t.app.lateGraceSeconds,
      });
    return id;
  }

  test("keeps its publication for as long as its lease, and loses it then", async () => {
    const id = await orphan("dead", false);
    t.clock.pass(leaseSeconds);
    await round();
    expect(await t.show(id)).toMatchObject({ state: "publishing" });
    t.clock.pass(1);
    await round();
    expect(await t.show(id)).toMatchObject({
      state: "unconfirmed",
      attempts: [{ number: 1, outcome: "lost" }],
    });
  });

  test("keeps it longer while it gives signs of life", async () => {
    const id = await orphan("alive", false);
    t.clock.pass(leaseSeconds - 1);
    await store.renewLeases(t.app.db, [id], "dead", t.clock());
    await store.renewLeases(t.app.db, [id], "somebody else", new Date(0));
    t.clock.pass(leaseSeconds - 1);
    await round();
    expect(await t.show(id)).toMatchObject({ state: "publishing" });
  });

  test("after its request arrived: it is found on the network, and not posted again", async () => {
    const id = await orphan("arrived", true);
    t.clock.pass(leaseSeconds + 1);
    await round();
    t.clock.pass(10);
    const rung = await take({ everything: true });
    expect(rung).toMatchObject([{ name: "read-back", id }]);
    await readBack(t.app, id, never);
    expect(await t.show(id)).toMatchObject({ state: "published" });
    expect(await t.posted("arrived")).toHaveLength(1);
  });

  test("before its request left: it is posted by another, once", async () => {
    const id = await orphan("never", false);
    t.clock.pass(leaseSeconds + 1);
    await round();
    t.clock.pass(10);
    await readBack(t.app, id, never);
    expect(await t.show(id)).toMatchObject({ state: "scheduled" });
    await publish(t.app, id, never);
    expect(await t.show(id)).toMatchObject({ state: "published" });
    expect(await t.posted("never")).toHaveLength(1);
  });

  test("but was only slow: its answer still counts when nobody has asked meanwhile", async () => {
    const { id } = await t.schedule(await t.connect("slow"), "Lent");
    await t.fault("slow", "late-answer", { ms: 500, count: 1 });
    t.clock.pass(61);
    const running = publish(t.app, id, never);
    await expect.poll(async () => (await t.show(id)).state, { interval: 10 }).toBe("publishing");
    t.clock.pass(leaseSeconds + 1);
    await round();
    expect(await t.show(id)).toMatchObject({ state: "unconfirmed" });
    await running;
    expect(await t.show(id)).toMatchObject({ state: "published", error: null, nextAt: null });
    expect(await t.posted("slow")).toHaveLength(1);
  });

  test("together with the whole program leaves nothing waiting for its lease when that starts alone again", async () => {
    const id = await orphan("restart", false);
    const soon = new Date(t.clock().getTime() + 10_000);
    expect(await store.loseExpired(t.app.db, t.clock(), soon, true)).toBe(1);
    expect(await t.show(id)).toMatchObject({ state: "unconfirmed", nextAt: soon.toISOString() });
  });
});

test("a queue that cannot be rung is rung for the same publications in a later round", async () => {
  const { id } = await t.schedule(await t.connect("deaf"), "Sourd");
  const closed: Queues = { ...t.app.queues, ring: () => Promise.reject(new Error("the queue is gone")) };
  const options = { horizonSeconds, lateGraceSeconds: t.app.lateGraceSeconds, queueWasWiped: false };
  await expect(dispatch({ ...t.app, queues: closed }, options)).rejects.toThrow("the queue is gone");
  t.clock.pass(91);
  expect((await take()).map((job) => job.id)).toEqual([id]);
});
