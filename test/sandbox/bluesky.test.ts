import { AtpAgent } from "@atproto/api";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { call, type Loose, read, useSandbox } from "./support.ts";

const sandbox = useSandbox();
const postCollection = "app.bsky.feed.post";
const rkey = "3l3qo2vutsw2b";
const record = (text: string) => ({
  $type: postCollection,
  text,
  createdAt: "2026-11-21T10:00:00.000Z",
  langs: ["fr"],
});

const xrpc = async (method: string, name: string, options: Parameters<typeof call>[3] = {}) =>
  read(await call(`${sandbox.url()}/bluesky`, method, `/xrpc/${name}`, options));

async function logIn(identifier = "marie.test") {
  const { body } = await xrpc("POST", "com.atproto.server.createSession", {
    json: { identifier, password: "abcd-efgh" },
  });
  const write = (name: string, json: Record<string, unknown>) =>
    xrpc("POST", `com.atproto.repo.${name}`, {
      token: body.accessJwt,
      json: { repo: body.did, collection: postCollection, ...json },
    });
  return { session: body, token: body.accessJwt as string, did: body.did as string, write };
}

test("putRecord under one's own key posts once, whatever is repeated", async () => {
  const { write, did } = await logIn();
  const first = await write("putRecord", { rkey, swapRecord: null, record: record("Bonjour") });
  expect(first.body).toMatchObject({
    uri: `at://${did}/${postCollection}/${rkey}`,
    validationStatus: "valid",
  });
  expect(first.body.cid).toMatch(/^bafyrei[a-z2-7]{52}$/);
  expect(first.headers.get("ratelimit-policy")).toBe("5000;w=3600");
  const again = await write("putRecord", { rkey, record: record("Bonjour") });
  expect(again.body.commit).toBeUndefined();
  expect(again.body.cid).toBe(first.body.cid);
  const swapped = await write("putRecord", { rkey, swapRecord: null, record: record("Autre") });
  expect([swapped.status, swapped.body.error]).toEqual([400, "InvalidSwap"]);
  expect((await write("createRecord", { rkey, record: record("Autre") })).status).toBe(500);
  expect(await sandbox.posts("network=bluesky&account=marie.test")).toMatchObject([
    { account: "marie", text: "Bonjour", id: first.body.uri },
  ]);
  const read = await xrpc(
    "GET",
    `com.atproto.repo.getRecord?repo=${did}&collection=${postCollection}&rkey=${rkey}`,
  );
  expect(read.body.value.text).toBe("Bonjour");
  await write("deleteRecord", { rkey });
  expect((await write("deleteRecord", { rkey })).status).toBe(200);
  const gone = await xrpc(
    "GET",
    `com.atproto.repo.getRecord?repo=${did}&collection=${postCollection}&rkey=${rkey}`,
  );
  expect([gone.status, gone.body.error]).toEqual([400, "RecordNotFound"]);
});

test("records are refused as their lexicon says", async () => {
  const { write } = await logIn();
  const refusal = async (json: Record<string, unknown>) => (await write("putRecord", json)).body;
  expect(await refusal({ rkey: "vigie-123", record: record("a") })).toMatchObject({
    error: "InvalidRequest",
  });
  expect(await refusal({ rkey, record: record("é".repeat(301)) })).toMatchObject({
    message: "Invalid app.bsky.feed.post record: Record/text must not be longer than 300 graphemes",
  });
  expect(await refusal({ rkey, record: { $type: postCollection, text: "a" } })).toMatchObject({
    message: 'Invalid app.bsky.feed.post record: Record must have the property "createdAt"',
  });
  expect((await write("putRecord", { rkey, repo: "did:plc:other", record: record("a") })).status).toBe(401);
});

