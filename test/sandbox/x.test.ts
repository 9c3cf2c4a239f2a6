import http from "node:http";
import net from "node:net";
import { TwitterApi } from "twitter-api-v2";
import { expect, test } from "vitest";
import { call, type Loose, read, useSandbox } from "./support.ts";

const sandbox = useSandbox();

const x = async (method: string, path: string, options: Parameters<typeof call>[3] = {}) =>
  read(await call(`${sandbox.url()}/x`, method, path, { token: "marie", ...options }));
const post = (text: string, further: Record<string, unknown> = {}) =>
  x("POST", "/2/tweets", { json: { text, ...further } });

test("a post is read back with its links wrapped and its signs encoded", async () => {
  const { status, body } = await post("Fish & chips <now> https://example.org/a");
  expect(status).toBe(201);
  const me = await x("GET", "/2/users/me");
  expect(me.body.data).toMatchObject({ username: "marie" });
  const own = await x(
    "GET",
    `/2/users/${me.body.data.id}/tweets?max_results=5&tweet.fields=created_at,entities,referenced_tweets`,
  );
  const [tweet] = own.body.data;
  expect(tweet.text).toMatch(/^Fish &amp; chips &lt;now&gt; https:\/\/t\.co\/\w{10}$/);
  expect(tweet.entities.urls[0].expanded_url).toBe("https://example.org/a");
  expect(own.body.meta).toEqual({ result_count: 1, newest_id: body.data.id, oldest_id: body.data.id });
  expect(Number(own.headers.get("x-rate-limit-reset"))).toBeGreaterThan(Date.now() / 1000);
});

test("the same text twice is refused, also when the first was deleted", async () => {
  const first = await post("once");
  const duplicate = {
    status: 403,
    body: { detail: "You are not allowed to create a Tweet with duplicate content." },
  };
  expect(await post("once")).toMatchObject(duplicate);
  expect((await x("DELETE", `/2/tweets/${first.body.data.id}`)).body).toEqual({ data: { deleted: true } });
  expect(await post("once")).toMatchObject(duplicate);
});

test("what X would refuse is refused: length, unknown keys, cashtags, strangers' posts", async () => {
  expect((await post("漢".repeat(141))).status).toBe(400);
  expect((await post("漢".repeat(140))).status).toBe(201);
  expect((await post("a", { txt: "b" })).body.errors[0].parameters).toHaveProperty("txt");
  expect((await post("$AAPL $GOOG")).status).toBe(403);
  const { body } = await sandbox.control("POST", "mentions", {
    mentions: [
      { network: "x", text: "nothing about you" },
      { network: "x", text: "hello @marie" },
    ],
  });
  const reply = (index: number) => post("hi", { reply: { in_reply_to_tweet_id: body.mentions[index].id } });
  expect((await reply(0)).status).toBe(403);
  expect((await reply(1)).status).toBe(201);
});

test("recent search and mentions page by token and go on from the newest id", async () => {
  const mentions = Array.from({ length: 15 }, (_, index) => ({
    network: "x",
    text: `Vigie does it again ${index} @marie`,
    author: { handle: "bob", name: "Bob", followers: 99 },
    language: "en",
  }));
  await sandbox.control("POST", "mentions", { mentions });
  const path = `/2/tweets/search/recent?query=${encodeURIComponent('(vigie OR "no such") lang:en -is:retweet')}`;
  const fields = "&tweet.fields=created_at,public_metrics&expansions=author_id&user.fields=public_metrics";
  const first = await x("GET", path + fields);
  expect(first.body.meta.result_count).toBe(10);
  expect(first.body.includes.users[0].public_metrics.followers_count).toBe(99);
  const second = await x("GET", `${path}&next_token=${first.body.meta.next_token}`);
  expect(second.body.data).toHaveLength(5);
  const later = await x("GET", `${path}&since_id=${first.body.meta.newest_id}`);
  expect(later.body).toEqual({ meta: { result_count: 0 } });
  const me = await x("GET", "/2/users/me");
  const told = await x("GET", `/2/users/${me.body.data.id}/mentions?max_results=100`);
  expect(told.body.data).toHaveLength(15);
});

test("a refresh token is good for one use, and a second use ends the chain", async () => {
  const refresh = (token: string, asJson: boolean) => {
    const fields = { grant_type: "refresh_token", refresh_token: token, client_id: "app" };
    return x("POST", "/2/oauth2/token", asJson ? { json: fields } : { body: new URLSearchParams(fields) });
  };
  const first = await refresh("refresh-marie", false);
  expect(first.body).toMatchObject({ token_type: "bearer", expires_in: 7200 });
  const second = await refresh(first.body.refresh_token, true);
  const me = () => x("GET", "/2/users/me", { token: second.body.access_token });
  expect((await me()).body.data.username).toBe("marie");
  expect((await refresh(first.body.refresh_token, false)).body.error).toBe("invalid_request");
  expect((await me()).status).toBe(401);
});

test("twitter-api-v2 uploads and posts here while it believes to talk to api.x.com", async () => {
  const port = Number(new URL(sandbox.url()).port);
  class SandboxAgent extends http.Agent {
    protocol = "https:";
    override createConnection() {
      return net.connect(port, "127.0.0.1");
    }
  }
  const client = new TwitterApi("marie", { httpAgent: new SandboxAgent() as Loose });
  const id = await client.v2.uploadMedia(Buffer.alloc(2_000_000), { media_type: "image/png" as Loose });
  await client.v2.createMediaMetadata(id, { alt_text: { text: "two megabytes" } });
  const { data } = await client.v2.tweet("with a picture", { media: { media_ids: [id] } });
  expect(data.text).toMatch(/^with a picture https:\/\/t\.co\//);
  await client.v2.reply("and more", data.id);
  expect(await sandbox.posts("network=x")).toMatchObject([
    { media: [{ alt: "two megabytes" }] },
    { text: "and more", replyTo: data.id },
  ]);
});

test("what the calls would have cost is counted: a link makes a post thirteen times as dear", async () => {
  await post("plain");
  await post("with https://example.org");
  const me = await x("GET", "/2/users/me");
  await x("GET", `/2/users/${me.body.data.id}/tweets`);
  await x("GET", `/2/users/${me.body.data.id}/tweets`);
  const { body } = await sandbox.control("GET", "costs");
  expect(body.costs).toEqual([{ network: "x", usd: 0.225 }]);
});
