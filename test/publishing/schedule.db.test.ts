import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { publish, readBack } from "../../src/publishing/publish.ts";
import { type Posting, type ShownPublication, startPosting } from "../support/posting.ts";
import { tinyPng } from "../support/publishing.ts";

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
const inSeconds = (seconds: number) => new Date(t.clock().getTime() + seconds * 1000).toISOString();
const patch = (post: string, change: Record<string, unknown>) =>
  t.call<{ code: string; timeAdjustment: string; publications: ShownPublication[] }>(
    "PATCH",
    `/posts/${post}`,
    change,
  );

async function unconfirmed(account: string): Promise<ShownPublication> {
  const { id } = await t.schedule(await t.connect(account), "Peut-être");
  await t.fault(account, "reset-after", { count: 1 });
  t.clock.pass(61);
  await attempt(id);
  return t.show(id);
}

/** A publication that its network refused, because its stored text was longer than it takes. */
async function failed(account: string): Promise<ShownPublication> {
  const { id, post } = await t.schedule(await t.connect(account), "Trop long");
  await t.app.db.post.update({ where: { id: post }, data: { text: "x".repeat(600) } });
  t.clock.pass(61);
  await attempt(id);
  await t.app.db.post.update({ where: { id: post }, data: { text: "Assez court" } });
  return t.show(id);
}

describe("a new time", () => {
  test("wins over the job that rings at the old one", async () => {
    const { id, post } = await t.schedule(await t.connect("moved"), "Plus tard");
    const { status, body } = await t.call("POST", `/posts/${post}/schedule`, { scheduledAt: inSeconds(600) });
    expect(status, JSON.stringify(body)).toBe(200);
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", attempts: [] });
    t.clock.pass(540);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "published" });
    expect(await t.posted("moved")).toHaveLength(1);
  });

  test("is now, when somebody says so", async () => {
    const { id, post } = await t.schedule(await t.connect("now"), "Tout de suite");
    await t.call("POST", `/posts/${post}/publish-now`);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "published" });
  });

  test("is not given to what went out already", async () => {
    const { id, post } = await t.schedule(await t.connect("gone"), "Déjà parti");
    t.clock.pass(61);
    await attempt(id);
    const { status, body } = await t.call("POST", `/posts/${post}/schedule`, { scheduledAt: inSeconds(600) });
    expect([status, body.code]).toEqual([409, "not_possible_now"]);
  });

  test("of the night of the change says what became of it", async () => {
    const { post } = await t.schedule(await t.connect("night"), "La nuit");
    const { body } = await t.call<{ timeAdjustment: string; publications: ShownPublication[] }>(
      "POST",
      `/posts/${post}/schedule`,
      { scheduledAt: { local: "2027-03-28T02:30", timeZone: "Europe/Paris" } },
    );
    expect(body.timeAdjustment).toBe("gap");
    expect(body.publications[0]).toMatchObject({
      scheduledAt: "2027-03-28T01:30:00.000Z",
      localTime: "2027-03-28T03:30",
      timeZone: "Europe/Paris",
    });
  });
});

describe("a cancelled post", () => {
  test("does not go out, although its job rings", async () => {
    const { id, post } = await t.schedule(await t.connect("stopped"), "Non");
    expect((await t.call("POST", `/posts/${post}/cancel`)).status).toBe(200);
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "cancelled", attempts: [], nextAt: null });
    expect(await t.posted("stopped")).toHaveLength(0);
  });

  test("stays cancelled: neither an edit nor a retry brings it back", async () => {
    const { id, post } = await t.schedule(await t.connect("ended"), "Fini");
    await t.call("POST", `/posts/${post}/cancel`);
    expect((await patch(post, { text: "Encore" })).status).toBe(409);
    expect((await patch(post, { text: "Encore", scheduledAt: inSeconds(60) })).status).toBe(409);
    expect((await t.call("POST", `/publications/${id}/retry`)).status).toBe(409);
    expect((await t.call("POST", `/posts/${post}/cancel`)).status).toBe(409);
    expect(await t.show(id)).toMatchObject({ state: "cancelled" });
    expect((await t.call("DELETE", `/posts/${post}`)).status).toBe(204);
  });

  test("or a claimed one: whoever comes first wins, and never both", async () => {
    const profile = await t.connect("race");
    for (let round = 0; round < 6; round += 1) {
      const { id, post } = await t.schedule(profile, `Course ${round}`);
      t.clock.pass(61);
      const [cancelled] = await Promise.all([t.call("POST", `/posts/${post}/cancel`), attempt(id)]);
      const { state } = await t.show(id);
      expect(state).toBe(cancelled.status === 200 ? "cancelled" : "published");
      const texts = (await t.posted("race")).map(({ text }) => text);
      expect(texts.filter((text) => text === `Course ${round}`)).toHaveLength(state === "published" ? 1 : 0);
    }
  });
});

