import { expect, test } from "vitest";
import { call, type Loose, read, useSandbox } from "./support.ts";

const sandbox = useSandbox();

/** One post on each network that has posts, as a plain call. */
const posting: Record<string, (text: string) => Promise<Response>> = {
  mastodon: (text) => send("/mastodon/api/v1/statuses", { status: text }),
  x: (text) => send("/x/2/tweets", { text }),
  wordpress: (text) =>
    call(sandbox.url(), "POST", "/wordpress/wp-json/wp/v2/posts", {
      basic: "marie:secret",
      json: { title: text, status: "publish" },
    }),
  bluesky: async (text) => {
    const { body } = await read(
      await call(sandbox.url(), "POST", "/bluesky/xrpc/com.atproto.server.createSession", {
        json: { identifier: "marie", password: "secret" },
      }),
    );
    return send(
      "/bluesky/xrpc/com.atproto.repo.putRecord",
      {
        repo: body.did,
        collection: "app.bsky.feed.post",
        rkey: "3l3qo2vutsw2b",
        record: { text, createdAt: "2026-11-21T10:00:00.000Z" },
      },
      body.accessJwt,
    );
  },
};
const networks = Object.keys(posting);
const send = (path: string, json: unknown, token = "marie") =>
  call(sandbox.url(), "POST", path, { token, json });
const post = (network: string, text = "hello") =>
  posting[network]?.(text) ?? Promise.reject(new Error(network));
const fault = (network: string, kind: string, further: Record<string, unknown> = {}) =>
  sandbox.control("POST", "faults", { network, kind, ...further });
const count = async (network: string) => (await sandbox.posts(`network=${network}`)).length;

test.each(networks)(
  "on %s, a connection cut before leaves nothing, one cut after leaves the post",
  async (network) => {
    await fault(network, "reset-before", { count: 1 });
    await expect(post(network)).rejects.toThrow("fetch failed");
    expect(await count(network)).toBe(0);
    await fault(network, "reset-after", { count: 1 });
    await expect(post(network)).rejects.toThrow("fetch failed");
    expect(await count(network)).toBe(1);
  },
);

test.each(networks)(
  "on %s, a server error before leaves nothing, one after leaves the post",
  async (network) => {
    await fault(network, "server-error-before", { count: 1 });
    expect((await post(network)).status).toBe(503);
    expect(await count(network)).toBe(0);
    await fault(network, "server-error-after", { count: 1, status: 502 });
    expect((await post(network)).status).toBe(502);
    expect(await count(network)).toBe(1);
  },
);

test.each(networks)("on %s, half an answer comes after the post was made", async (network) => {
  await fault(network, "truncated-body", { count: 1 });
  await expect(post(network).then((reply) => reply.text())).rejects.toThrow();
  expect(await count(network)).toBe(1);
});

test.each([
  ["mastodon", "x-ratelimit-reset", /^\d{4}-.*\.\d{6}Z$/],
  ["bluesky", "ratelimit-reset", /^\d{10}$/],
  ["bluesky", "retry-after", /^30$/],
  ["x", "x-rate-limit-reset", /^\d{10}$/],
  ["wordpress", "retry-after", /^30$/],
])("a rate limit on %s is told by %s", async (network, header, value) => {
  await fault(network, "rate-limit", { resetSeconds: 30, count: 1 });
  const reply = await post(network);
  expect([reply.status, reply.headers.get(header)]).toEqual([429, expect.stringMatching(value)]);
  expect((await post(network)).ok).toBe(true);
});

test.each([
  ["mastodon", 401],
  ["bluesky", 400],
  ["x", 401],
  ["wordpress", 401],
])("an expired token on %s is told with %d", async (network, status) => {
  await fault(network, "expired-token", { count: 1 });
  expect((await post(network)).status).toBe(status);
  expect(await count(network)).toBe(0);
});

test("a slow network answers late, and a slow body trickles", async () => {
  const timed = async (kind: string) => {
    await fault("mastodon", kind, { ms: 120, count: 1 });
    const startedAt = performance.now();
    await (await post("mastodon", kind)).text();
    return performance.now() - startedAt;
  };
  for (const kind of ["latency", "late-answer", "slow-body"]) expect(await timed(kind)).toBeGreaterThan(110);
});

test("faults hit only calls that post, unless they say which", async () => {
  const me = () =>
    call(sandbox.url(), "GET", "/mastodon/api/v1/accounts/verify_credentials", { token: "marie" });
  await fault("mastodon", "server-error-before");
  expect((await me()).status).toBe(200);
  await fault("mastodon", "server-error-before", { match: { method: "GET", path: "/accounts" } });
  expect((await me()).status).toBe(503);
  await sandbox.control("DELETE", "faults");
  await fault("mastodon", "unreachable");
  await expect(me()).rejects.toThrow();
});

test("the same seed hits the same calls, about as many as the probability says", async () => {
  const hits = async () => {
    const { body } = await fault("mastodon", "server-error-before", { probability: 0.3, seed: 7 });
    const statuses: number[] = [];
    for (let index = 0; index < 60; index += 1) statuses.push((await post("mastodon", `n ${index}`)).status);
    await sandbox.control("DELETE", `faults/${body.id}`);
    return statuses;
  };
  const first = await hits();
  expect(await hits()).toEqual(first);
  expect(first.filter((status) => status === 503).length).toBeGreaterThan(8);
  expect(first.filter((status) => status === 503).length).toBeLessThan(30);
});

test("a fault can begin later, end by itself, and be for one account", async () => {
  await fault("mastodon", "server-error-before", { afterSeconds: 10, forSeconds: 5, account: "marie" });
  expect((await post("mastodon", "a")).status).toBe(200);
  await sandbox.control("POST", "clock", { advanceSeconds: 11 });
  expect((await post("mastodon", "b")).status).toBe(503);
  expect((await send("/mastodon/api/v1/statuses", { status: "c" }, "jean")).status).toBe(200);
  await sandbox.control("POST", "clock", { advanceSeconds: 5 });
  expect((await post("mastodon", "d")).status).toBe(200);
});

test("with read lag one's own timeline omits a new post for a while", async () => {
  await fault("x", "read-lag", { seconds: 10 });
  await post("x");
  const { body } = await read(await call(sandbox.url(), "GET", "/x/2/users/me", { token: "marie" }));
  const own = async () =>
    (await read(await call(sandbox.url(), "GET", `/x/2/users/${body.data.id}/tweets`, { token: "marie" })))
      .body;
  expect((await own()).meta.result_count).toBe(0);
  await sandbox.control("POST", "clock", { advanceSeconds: 10 });
  expect((await own()).meta.result_count).toBe(1);
});

test("limits are only counted until they are asked to be enforced", async () => {
  await sandbox.control("POST", "limits", { enforced: true });
  const statuses = [];
  for (let index = 0; index < 101; index += 1) statuses.push((await post("x", `n ${index}`)).status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(100);
  expect(statuses.at(-1)).toBe(429);
});

test("what was asked is counted by network and path, and a bad control request is explained", async () => {
  await post("mastodon");
  const { body } = await sandbox.control("GET", "requests");
  expect(body.requests).toEqual([
    { network: "mastodon", method: "POST", path: "/api/v1/statuses", count: 1, statuses: { 200: 1 } },
  ]);
  const refused: Loose = await fault("mastodon", "gremlins");
  expect(refused.status).toBe(400);
  expect(refused.body.error).toContain("/kind");
});
