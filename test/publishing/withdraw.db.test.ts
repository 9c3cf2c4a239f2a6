import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { maxTries } from "../../src/publishing/decision.ts";
import { publish } from "../../src/publishing/publish.ts";
import { remoteDraftsToRing } from "../../src/publishing/store-remote-drafts.ts";
import { withdraw } from "../../src/publishing/withdraw.ts";
import { type Posting, type ShownPublication, startPosting } from "../support/posting.ts";

let t: Posting;
beforeAll(async () => {
  t = await startPosting();
});
beforeEach(() => t.clock.set(new Date()));
afterEach(() => t.heal());
afterAll(() => t?.close());

const never = new AbortController().signal;
const onePost = "/wp-json/wp/v2/posts/";
const blogFault = (kind: string, method: string, account: string, count = 1) =>
  t.fault(account, kind, { network: "wordpress", match: { method, path: onePost }, count });

/** What lies on the site of this user, drafts and trash as well. */
const onSite = async (account: string): Promise<string[]> => {
  const query = "status=any&context=edit&per_page=100";
  const answer = await fetch(`${t.sandbox.url}/wordpress/wp-json/wp/v2/posts?${query}`, {
    headers: { authorization: `Basic ${Buffer.from(`${account}:any`).toString("base64")}` },
  });
  const posts = (await answer.json()) as { status: string; content: { raw: string } }[];
  return posts.filter(({ content }) => content.raw.includes(account)).map(({ status }) => status);
};

/** A post that left a draft on the site and could not make it public yet. */
async function halfway(account: string): Promise<ShownPublication> {
  const { body: profile } = await t.call<{ id: string }>("POST", "/profiles", {
    network: "wordpress",
    credentials: { username: account, applicationPassword: "any" },
    settings: { baseUrl: `${t.sandbox.url}/wordpress` },
  });
  const publication = await t.schedule(profile.id, `Un article\n\nde ${account}`);
  await blogFault("rate-limit", "POST", account);
  t.clock.pass(61);
  await publish(t.app, publication.id, never);
  expect(await t.show(publication.id)).toMatchObject({ state: "scheduled", steps: [{ name: "draft" }] });
  expect(await onSite(account)).toEqual(["draft"]);
  await t.heal();
  return publication;
}

/** As the scheduler rings and a worker answers. @returns how many drafts were due */
async function round(): Promise<number> {
  const jobs = await remoteDraftsToRing(t.app.db, t.clock());
  await Promise.all(jobs.flatMap(({ id }) => [id, id]).map((id) => withdraw(t.app, id, never)));
  return jobs.length;
}

test("the draft of a cancelled post is taken off the site, once, whoever asks", async () => {
  const { id, post } = await halfway("annule");
  await t.call("POST", `/posts/${post}/cancel`);
  expect(await round()).toBe(1);
  expect(await onSite("annule")).toEqual(["trash"]);
  expect(await t.show(id)).toMatchObject({ state: "cancelled", error: null });
  t.clock.pass(3600);
  expect(await round()).toBe(0);
});

test("so is that of a removed post, and of a profile taken off a post", async () => {
  const removed = await halfway("retire");
  expect((await t.call("DELETE", `/posts/${removed.post}`)).status).toBe(204);
  const left = await halfway("decoche");
  await t.call("PATCH", `/posts/${left.post}`, { profiles: [await t.connect("reste")] });
  expect(await round()).toBe(2);
  expect([await onSite("retire"), await onSite("decoche")]).toEqual([["trash"], ["trash"]]);
});

test("a lost answer, or a worker that ended, makes it be asked again", async () => {
  const { post } = await halfway("perdu");
  await t.call("POST", `/posts/${post}/cancel`);
  await blogFault("reset-after", "DELETE", "perdu");
  expect(await round()).toBe(1);
  t.clock.pass(3600);
  expect(await round()).toBe(1);
  expect(await onSite("perdu")).toEqual(["trash"]);
  t.clock.pass(3600);
  expect(await round()).toBe(0);
});

test("what somebody published on the site meanwhile is theirs", async () => {
  const { post } = await halfway("publie");
  const row = await t.app.db.step.findFirstOrThrow({ where: { publication: { postId: post } } });
  await fetch(`${t.sandbox.url}/wordpress${onePost}${(row.value as { id: number }).id}`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from("publie:any").toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ status: "publish" }),
  });
  await t.call("POST", `/posts/${post}/cancel`);
  expect(await round()).toBe(1);
  expect(await onSite("publie")).toEqual(["publish"]);
});

test("a draft that the site does not give up is told on its publication", async () => {
  const { id, post } = await halfway("reste-la");
  await t.call("POST", `/posts/${post}/cancel`);
  await blogFault("server-error-before", "GET", "reste-la", maxTries);
  for (let tries = 1; tries <= maxTries; tries += 1) {
    expect(await round()).toBe(1);
    t.clock.pass(3600);
  }
  expect(await round()).toBe(0);
  expect(await t.show(id)).toMatchObject({ state: "cancelled", error: { code: "draft_left" } });
});

test("a post that goes out after all leaves nothing to be taken away", async () => {
  const { id, post } = await halfway("part");
  t.clock.pass(120);
  await publish(t.app, id, never);
  expect(await t.show(id)).toMatchObject({ state: "published" });
  expect((await t.call("POST", `/posts/${post}/cancel`)).status).toBe(409);
  expect(await round()).toBe(0);
  expect(await onSite("part")).toEqual(["publish"]);
});
