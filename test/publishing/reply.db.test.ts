import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eraseAuthor } from "../../src/listening/personal-data.ts";
import { publish, readBack } from "../../src/publishing/publish.ts";
import { createKey } from "../../src/workspaces/keys.ts";
import { type Posting, type ShownPublication, startPosting } from "../support/posting.ts";

let t: Posting;
let monitor: string;
beforeAll(async () => {
  t = await startPosting();
  const made = await t.call<{ id: string }>("POST", "/monitors", {
    name: "Lumen",
    kind: "brand",
    query: "lumen",
  });
  monitor = made.body.id;
});
beforeEach(() => t.clock.set(new Date()));
afterEach(() => t.heal());
afterAll(() => t?.close());

const never = new AbortController().signal;
const attempt = (id: string) => publish(t.app, id, never);

interface ShownPost {
  id: string;
  text: string;
  review: string;
  replyTo: { mention: string | null; url: string | null; author: string | null; text: string } | null;
  publications: [ShownPublication];
}
interface ShownMention {
  id: string;
  remoteId: string;
  answers: { post: string; state: string; text: string; by: string; url: string | null; error: unknown }[];
}

/** Somebody says something on the sandbox's Mastodon, and it becomes a mention. */
async function mentioned(
  handle: string,
  text = "Ma lampe Lumen a grillé",
): Promise<{ id: string; said: string }> {
  const answer = await fetch(`${t.sandbox.url}/_sandbox/mentions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ mentions: [{ network: "mastodon", text, author: { handle } }] }),
  });
  const { mentions } = (await answer.json()) as { mentions: [{ id: string }] };
  const said = mentions[0].id;
  const remoteId = `${t.sandbox.url}/mastodon/users/${handle}/statuses/${said}`;
  const line = {
    network: "mastodon",
    remoteId,
    text,
    url: `${t.sandbox.url}/mastodon/@${handle}/${said}`,
    author: { handle },
    publishedAt: t.clock().toISOString(),
  };
  const loaded = await t.call("POST", "/mentions/import", JSON.stringify(line), {
    "content-type": "application/x-ndjson",
  });
  expect(loaded.body).toMatchObject({ stored: 1 });
  const found = await t.call<{ items: ShownMention[] }>("GET", `/mentions?monitor=${monitor}&limit=100`);
  const mention = found.body.items.find((item) => item.remoteId === remoteId);
  if (!mention) throw new Error("the mention was not stored");
  return { id: mention.id, said };
}

const reply = (mention: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  t.call<ShownPost>("POST", `/mentions/${mention}/reply`, body, headers);
const mention = async (id: string) => (await t.call<ShownMention>("GET", `/mentions/${id}`)).body;

async function replied(id: string, profile: string, more: Record<string, unknown> = {}): Promise<ShownPost> {
  const { status, body } = await reply(id, { profile, text: "On vous en envoie une autre.", ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

describe("an answer to a mention", () => {
  test("goes out below it, once, however many workers take it, and both say so", async () => {
    const profile = await t.connect("answers");
    const { id, said } = await mentioned("ada");
    const post = await replied(id, profile);
    const [publication] = post.publications;
    expect(post).toMatchObject({
      text: "@ada On vous en envoie une autre.",
      replyTo: { mention: id, author: "ada", text: "Ma lampe Lumen a grillé" },
    });
    expect(post.replyTo?.url).toContain(said);
    await Promise.all(Array.from({ length: 5 }, () => attempt(publication.id)));
    expect(await t.posted("answers")).toEqual([expect.objectContaining({ replyTo: said, text: post.text })]);
    const shown = await t.show(publication.id);
    expect(shown).toMatchObject({ state: "published", replyTo: { mention: id } });
    expect((await mention(id)).answers).toEqual([
      expect.objectContaining({
        post: post.id,
        state: "published",
        text: post.text,
        by: "tests",
        url: shown.remoteUrl,
        error: null,
      }),
    ]);
  });

  test("asked for twice under one Idempotency-Key is one", async () => {
    const profile = await t.connect("twice");
    const { id } = await mentioned("bea");
    const ask = () => reply(id, { profile, text: "Merci" }, { "idempotency-key": "reply-to-bea" });
    const [first, second] = [await ask(), await ask()];
    expect(second.body.id).toBe(first.body.id);
    expect((await mention(id)).answers).toHaveLength(1);
  });

  test("lost between claim and answer is found on the network, not sent again", async () => {
    const profile = await t.connect("lost");
    const { id, said } = await mentioned("cleo");
    const [{ id: publication }] = (await replied(id, profile)).publications;
    await t.fault("lost", "reset-after", { count: 1 });
    await attempt(publication);
    expect(await t.show(publication)).toMatchObject({ state: "unconfirmed" });
    // Erased meanwhile: what is out there already is still found.
    await eraseAuthor(t.app, t.workspaceId, { network: "mastodon", handle: "cleo" }, "test");
    t.clock.pass(60);
    await readBack(t.app, publication, never);
    expect(await t.show(publication)).toMatchObject({ state: "published" });
    expect(await t.posted("lost")).toEqual([expect.objectContaining({ replyTo: said })]);
  });

  test("to a mention that was erased fails before anything is sent, and says why", async () => {
    const profile = await t.connect("erased");
    const { id } = await mentioned("dora");
    const at = new Date(t.clock().getTime() + 60_000).toISOString();
    const post = await replied(id, profile, { scheduledAt: at });
    await eraseAuthor(t.app, t.workspaceId, { network: "mastodon", handle: "dora" }, "test");
    t.clock.pass(61);
    await attempt(post.publications[0].id);
    expect(await t.show(post.publications[0].id)).toMatchObject({
      state: "failed",
      error: { code: "target_gone" },
      replyTo: { mention: null, author: null, text: "" },
    });
    expect(await t.posted("erased")).toEqual([]);
    const again = await t.call("POST", `/posts/${post.id}/publish-now`);
    expect(again).toMatchObject({ status: 422, body: { errors: [{ code: "reply_mention_gone" }] } });
  });

  test("to one that its author deleted there fails likewise", async () => {
    const profile = await t.connect("deleted");
    const { id, said } = await mentioned("emma");
    await fetch(`${t.sandbox.url}/_sandbox/mentions/${said}`, { method: "DELETE" });
    const [{ id: publication }] = (await replied(id, profile)).publications;
    await attempt(publication);
    expect(await t.show(publication)).toMatchObject({ state: "failed", error: { code: "target_gone" } });
    expect(await t.posted("deleted")).toEqual([]);
  });

  test("waits under a hold, and for those who must approve it", async () => {
    const profile = await t.connect("held");
    const { id } = await mentioned("fanny");
    const hold = await t.call<{ id: string }>("POST", "/holds", { profile, reason: "test" });
    expect(hold.status, JSON.stringify(hold.body)).toBe(201);
    const [{ id: held }] = (await replied(id, profile)).publications;
    await attempt(held);
    expect(await t.show(held)).toMatchObject({ state: "held" });

    const careful = await t.connect("careful");
    const asked = await t.call("PATCH", `/profiles/${careful}`, { approvalsRequired: 1 });
    expect(asked.status, JSON.stringify(asked.body)).toBe(200);
    const options = await t.call<{ profiles: { id: string; needsApproval: boolean }[] }>(
      "GET",
      `/mentions/${id}/reply`,
    );
    expect(options.body.profiles.find((item) => item.id === careful)?.needsApproval).toBe(true);
    const waiting = await replied(id, careful);
    expect(waiting.review).toBe("waiting");
    await attempt(waiting.publications[0].id);
    expect(await t.show(waiting.publications[0].id)).toMatchObject({ attempts: [] });
    expect([...(await t.posted("held")), ...(await t.posted("careful"))]).toEqual([]);
  });

  test("keeps what it answers when its text is changed, and takes no other network", async () => {
    const profile = await t.connect("edited");
    const { id, said } = await mentioned("gina");
    const at = new Date(t.clock().getTime() + 60_000).toISOString();
    const post = await replied(id, profile, { scheduledAt: at });
    const changed = await t.call<ShownPost>("PATCH", `/posts/${post.id}`, { text: "@gina Voilà." });
    expect(changed.body).toMatchObject({ text: "@gina Voilà.", replyTo: { mention: id } });
    const second = await t.connect("edited-too");
    const both = await t.call("PATCH", `/posts/${post.id}`, { profiles: [profile, second] });
    expect(both).toMatchObject({ status: 422, body: { errors: [{ code: "reply_one_profile" }] } });
    t.clock.pass(61);
    await attempt(post.publications[0].id);
    expect(await t.posted("edited")).toEqual([
      expect.objectContaining({ replyTo: said, text: "@gina Voilà." }),
    ]);
  });
});

test("how fast a period's mentions were answered is the median of first answers that went out", async () => {
  const profile = await t.connect("quick");
  const lamps = await t.call<{ id: string }>("POST", "/monitors", {
    name: "Lampes rapides",
    kind: "brand",
    query: "rapide",
  });
  const summary = async (from: Date, to: Date) => {
    const period = `from=${from.toISOString()}&to=${to.toISOString()}`;
    const { body } = await t.call<{ mentions: number; answered: number; responseMinutes: number | null }>(
      "GET",
      `/reputation/summary?monitor=${lamps.body.id}&${period}`,
    );
    return body;
  };
  const start = t.clock();
  const end = new Date(start.getTime() + 86_400_000);
  const said = [];
  for (const name of ["kim", "lou", "mia", "nora"])
    said.push(await mentioned(name, `Lumen rapide, signé ${name}`));
  expect(await summary(start, end)).toMatchObject({ mentions: 4, answered: 0, responseMinutes: null });
  for (const [index, minutes] of [10, 32, 60].entries()) {
    t.clock.set(new Date(start.getTime() + minutes * 60_000));
    await attempt((await replied(said[index]?.id ?? "", profile)).publications[0].id);
  }
  // A second answer to the first changes nothing, nor does one that waits.
  await attempt((await replied(said[0]?.id ?? "", profile, { text: "Et encore." })).publications[0].id);
  const later = new Date(t.clock().getTime() + 3_600_000).toISOString();
  await replied(said[3]?.id ?? "", profile, { scheduledAt: later });
  const found = await summary(start, end);
  expect(found).toMatchObject({ mentions: 4, answered: 3 });
  expect(found.responseMinutes).toBeCloseTo(32, 3);
  const counted = async (filter: string) => {
    const url = `/mentions/count?monitor=${lamps.body.id}&${filter}`;
    return (await t.call<{ count: number }>("GET", url)).body.count;
  };
  expect(await counted("answered=true")).toBe(found.answered);
  expect(await counted("answered=false")).toBe(1);
  expect(await counted("answered=true&q=mia")).toBe(1);
  expect(await counted("answered=false&q=mia")).toBe(0);
  expect(await summary(end, new Date(end.getTime() + 86_400_000))).toMatchObject({ responseMinutes: null });
});

describe("an answer is refused", () => {
  test("without words, or with more than the network takes, the name counted", async () => {
    const profile = await t.connect("words");
    const { id } = await mentioned("hana");
    expect(await reply(id, { profile, text: "  " })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/text", code: "text_empty" }] },
    });
    expect((await reply(id, { profile, text: "a".repeat(496) })).body).toMatchObject({
      errors: [{ pointer: "/text", code: "text_too_long" }],
    });
  });

  test("on a network Vigie does not answer on, from a profile elsewhere, or from one that lost its access", async () => {
    const profile = await t.connect("elsewhere");
    const { id } = await mentioned("iris");
    const row = await t.app.db.mention.update({ where: { id }, data: { network: "hackernews" } });
    expect((await reply(id, { profile, text: "Merci" })).status).toBe(422);
    expect((await t.call("GET", `/mentions/${id}/reply`)).body).toMatchObject({
      profiles: [],
      problem: { code: "reply_not_supported" },
    });
    await t.app.db.mention.update({ where: { id: row.id }, data: { network: "mastodon" } });
    await t.app.db.profile.update({ where: { id: profile }, data: { state: "reconnect" } });
    expect(await reply(id, { profile, text: "Merci" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/profile", code: "reply_reconnect" }] },
    });
    expect((await reply(id, { profile: "nobody", text: "Merci" })).body).toMatchObject({
      errors: [expect.objectContaining({ pointer: "/profile" }), expect.anything()],
    });
  });

  test("from another workspace, and with a key that may not publish", async () => {
    const profile = await t.connect("others");
    const { id } = await mentioned("jade");
    const other = await t.app.db.workspace.create({ data: { name: "Other" } });
    const { key } = await createKey(t.app, other.id, { name: "other", role: "owner" });
    const asOther = { authorization: `Bearer ${key}` };
    expect((await reply(id, { profile, text: "Merci" }, asOther)).status).toBe(404);
    expect((await t.call("GET", `/mentions/${id}/reply`, undefined, asOther)).status).toBe(404);
    const { key: reader } = await createKey(t.app, t.workspaceId, { name: "reader", role: "analyst" });
    const asReader = { authorization: `Bearer ${reader}` };
    expect((await reply(id, { profile, text: "Merci" }, asReader)).status).toBe(403);
    expect((await mention(id)).answers).toEqual([]);
  });
});
