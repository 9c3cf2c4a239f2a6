import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { publish, readBack } from "../../src/publishing/publish.ts";
import { type Posting, startPosting } from "../support/posting.ts";

let t: Posting;
beforeAll(async () => {
  t = await startPosting({ env: { VIGIE_PUBLIC_URL: "https://vigie.example" } });
});
beforeEach(() => t.clock.set(new Date()));
afterEach(() => t.heal());
afterAll(() => t?.close());

const never = new AbortController().signal;
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
interface Campaign {
  id: string;
  clicks: number;
  trackLinks: boolean;
}
const campaign = async (more: object): Promise<string> => {
  const { status, body } = await t.call<Campaign>("POST", "/campaigns", { name: "Hiver", ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};
const follow = (code: string, userAgent = browser, method: "GET" | "HEAD" = "GET") =>
  t.server.inject({ method, url: `/l/${code}`, headers: { "user-agent": userAgent } });
const shown = async (id: string) => (await t.call<Campaign>("GET", `/campaigns/${id}`)).body;
const linksOf = async (id: string) =>
  (
    await t.call<{ items: { code: string; url: string; target: string; clicks: number; post: string }[] }>(
      "GET",
      `/campaigns/${id}/links`,
    )
  ).body.items;

test("tags go out with the links, and the same text is looked for when the answer is lost", async () => {
  const id = await campaign({ utm: { campaign: "hiver" } });
  const text = "Venez : https://exemple.fr/a?b=1.";
  const publication = await t.schedule(await t.connect("utm"), text, { campaign: id });
  t.clock.pass(61);
  await t.fault("utm", "reset-after", { count: 1 });
  await t.fault("utm", "ignore-idempotency-key");
  await publish(t.app, publication.id, never);
  // The campaign changes before anybody knows what became of it.
  await t.call("PATCH", `/campaigns/${id}`, { utm: { campaign: "printemps" } });
  t.clock.pass(60);
  await readBack(t.app, publication.id, never);
  expect(await t.show(publication.id)).toMatchObject({ state: "published" });
  expect((await t.posted("utm")).map((post) => post.text)).toEqual([
    "Venez : https://exemple.fr/a?b=1&utm_source=mastodon&utm_medium=social&utm_campaign=hiver.",
  ]);
});

test("a counted link leads where it was written to lead, and counts readers and no programs", async () => {
  const id = await campaign({ utm: { campaign: "hiver" }, trackLinks: true });
  const text = "Ici https://exemple.fr/a, là https://exemple.fr/b#c, encore https://exemple.fr/a";
  const publication = await t.schedule(await t.connect("compte"), text, { campaign: id });
  t.clock.pass(61);
  await publish(t.app, publication.id, never);
  const links = await linksOf(id);
  expect(links.map(({ target }) => target).sort()).toEqual([
    "https://exemple.fr/a?utm_source=mastodon&utm_medium=social&utm_campaign=hiver",
    "https://exemple.fr/b?utm_source=mastodon&utm_medium=social&utm_campaign=hiver#c",
  ]);
  const [first] = links;
  if (!first) throw new Error("no link");
  const [posted] = await t.posted("compte");
  for (const { url } of links) expect(posted?.text).toContain(url);
  expect(posted?.text).not.toContain("exemple.fr");

  await Promise.all(Array.from({ length: 20 }, () => follow(first.code)));
  await follow(first.code, "Twitterbot/1.0");
  await follow(first.code, "");
  const answer = await follow(first.code);
  expect([answer.statusCode, answer.headers.location]).toEqual([302, first.target]);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect((await follow("nowhere")).statusCode).toBe(404);
  expect((await follow("x?to=https://evil.example")).statusCode).toBe(404);
  expect(await shown(id)).toMatchObject({ clicks: 21, trackLinks: true });
  expect((await linksOf(id))[0]).toMatchObject({ code: first.code, clicks: 21, post: publication.post });
  const { body } = await t.call<{ links: object[] }>("GET", `/publications/${publication.id}`);
  expect(body.links).toMatchObject([{ url: first.url, target: first.target, clicks: 21 }, { clicks: 0 }]);
  const kept = await t.app.db.linkClicks.findMany();
  expect(Object.keys(kept[0] ?? {}).sort()).toEqual(["clicks", "code", "day"]);

  // Readers keep the link when the campaign is gone.
  expect((await t.call("DELETE", `/campaigns/${id}`)).status).toBe(204);
  expect((await follow(first.code)).statusCode).toBe(302);
});

test("a client sees links as they will go out", async () => {
  const id = await campaign({ utm: { campaign: "hiver" } });
  const text = "Relisez https://exemple.fr/a";
  const { post } = await t.schedule(await t.connect("client"), text, { campaign: id });
  const made = await t.call<{ link: string }>("POST", "/review-links", { name: "Claire", posts: [post] });
  expect(made.status).toBe(201);
  const token = new URL(made.body.link).hash.slice(1);
  const { body } = await t.call<{ posts: [{ publications: [{ text: string; networkName: string }] }] }>(
    "POST",
    "/review-links/look",
    { token },
  );
  expect(body.posts[0].publications[0].networkName).toBe("Mastodon");
  expect(body.posts[0].publications[0].text).toBe(
    "Relisez https://exemple.fr/a?utm_source=mastodon&utm_medium=social&utm_campaign=hiver",
  );
});

test("a text is as long as it goes out: tags count where a network counts links in full", async () => {
  const utm = { campaign: "x".repeat(90), content: "y".repeat(90) };
  const id = await campaign({ utm });
  const bluesky = await t.call<{ id: string }>("POST", "/profiles", {
    network: "bluesky",
    credentials: { identifier: "long", password: "any" },
    settings: { baseUrl: `${t.sandbox.url}/bluesky` },
  });
  expect(bluesky.status, JSON.stringify(bluesky.body)).toBe(201);
  const check = (more: object) =>
    t.call<{ valid: boolean; profiles: { characters: { used: number }[] }[] }>("POST", "/posts/validate", {
      text: `${"a".repeat(200)} https://exemple.fr/`,
      profiles: [bluesky.body.id],
      queue: false,
      scheduledAt: new Date(t.clock().getTime() + 60_000).toISOString(),
      ...more,
    });
  expect((await check({})).body.valid).toBe(true);
  const tooLong = await check({ campaign: id });
  expect(tooLong.body.valid).toBe(false);
  expect(tooLong.body.profiles[0]?.characters[0]?.used).toBeGreaterThan(400);
  await t.call("PATCH", `/campaigns/${id}`, { trackLinks: true });
  const short = await check({ campaign: id });
  expect(short.body.profiles[0]?.characters[0]?.used).toBe(201 + "https://vigie.example/l/".length + 12);
});
