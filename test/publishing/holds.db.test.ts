import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dispatch } from "../../src/publishing/dispatch.ts";
import { publish } from "../../src/publishing/publish.ts";
import { type Posting, startPosting } from "../support/posting.ts";

let t: Posting;
beforeAll(async () => {
  t = await startPosting();
});
beforeEach(async () => {
  await t.app.db.hold.deleteMany();
  await t.app.db.post.deleteMany();
  t.clock.set(new Date());
});
afterAll(() => t?.close());

interface ShownHold {
  id: string;
  code: string;
  scope: string;
  liftedAt: string | null;
  publications: string[];
}

const never = new AbortController().signal;
const attempt = (id: string) => publish(t.app, id, never);
const inSeconds = (seconds: number) => new Date(t.clock().getTime() + seconds * 1000).toISOString();
const hold = async (scope: Record<string, unknown> = {}) => {
  const { status, body } = await t.call<ShownHold>("POST", "/holds", { reason: "Crise en cours", ...scope });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
const lift = (id: string, body?: Record<string, unknown>) =>
  t.call<ShownHold>("DELETE", `/holds/${id}`, body);
const stateOf = async (id: string) => (await t.show(id)).state;

describe("a hold", () => {
  test("stops what is queued at once, and lets it go at its time when it is lifted before", async () => {
    const { id } = await t.schedule(await t.connect("queued"), "En file");
    const { id: holdId } = await hold();
    expect(await t.show(id)).toMatchObject({ state: "held", error: { code: "on_hold" } });
    expect((await lift(holdId)).status).toBe(200);
    expect(await stateOf(id)).toBe("scheduled");
    t.clock.pass(61);
    await attempt(id);
    expect(await stateOf(id)).toBe("published");
  });

  test("also stops what is scheduled while it is in force, and says so in the answer", async () => {
    const profile = await t.connect("meanwhile");
    await hold();
    expect(await t.schedule(profile, "Pendant")).toMatchObject({ state: "held" });
  });

  test("is part of the claim: what another process scheduled at the same moment does not slip out", async () => {
    const { id } = await t.schedule(await t.connect("slip"), "Au dernier moment");
    const { id: holdId } = await hold();
    // As if it had been scheduled by a transaction that did not see the hold.
    await t.app.db.publication.update({
      where: { id },
      data: { state: "scheduled", dueAt: t.clock(), scheduledAt: t.clock() },
    });
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", attempts: [] });
    await dispatch(t.app, { horizonSeconds: 900, lateGraceSeconds: 900, queueWasWiped: false });
    expect(await stateOf(id)).toBe("held");
    await lift(holdId, { passed: "cancel" });
  });

  test("and claims race: what the hold caught does not go out", async () => {
    const profile = await t.connect("race");
    const ids: string[] = [];
    for (let index = 0; index < 16; index += 1)
      ids.push((await t.schedule(profile, `Course ${index}`, { scheduledAt: inSeconds(60) })).id);
    t.clock.pass(61);
    const [, { id: holdId }] = await Promise.all([Promise.all(ids.slice(0, 8).map(attempt)), hold()]);
    await Promise.all(ids.map(attempt));
    const states = await Promise.all(ids.map(stateOf));
    expect(states.slice(8)).toEqual(Array(8).fill("held"));
    const published = states.filter((state) => state === "published").length;
    expect(published + states.filter((state) => state === "held").length).toBe(16);
    expect(await t.posted("race")).toHaveLength(published);
    await lift(holdId, { passed: "cancel" });
  });

  test("shows what lifting it would lead to, and changes nothing by that", async () => {
    const profile = await t.connect("outlook");
    const at = (seconds: number) => ({ scheduledAt: inSeconds(seconds) });
    const first = (await t.schedule(profile, "Un", at(60))).id;
    const second = (await t.schedule(profile, "Deux", at(120))).id;
    const later = (await t.schedule(profile, "Plus tard", at(4 * 3600))).id;
    const near = (await t.schedule(profile, "Juste après", at(4 * 3600 + 300))).id;
    const { id: holdId } = await hold();
    t.clock.pass(600);
    const preview = (body: Record<string, unknown>) =>
      t.call<{ items: { publication: string; state: string; scheduledAt: string; near: string | null }[] }>(
        "POST",
        `/holds/${holdId}/preview`,
        body,
      );
    const before = await Promise.all([first, second, later, near].map((id) => t.show(id)));
    const decisions = { [near]: { action: "cancel" } };
    const { status, body } = await preview({ passed: "spread", decisions });
    expect(status, JSON.stringify(body)).toBe(200);
    const quarters = body.items.filter(({ publication }) => publication === first || publication === second);
    const [one = 0, other = 0] = quarters.map(({ scheduledAt }) => Date.parse(scheduledAt));
    expect([one % 900_000, other - one]).toEqual([0, 900_000]);
    expect(body.items.find(({ publication }) => publication === later)).toMatchObject({
      state: "scheduled",
      near: null,
    });
    // Kept as well, the two of later are told to be near each other.
    const both = (await preview({ passed: "cancel" })).body.items;
    expect(both.filter((item) => item.near !== null).map(({ publication }) => publication)).toEqual([
      later,
      near,
    ]);
    expect((await preview({})).status).toBe(409);
    expect(await Promise.all([first, second, later, near].map((id) => t.show(id)))).toEqual(before);

    // What was shown is what happens.
    expect((await lift(holdId, { passed: "spread", decisions })).status).toBe(200);
    expect((await t.show(first)).scheduledAt).toBe(quarters[0]?.scheduledAt);
    expect(await stateOf(near)).toBe("cancelled");
  });

  test("of a profile or a brand leaves the others alone", async () => {
    const mine = await t.connect("mine");
    const ours = await t.connect("ours");
    const other = await t.connect("other");
    const brand = await t.app.db.monitor.create({
      data: { workspaceId: t.workspaceId, name: "Lumen", kind: "brand", query: "lumen", allSources: true },
    });
    await t.call("PATCH", `/profiles/${ours}`, { brand: brand.id });
    const ids = [
      (await t.schedule(mine, "à moi")).id,
      (await t.schedule(ours, "à nous")).id,
      (await t.schedule(other, "aux autres")).id,
    ];
    await hold({ profile: mine });
    expect(await Promise.all(ids.map(stateOf))).toEqual(["held", "scheduled", "scheduled"]);
    expect(await hold({ brand: brand.id })).toMatchObject({ scope: "brand" });
    expect(await Promise.all(ids.map(stateOf))).toEqual(["held", "held", "scheduled"]);
  });

  test("that is lifted asks what becomes of each publication that passed its time", async () => {
    const profile = await t.connect("passed");
    const ids: string[] = [];
    for (const text of ["maintenant", "plus tard", "jamais", "à revoir", "à venir"])
      ids.push(
        (await t.schedule(profile, text, text === "à venir" ? { scheduledAt: inSeconds(9000) } : {})).id,
      );
    const [now, later, no, rework, future] = ids as [string, string, string, string, string];
    const { id } = await hold();
    t.clock.pass(3600);
    const refused = await lift(id);
    expect([refused.status, refused.body.code]).toEqual([409, "decision_missing"]);
    expect([...refused.body.publications].sort()).toEqual([now, later, no, rework].sort());
    const { publications } = (await t.call<{ publications: { text: string }[] }>("GET", `/holds/${id}`)).body;
    expect(publications.map(({ text }) => text).sort()).toEqual(
      ["maintenant", "plus tard", "jamais", "à revoir", "à venir"].sort(),
    );
    expect((await t.call("GET", "/health")).body).toMatchObject({ publications: { held: 5, failed: 0 } });
    const { status, body } = await lift(id, {
      decisions: {
        [now]: { action: "publish-now" },
        [later]: { action: "reschedule", scheduledAt: inSeconds(600) },
        [rework]: { action: "draft" },
      },
      passed: "cancel",
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await Promise.all(ids.map(stateOf))).toEqual([
      "scheduled",
      "scheduled",
      "cancelled",
      "draft",
      "scheduled",
    ]);
    await attempt(now);
    expect(await stateOf(now)).toBe("published");
    expect((await t.show(future)).scheduledAt).toBe(inSeconds(5400));
  });

  test("under another one: lifting it leaves held what the other keeps back", async () => {
    const profile = await t.connect("both");
    const { id } = await t.schedule(profile, "Deux fois suspendue");
    const { id: whole } = await hold();
    const { id: part } = await hold({ profile });
    await lift(whole);
    expect(await stateOf(id)).toBe("held");
    await lift(part);
    expect(await stateOf(id)).toBe("scheduled");
  });

  test("is lifted once", async () => {
    const { id } = await hold();
    const statuses = (await Promise.all([lift(id), lift(id)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });
});