describe("an edit", () => {
  test("changes what goes out, and keeps its time as the person wrote it", async () => {
    const profile = await t.connect("mended");
    const local = { local: "2027-07-14T09:30", timeZone: "Europe/Paris" };
    const { id, post } = await t.schedule(profile, "Avant", { scheduledAt: local });
    const { status, body } = await patch(post, { text: "Après" });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await t.show(id)).toMatchObject({
      state: "scheduled",
      scheduledAt: "2027-07-14T07:30:00.000Z",
      localTime: "2027-07-14T09:30",
      timeZone: "Europe/Paris",
    });
    t.clock.set(new Date("2027-07-14T07:30:00Z"));
    await attempt(id);
    expect((await t.posted("mended")).map(({ text }) => text)).toEqual(["Après"]);
  });

  test("is refused while it is on its way, and once it is out", async () => {
    const { id, post } = await t.schedule(await t.connect("busy"), "En route");
    await t.fault("busy", "latency", { ms: 500, count: 1 });
    t.clock.pass(61);
    const running = attempt(id);
    await expect.poll(async () => (await t.show(id)).state, { interval: 10 }).toBe("publishing");
    const change = { text: "Autre chose", scheduledAt: inSeconds(600) };
    expect((await patch(post, change)).status).toBe(409);
    expect((await t.call("DELETE", `/posts/${post}`)).status).toBe(409);
    await running;
    expect((await patch(post, change)).status).toBe(409);
    expect((await t.posted("busy")).map(({ text }) => text)).toEqual(["En route"]);
  });

  test("is refused while nobody knows whether it is out", async () => {
    const { post } = await unconfirmed("unknown-edit");
    const { status, body } = await patch(post, { text: "Autre chose", scheduledAt: inSeconds(600) });
    expect([status, body.code]).toEqual([409, "not_possible_now"]);
  });

  test("of a failed post does not send it: a person does that when all is mended", async () => {
    const { id, post } = await failed("careful");
    expect((await patch(post, { text: "Mieux" })).status).toBe(200);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "failed", error: { code: "refused_content" } });
    expect((await patch(post, { scheduledAt: inSeconds(60) })).status).toBe(200);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", error: null });
    t.clock.pass(61);
    await attempt(id);
    expect((await t.posted("careful")).map(({ text }) => text)).toEqual(["Mieux"]);
  });

  test("that takes a post back to a draft stops it, until it is given a time again", async () => {
    const { id, post } = await t.schedule(await t.connect("desk"), "À revoir");
    expect((await patch(post, { status: "draft" })).status).toBe(200);
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "draft", attempts: [], nextAt: null });
  });

  test("of the image of a post that waits for its next try sends the new image, not the one uploaded before", async () => {
    const images = await Promise.all(["un", "deux"].map((altText) => upload(altText)));
    const profile = await t.connect("pictures");
    const { id, post } = await t.schedule(profile, "Image", { media: [images[0]] });
    await t.fault("pictures", "rate-limit", {
      count: 1,
      resetSeconds: 5,
      match: { path: "/api/v1/statuses" },
    });
    t.clock.pass(61);
    await attempt(id);
    expect((await t.show(id)).steps).toMatchObject([{ name: "media-1" }]);
    expect((await patch(post, { media: [images[1]] })).status).toBe(200);
    expect((await t.show(id)).steps).toEqual([]);
    t.clock.pass(600);
    await attempt(id);
    expect(await t.posted("pictures")).toMatchObject([{ text: "Image", media: [{ alt: "deux" }] }]);
  });

  test("of a thread whose beginning is out is refused: the rest goes on as it was begun", async () => {
    const profile = await t.connect("half");
    const { id, post } = await t.schedule(profile, "Un", { thread: ["Deux"] });
    await t.app.db.step.create({
      data: { publicationId: id, name: "part-1", value: { id: "1", url: "https://x" } },
    });
    const { status, body } = await patch(post, { text: "Autre" });
    expect([status, body.code]).toEqual([409, "partly_published"]);
  });

  test("takes profiles in and out", async () => {
    const [one, two] = [await t.connect("in-and-out-1"), await t.connect("in-and-out-2")];
    const { id, post } = await t.schedule(one, "Profils");
    const { body } = await patch(post, { profiles: [two] });
    expect(body.publications.map(({ profile, state }) => [profile, state])).toEqual([[two, "scheduled"]]);
    expect((await t.call("GET", `/publications/${id}`)).status).toBe(404);
  });

  test("that a network would refuse changes nothing", async () => {
    const { id, post } = await t.schedule(await t.connect("kept"), "Bon");
    expect((await patch(post, { text: "x".repeat(501) })).status).toBe(422);
    t.clock.pass(61);
    await attempt(id);
    expect((await t.posted("kept")).map(({ text }) => text)).toEqual(["Bon"]);
  });
});

