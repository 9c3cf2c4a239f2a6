import { expect, test } from "vitest";
import { call, read, useSandbox } from "./support.ts";

const sandbox = useSandbox();

const mastodon = async (method: string, path: string, options: Parameters<typeof call>[3] = {}) =>
  read(await call(`${sandbox.url()}/mastodon`, method, path, { token: "marie", ...options }));
const post = (status: string, further: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  mastodon("POST", "/api/v1/statuses", { json: { status, ...further }, headers });

test("a status is posted by JSON or form, read back as HTML, and deleted", async () => {
  const first = await post("Hello <b> https://example.org/a/very/long/path/that/is/shortened #Vigie");
  expect(first.status).toBe(200);
  expect(first.body.content).toContain("&lt;b&gt;");
  expect(first.body.content).toContain('<span class="invisible">https://</span>');
  expect(first.headers.get("x-ratelimit-reset")).toMatch(/\.\d{6}Z$/);
  const form = new URLSearchParams({ status: "by form", in_reply_to_id: first.body.id });
  const second = await mastodon("POST", "/api/v1/statuses", { body: form });
  expect(second.body.in_reply_to_id).toBe(first.body.id);
  const own = await mastodon("GET", `/api/v1/accounts/${first.body.account.id}/statuses?limit=1`);
  expect(own.body.map((status: { id: string }) => status.id)).toEqual([second.body.id]);
  expect(own.headers.get("link")).toContain(`max_id=${second.body.id}`);
  expect(await sandbox.posts("network=mastodon&account=marie")).toMatchObject([
    { id: first.body.id, replyTo: null },
    { id: second.body.id, text: "by form", replyTo: first.body.id },
  ]);
  expect((await mastodon("DELETE", `/api/v1/statuses/${second.body.id}`)).body.text).toBe("by form");
  expect(await sandbox.posts()).toHaveLength(1);
});

test("an idempotency key gives the first status back for an hour, unless told to ignore it", async () => {
  const key = { "Idempotency-Key": "k1" };
  const first = await post("once", {}, key);
  expect((await post("once", {}, key)).body.id).toBe(first.body.id);
  await sandbox.control("POST", "clock", { advanceSeconds: 3601 });
  expect((await post("once", {}, key)).body.id).not.toBe(first.body.id);
  await sandbox.control("POST", "faults", { network: "mastodon", kind: "ignore-idempotency-key" });
  await post("once", {}, key);
  expect(await sandbox.posts()).toHaveLength(3);
});

test("a text is counted in graphemes with 23 for a URL, and refused in Mastodon's words", async () => {
  expect((await post(`${"é".repeat(476)} https://example.org/${"x".repeat(300)}`)).status).toBe(200);
  expect((await post("👨‍👩‍👧".repeat(500))).status).toBe(200);
  expect((await post("a".repeat(501))).body.error).toBe(
    "Validation failed: Text character limit of 500 exceeded",
  );
  expect((await post("")).body.error).toBe("Validation failed: Text can't be blank");
  expect((await mastodon("GET", "/api/v2/instance")).body.configuration.statuses.max_characters).toBe(500);
});

test("a wrong token is refused, and any other is an account", async () => {
  const path = "/api/v1/accounts/verify_credentials";
  expect((await mastodon("GET", path, { token: "wrong-one" })).status).toBe(401);
  expect((await mastodon("GET", path, { token: "jean" })).body.username).toBe("jean");
});

test("media that is being processed answers 202, then 206, and cannot be attached before it is ready", async () => {
  await sandbox.control("POST", "faults", { network: "mastodon", kind: "slow-media", seconds: 5 });
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(10)], { type: "image/png" }), "a.png");
  form.set("description", "a cat");
  const media = await mastodon("POST", "/api/v2/media", { body: form });
  expect([media.status, media.body.url, media.body.description]).toEqual([202, null, "a cat"]);
  expect((await mastodon("GET", `/api/v1/media/${media.body.id}`)).status).toBe(206);
  expect((await post("with", { media_ids: [media.body.id] })).body.error).toContain(
    "not finished processing",
  );
  await sandbox.control("POST", "clock", { advanceSeconds: 6 });
  expect((await mastodon("GET", `/api/v1/media/${media.body.id}`)).status).toBe(200);
  await post("with", { media_ids: [media.body.id] });
  expect(await sandbox.posts()).toMatchObject([{ media: [{ alt: "a cat" }] }]);
});

test("what others say is found by tag, search and notifications, forward without holes", async () => {
  const mentions = Array.from({ length: 5 }, (_, index) => ({
    network: "mastodon",
    text: `Vigie rocks ${index} #veille`,
    author: { handle: "bob@far.example", name: "Bob", followers: 12 },
    language: "en",
    mentions: "marie",
  }));
  const { body } = await sandbox.control("POST", "mentions", { mentions });
  const ids = body.mentions.map((mention: { id: string }) => mention.id);
  const tagged = await mastodon("GET", `/api/v1/timelines/tag/Veille?limit=2&min_id=${ids[0]}`);
  expect(tagged.body.map((status: { id: string }) => status.id)).toEqual([ids[2], ids[1]]);
  expect(tagged.body[0].account.followers_count).toBe(12);
  const found = await mastodon("GET", "/api/v2/search?type=statuses&q=rocks+3");
  expect(found.body.statuses).toHaveLength(1);
  const told = await mastodon("GET", "/api/v1/notifications?types[]=mention");
  expect(told.body).toHaveLength(5);
  await sandbox.control("DELETE", `mentions/${ids[4]}`);
  expect((await mastodon("GET", "/api/v1/notifications")).body).toHaveLength(4);
});

test("a stream tells of new statuses and of deleted ones", async () => {
  const reply = await call(`${sandbox.url()}/mastodon`, "GET", "/api/v1/streaming/hashtag?tag=veille", {
    token: "marie",
  });
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  const { body } = await sandbox.control("POST", "mentions", {
    mentions: [{ network: "mastodon", text: "to be gone #veille" }],
  });
  await sandbox.control("DELETE", `mentions/${body.mentions[0].id}`);
  let seen = "";
  while (!seen.includes("event: delete")) seen += (await reader?.read())?.value ?? "";
  expect(seen).toMatch(/event: update\ndata: \{.*to be gone/);
  expect(seen).toContain(`event: delete\ndata: ${body.mentions[0].id}\n\n`);
  await reader?.cancel();
});

test("two calls with one key that overlap both post, as they do on real servers", async () => {
  await sandbox.control("POST", "faults", { network: "mastodon", kind: "latency", ms: 30 });
  const key = { "Idempotency-Key": "race" };
  await Promise.all([post("race", {}, key), post("race", {}, key)]);
  expect(await sandbox.posts()).toHaveLength(2);
});