test("a session runs out after two hours with status 400 and a refresh token is good for one use", async () => {
  const { token, session } = await logIn();
  const ask = (jwt: string) => xrpc("GET", "com.atproto.server.getSession", { token: jwt });
  expect((await ask(token)).body.handle).toBe("marie.test");
  await sandbox.control("POST", "clock", { advanceSeconds: 7201 });
  expect(await ask(token)).toMatchObject({ status: 400, body: { error: "ExpiredToken" } });
  const refresh = () => xrpc("POST", "com.atproto.server.refreshSession", { token: session.refreshJwt });
  const renewed = await refresh();
  expect((await ask(renewed.body.accessJwt)).status).toBe(200);
  expect(await refresh()).toMatchObject({ status: 400, body: { error: "ExpiredToken" } });
  const wrong = await xrpc("POST", "com.atproto.server.createSession", {
    json: { identifier: "marie", password: "wrong" },
  });
  expect(wrong).toMatchObject({ status: 401, body: { error: "AuthenticationRequired" } });
});

test("the makers' own client logs in, uploads, posts and searches here", async () => {
  const agent = new AtpAgent({ service: `${sandbox.url()}/bluesky` });
  await agent.login({ identifier: "marie.test", password: "abcd" });
  const { data } = await agent.uploadBlob(new Uint8Array([1, 2, 3]), { encoding: "image/png" });
  await agent.post({
    text: "with a picture",
    embed: { $type: "app.bsky.embed.images", images: [{ alt: "three bytes", image: data.blob }] },
  });
  const found = await agent.app.bsky.feed.searchPosts({ q: "picture" });
  expect(found.data.posts).toHaveLength(1);
  expect(await sandbox.posts()).toMatchObject([{ media: [{ alt: "three bytes" }] }]);
  const { data: big } = await agent.uploadBlob(new Uint8Array(2_000_001), { encoding: "image/png" });
  const embed = { $type: "app.bsky.embed.images", images: [{ alt: "", image: big.blob }] };
  await expect(agent.post({ text: "too big", embed })).rejects.toThrow("too large");
});

test("what others say is found by search page by page, and by those it speaks to", async () => {
  const mentions = Array.from({ length: 5 }, (_, index) => ({
    network: "bluesky",
    text: `Vigie is great ${index}`,
    author: { handle: "bob.example.com", name: "Bob", followers: 7 },
    mentions: "marie",
  }));
  await sandbox.control("POST", "mentions", { mentions });
  const { token } = await logIn();
  const first = await xrpc("GET", "app.bsky.feed.searchPosts?q=vigie&limit=3", { token });
  const second = await xrpc("GET", `app.bsky.feed.searchPosts?q=vigie&limit=3&cursor=${first.body.cursor}`, {
    token,
  });
  const texts = [...first.body.posts, ...second.body.posts].map((post: Loose) => post.record.text.slice(-1));
  expect(texts).toEqual(["4", "3", "2", "1", "0"]);
  expect(second.body.cursor).toBeUndefined();
  const told = await xrpc("GET", "app.bsky.notification.listNotifications?reasons=mention", { token });
  expect(told.body.notifications[0]).toMatchObject({
    reason: "mention",
    author: { handle: "bob.example.com" },
  });
  const profiles = await xrpc("GET", "app.bsky.actor.getProfiles?actors=bob.example.com", { token });
  expect(profiles.body.profiles[0].followersCount).toBe(7);
});

test("the Jetstream tells of posts and deletions, and goes on from a cursor", async () => {
  const { write } = await logIn();
  await write("putRecord", { rkey, record: record("first") });
  const seen = await listen("cursor=1", 3);
  expect(seen.map((event) => event.kind)).toEqual(["identity", "account", "commit"]);
  const last = seen.at(-1);
  expect(last.commit).toMatchObject({ operation: "create", rkey, record: { text: "first" } });
  const later = listen(`wantedCollections=${postCollection}&cursor=${last.time_us}`, 2);
  await write("deleteRecord", { rkey });
  expect((await later).map((event) => event.commit.operation)).toEqual(["create", "delete"]);
});

/** The first `count` events of the stream. */
function listen(query: string, count: number): Promise<Loose[]> {
  const socket = new WebSocket(`${sandbox.url().replace("http", "ws")}/bluesky/subscribe?${query}`);
  const events: Loose[] = [];
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data) => {
      events.push(JSON.parse(String(data)));
      if (events.length < count) return;
      socket.close();
      resolve(events);
    });
  });
}