describe("a person's word", () => {
  test("sends a failed publication again, once", async () => {
    const { id } = await failed("again");
    const { status } = await t.call("POST", `/publications/${id}/retry`);
    expect(status).toBe(200);
    expect((await t.call("POST", `/publications/${id}/retry`)).status).toBe(409);
    await attempt(id);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "published", error: null });
    expect(await t.posted("again")).toHaveLength(1);
  });

  test("settles an unconfirmed one as published, with what they found", async () => {
    const { id } = await unconfirmed("seen");
    const found = { outcome: "published", remoteId: "42", remoteUrl: "https://example.org/42" };
    expect((await t.call("POST", `/publications/${id}/resolve`, found)).status).toBe(200);
    expect(await t.show(id)).toMatchObject({ state: "published", remoteId: "42", error: null, nextAt: null });
    expect((await t.call("POST", `/publications/${id}/resolve`, found)).status).toBe(409);
  });

  test("takes no link that would run in the reader's browser", async () => {
    const { id } = await unconfirmed("script");
    const found = { outcome: "published", remoteUrl: "javascript:alert(1)" };
    expect((await t.call("POST", `/publications/${id}/resolve`, found)).status).toBe(422);
  });

  test("settles an unconfirmed one as not there: it goes out again", async () => {
    const { id } = await unconfirmed("unseen");
    await t.call("POST", `/publications/${id}/resolve`, { outcome: "not-published" });
    expect(await t.show(id)).toMatchObject({ state: "scheduled", error: null });
    await readBack(t.app, id, never);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "published" });
  });

  test("or leaves it at that", async () => {
    const { id } = await unconfirmed("left");
    await t.call("POST", `/publications/${id}/resolve`, { outcome: "not-published", retry: false });
    expect(await t.show(id)).toMatchObject({ state: "failed", nextAt: null });
  });

  test("is not asked for what is known", async () => {
    const { id } = await t.schedule(await t.connect("known"), "Clair");
    const answer = await t.call("POST", `/publications/${id}/resolve`, { outcome: "not-published" });
    expect(answer.status).toBe(409);
    expect((await t.call("POST", `/publications/${id}/retry`)).status).toBe(409);
  });
});

async function upload(altText: string): Promise<string> {
  const form = new FormData();
  form.set("altText", altText);
  form.set("file", new Blob([new Uint8Array(tinyPng)], { type: "image/png" }), "pixel.png");
  const request = new Request("http://localhost", { method: "POST", body: form });
  const reply = await t.server.inject({
    method: "POST",
    url: "/api/v1/media",
    headers: {
      authorization: `Bearer ${t.key}`,
      "content-type": request.headers.get("content-type") ?? "",
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json().id;
}
