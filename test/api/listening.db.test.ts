import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

interface Problem {
  status: number;
  code: string;
  detail: string;
  errors?: { pointer: string; code: string; detail: string; position?: number }[];
}
interface Imported {
  stored: number;
  duplicate: number;
  unmatched: number;
  rejectedCount: number;
  rejected: { line: number; message: string }[];
}
interface Mention {
  id: string;
  network: string;
  text: string;
  monitors: string[];
}

/** What was wrong, where, as the API tells it. */
const refused = async (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, body?: unknown) => {
  const reply = await vigie.call<Problem>(method, url, body);
  const [first] = reply.body.errors ?? [];
  return { status: reply.status, code: reply.body.code, detail: reply.body.detail, ...first };
};

const monitorFor = async (name: string, query = name, more: object = {}): Promise<string> => {
  vigie.clock.pass(1); // nothing a person does happens at the instant of what they did before
  const made = await vigie.call<{ id: string }>("POST", "/monitors", { name, kind: "brand", query, ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
};

const importText = async (body: string, type = "application/x-ndjson") => {
  const reply = await vigie.server.inject({
    method: "POST",
    url: "/api/v1/mentions/import",
    headers: { authorization: `Bearer ${vigie.key}`, "content-type": type },
    payload: body,
  });
  return { status: reply.statusCode, body: reply.json<Imported & Problem>() };
};

const line = (remoteId: string, text: string, more: object = {}) =>
  JSON.stringify({ network: "mastodon", remoteId, text, publishedAt: "2026-11-20T10:00:00Z", ...more });

describe("what is not a monitor is refused with its place", () => {
  test("a parenthesis that is never closed, at its character, with what was probably meant", async () => {
    const answer = await refused("POST", "/monitors", { name: "a", kind: "brand", query: "vigie AND (app" });
    expect(answer).toMatchObject({
      status: 422,
      pointer: "/query",
      code: "query-unclosed-group",
      position: 10,
    });
    expect(answer.detail).toContain("vigie AND (app)");
  });
  test("a preview says it the same way", async () => {
    const answer = await refused("POST", "/monitors/preview", { query: 'caf "au lait', texts: [] });
    expect(answer).toMatchObject({ status: 422, pointer: "/query", position: 4 });
  });
  test("a NUL, which no text holds", async () => {
    const answer = await refused("POST", "/monitors", { name: "a", kind: "brand", query: "vigie \0" });
    expect(answer).toMatchObject({ status: 422, pointer: "/query", position: 6 });
  });
  test("an unknown field", async () => {
    const body = { name: "a", kind: "brand", query: "a", colour: "red" };
    expect(await refused("POST", "/monitors", body)).toMatchObject({ status: 422, code: "unknown_field" });
  });
  test("a source that is not there, or is somebody else's", async () => {
    const body = { name: "a", kind: "brand", query: "a", sources: ["00000000-0000-0000-0000-000000000000"] };
    expect(await refused("POST", "/monitors", body)).toMatchObject({ status: 422, pointer: "/sources/0" });
  });
  test("an id that cannot be one is not found", async () =>
    expect(await refused("GET", "/monitors/1'; drop table monitor")).toMatchObject({ status: 404 }));
});

test("a preview reads texts as listening does, with accents and languages", async () => {
  const reply = await vigie.call("POST", "/monitors/preview", {
    query: "greve AND lang:fr",
    texts: ["La grève des trains continue demain", "The greve is on, they say, and it goes on"],
  });
  expect(reply).toMatchObject({
    status: 200,
    body: { matches: [true, false], normalForm: "greve lang:fr" },
  });
});

describe("what is not a source is refused", () => {
  test("a mode that the network does not have, with those it has", async () => {
    const answer = await refused("POST", "/sources", { network: "rss", mode: "stream", settings: {} });
    expect(answer).toMatchObject({ status: 422, pointer: "/mode" });
    expect(answer.detail).toContain("feed");
  });
  test("an address that is none", async () =>
    expect(
      await refused("POST", "/sources", { network: "rss", mode: "feed", settings: { url: "example" } }),
    ).toMatchObject({ status: 422, pointer: "/settings/url" }));
  test("no address at all", async () =>
    expect(await refused("POST", "/sources", { network: "rss", mode: "feed" })).toMatchObject({
      status: 422,
      pointer: "/settings/url",
      code: "setting_missing",
    }));
  test("a setting that the network does not know", async () =>
    expect(
      await refused("POST", "/sources", {
        network: "rss",
        mode: "feed",
        settings: { url: "https://example.org/feed", depth: 2 },
      }),
    ).toMatchObject({ status: 422, pointer: "/settings", code: "unknown_field" }));
  test("a network that is many servers, without saying which", async () =>
    expect(await refused("POST", "/sources", { network: "wordpress", mode: "replies" })).toMatchObject({
      status: 422,
      pointer: "/settings/baseUrl",
    }));
  test("a network that answers only who it knows, without credentials", async () =>
    expect(await refused("POST", "/sources", { network: "x", mode: "search" })).toMatchObject({
      status: 422,
      pointer: "/credentials",
      code: "credentials_missing",
    }));
  test("an interval that would be a nuisance", async () =>
    expect(
      await refused("POST", "/sources", {
        network: "rss",
        mode: "feed",
        settings: { url: "https://example.org/feed" },
        intervalSeconds: 1,
      }),
    ).toMatchObject({ status: 422, pointer: "/intervalSeconds" }));
});

interface Source {
  id: string;
  state: string;
  name: string;
  settings: { url: string };
  nextPollAt: string | null;
  rejected?: unknown[];
}
const sourceFor = async (url: string, more: object = {}): Promise<Source> => {
  const body = { network: "rss", mode: "feed", settings: { url }, ...more };
  const made = await vigie.call<Source>("POST", "/sources", body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
};

describe("a source", () => {
  test("is asked at once, and the key in its address is not shown again", async () => {
    const source = await sourceFor("https://example.org/feed?token=s3cret", {
      credentials: { username: "ana", password: "pa55" },
    });
    expect(source).toMatchObject({ name: "example.org", state: "active", hasCredentials: true });
    expect(source.nextPollAt).toBe(vigie.clock().toISOString());
    const read = await vigie.call<Source>("GET", `/sources/${source.id}`);
    expect(read.body.rejected).toEqual([]);
    expect(JSON.stringify([source, read.body])).not.toMatch(/s3cret|pa55/);
    const kept = await vigie.app.db.source.findUniqueOrThrow({ where: { id: source.id } });
    expect(kept.settings).toEqual({ url: "https://example.org/feed?token=s3cret" });
    expect(kept.credentials).not.toContain("pa55");
  });
  test("pauses and goes on", async () => {
    const { id } = await sourceFor("https://example.org/feed");
    const paused = await vigie.call<Source>("PATCH", `/sources/${id}`, { paused: true });
    expect(paused.body).toMatchObject({ state: "paused", nextPollAt: null });
    const renamed = await vigie.call<Source>("PATCH", `/sources/${id}`, {
      name: "Blog",
      intervalSeconds: 60,
    });
    expect(renamed.body).toMatchObject({ state: "paused", name: "Blog" });
    const resumed = await vigie.call<Source>("PATCH", `/sources/${id}`, { paused: false });
    expect(resumed.body).toMatchObject({ state: "active", nextPollAt: vigie.clock().toISOString() });
  });
  test("takes its settings back as they were shown, without losing what was hidden", async () => {
    const { id, settings } = await sourceFor("https://example.org/feed?key=s3cret");
    const changed = await vigie.call<Source>("PATCH", `/sources/${id}`, { settings });
    expect(changed.status).toBe(200);
    const kept = await vigie.app.db.source.findUniqueOrThrow({ where: { id } });
    expect(kept.settings).toEqual({ url: "https://example.org/feed?key=s3cret" });
  });
  test("does not carry its credentials to another server", async () => {
    const credentials = { username: "ana", password: "pa55" };
    const { id } = await sourceFor("https://example.org/feed", { credentials });
    const settings = { url: "https://example.net/feed" };
    expect(await refused("PATCH", `/sources/${id}`, { settings })).toMatchObject({
      status: 422,
      pointer: "/credentials",
    });
    expect(await vigie.call("PATCH", `/sources/${id}`, { settings, credentials })).toMatchObject({
      status: 200,
    });
  });
  test("sends a profile's credentials to the profile's own server only", async () => {
    const profile = await vigie.app.db.profile.create({
      data: {
        workspaceId: vigie.workspaceId,
        network: "mastodon",
        name: "Ana",
        handle: "@ana@social.example",
        remoteId: "1",
        baseUrl: "https://social.example",
        credentials: "",
        verifiedAt: vigie.clock(),
      },
    });
    const body = { network: "mastodon", mode: "stream", profile: profile.id };
    const elsewhere = { ...body, settings: { streamingUrl: "https://streaming.example.net" } };
    expect(await refused("POST", "/sources", elsewhere)).toMatchObject({
      status: 422,
      pointer: "/settings/streamingUrl",
    });
    const elsewhereToo = { ...body, settings: { baseUrl: "https://example.net" } };
    expect(await refused("POST", "/sources", elsewhereToo)).toMatchObject({
      status: 422,
      pointer: "/settings/baseUrl",
    });
    const under = { ...body, settings: { streamingUrl: "https://streaming.social.example" } };
    expect(await vigie.call("POST", "/sources", under)).toMatchObject({
      status: 201,
      body: { baseUrl: "https://social.example", profile: profile.id, nextPollAt: null },
    });
  });
  test("is gone when it is removed", async () => {
    const { id } = await sourceFor("https://example.org/feed");
    expect((await vigie.call("DELETE", `/sources/${id}`)).status).toBe(204);
    expect((await vigie.call("GET", `/sources/${id}`)).status).toBe(404);
  });
});

describe("loading a history", () => {
  test("stores what a monitor asks for, once, and tells of every bad line", async () => {
    const monitor = await monitorFor("acme");
    const file = [
      line("h1", "I love acme", {
        author: { handle: "@Ana", name: "Ana", followers: 7 },
        engagement: { likes: 2 },
      }),
      line("h1", "I love acme"),
      "",
      line("h2", "nothing of interest"),
      line("h3", "acme is broken again", { network: "x" }),
      line("h4", "acme", { mood: "bad" }),
      line("h5", "acme once more").slice(0, 40),
    ].join("\n");
    const first = await importText(file);
    expect(first.body).toMatchObject({ stored: 2, duplicate: 1, unmatched: 1, rejectedCount: 2 });
    expect(first.body.rejected.map((entry) => entry.line)).toEqual([6, 7]);
    expect((await importText(file, "text/plain; charset=utf-8")).body).toMatchObject({
      stored: 0,
      duplicate: 3,
    });
    const found = await vigie.call<{ items: Mention[] }>("GET", `/mentions?monitor=${monitor}&author=ana`);
    expect(found.body.items).toMatchObject([
      {
        network: "mastodon",
        remoteId: "h1",
        language: "en",
        sentiment: { label: "positive" },
        author: { handle: "Ana", name: "Ana", followers: 7 },
        engagement: { likes: 2, shares: 0, replies: 0 },
        monitors: [monitor],
      },
    ]);
  });
  test("a content type that is not JSON Lines is refused", async () => {
    expect((await importText(line("t1", "acme"), "application/json")).status).toBe(415);
    expect((await importText(line("t1", "acme"), "application/x-www-form-urlencoded")).status).toBe(415);
  });
  test("a file larger than any other body is taken in batches", async () => {
    const monitor = await monitorFor("longues");
    const padding = " ".repeat(8_000);
    const file = Array.from({ length: 1500 }, (_, index) => line(`long-${index}`, "longues") + padding).join(
      "\n",
    );
    expect(file.length).toBeGreaterThan(10 * 1024 * 1024);
    expect((await importText(file)).body).toMatchObject({ stored: 1500, rejectedCount: 0 });
    const summary = await vigie.call("GET", `/reputation/summary?monitor=${monitor}`);
    expect(summary.body).toMatchObject({ mentions: 1500 });
  });
  test("a client that goes away in the middle leaves whole batches, and the server goes on", async () => {
    await monitorFor("partial");
    await vigie.server.listen({ port: 0, host: "127.0.0.1" });
    const { port } = vigie.server.server.address() as AddressInfo;
    const request = http.request({
      port,
      method: "POST",
      path: "/api/v1/mentions/import",
      headers: { authorization: `Bearer ${vigie.key}`, "content-type": "application/jsonl" },
    });
    const gone = new Promise((resolve) => request.on("error", resolve));
    for (let index = 0; index < 1300; index += 1) request.write(`${line(`p${index}`, "partial")}\n`);
    const count = () => vigie.app.db.mention.count({ where: { remoteId: { startsWith: "p" } } });
    await expect.poll(count, { timeout: 10_000 }).toBe(1000);
    request.destroy();
    await gone;
    expect(await importText(line("p-last", "partial"))).toMatchObject({ status: 200, body: { stored: 1 } });
    expect(await count()).toBe(1001);
  });
});

describe("searching mentions", () => {
  test("pages through them without losing or repeating one, in both orders", async () => {
    const monitor = await monitorFor("paging");
    const at = (index: number) => new Date(Date.UTC(2026, 9, 1, 0, Math.floor(index / 3))).toISOString();
    const lines = Array.from({ length: 25 }, (_, index) =>
      line(`page-${index}`, `paging ${index}`, { publishedAt: at(index) }),
    );
    await importText(lines.join("\n"));
    const exact = encodeURIComponent('="paging"');
    for (const query of [
      `monitor=${monitor}`,
      "q=paging",
      `q=${exact}`,
      `monitor=${monitor}&q=paging`,
      `monitor=${monitor}&q=${exact}`,
    ])
      for (const order of ["asc", "desc"]) {
        const seen: string[] = [];
        let cursor: string | null = "";
        while (cursor !== null) {
          const url: string = `/mentions?${query}&order=${order}&limit=7${cursor ? `&cursor=${cursor}` : ""}`;
          const { body } = await vigie.call<{
            items: (Mention & { publishedAt: string })[];
            nextCursor: string | null;
          }>("GET", url);
          seen.push(...body.items.map((item) => `${item.publishedAt} ${item.id}`));
          cursor = body.nextCursor;
        }
        const sorted = [...seen].sort();
        expect(seen).toEqual(order === "asc" ? sorted : sorted.reverse());
        expect(new Set(seen).size).toBe(25);
      }
  });
  test("finds a rare word of a monitor behind thousands without it", async () => {
    const monitor = await monitorFor("distant");
    const at = (index: number) => new Date(Date.UTC(2026, 9, 2, 0, 0, -index)).toISOString();
    const lines = Array.from({ length: 2100 }, (_, index) =>
      line(
        `distant-${index}`,
        index === 3 || index > 2097 ? `distant zanzibar ${index}` : `distant ${index}`,
        {
          publishedAt: at(index),
        },
      ),
    );
    for (let from = 0; from < lines.length; from += 700)
      await importText(lines.slice(from, from + 700).join("\n"));
    for (const query of ["zanzibar", '"distant zanzibar"']) {
      const { body } = await vigie.call<{ items: { remoteId: string }[]; nextCursor: string | null }>(
        "GET",
        `/mentions?monitor=${monitor}&q=${encodeURIComponent(query)}`,
      );
      expect(body.items.map(({ remoteId }) => remoteId)).toEqual([
        "distant-3",
        "distant-2098",
        "distant-2099",
      ]);
      expect(body.nextCursor).toBeNull();
    }
  });
  test("takes what is searched for to the letter", async () => {
    await monitorFor("letters");
    await importText([line("l1", "letters 100% ok"), line("l2", "letters 100 ok")].join("\n"));
    const found = await vigie.call<{ items: Mention[] }>(
      "GET",
      `/mentions?q=${encodeURIComponent('="100% ok"')}`,
    );
    expect(found.body.items.map((item) => item.text)).toEqual(["letters 100% ok"]);
  });
  test("finds those of a label, network, language and time", async () => {
    const monitor = await monitorFor("filters");
    const day = (date: string) => ({ publishedAt: `2026-09-${date}T00:00:00Z` });
    await importText(
      [
        line("f1", "filters are wonderful and I love them", { ...day("01"), network: "x" }),
        line("f2", "filters are horrible and I hate them", day("02")),
        line("f3", "Les filters sont horribles, je les déteste", day("03")),
      ].join("\n"),
    );
    const idsOf = async (filter: string) => {
      const { body } = await vigie.call<{ items: { remoteId: string }[] }>(
        "GET",
        `/mentions?monitor=${monitor}&${filter}`,
      );
      return body.items.map((item) => item.remoteId);
    };
    expect(await idsOf("label=negative")).toEqual(["f3", "f2"]);
    expect(await idsOf("label=positive&network=x")).toEqual(["f1"]);
    expect(await idsOf("language=fr")).toEqual(["f3"]);
    expect(await idsOf("from=2026-09-01T00:00:00Z&to=2026-09-02T00:00:00Z")).toEqual(["f1"]);
    expect(await idsOf("label=none")).toEqual([]);
  });
  test("a filter that is none is refused, and so is a NUL", async () => {
    expect((await vigie.call("GET", "/mentions?label=angry")).status).toBe(400);
    expect((await vigie.call("GET", "/mentions?from=yesterday")).status).toBe(400);
    expect((await vigie.call("GET", "/mentions?lable=negative")).status).toBe(400);
    expect((await vigie.call("GET", "/mentions?q=%00")).status).toBe(422);
    expect((await vigie.call("GET", "/mentions?monitor=nobody")).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});

test("a monitor that is removed takes with it what only it found, and no more", async () => {
  const first = await monitorFor("removal");
  const second = await monitorFor("removal and keep", "removal keep");
  await importText([line("r1", "removal"), line("r2", "removal keep")].join("\n"));
  const changed = await vigie.call("PATCH", `/monitors/${first}`, { query: "removal OR effacement" });
  expect(changed.body).toMatchObject({ query: "removal OR effacement", sources: "all" });
  await importText(line("r3", "effacement"));
  const ids = async () =>
    (
      await vigie.app.db.mention.findMany({
        where: { remoteId: { startsWith: "r" } },
        orderBy: { remoteId: "asc" },
      })
    ).map(({ remoteId }) => remoteId);
  expect(await ids()).toEqual(["r1", "r2", "r3"]);
  expect((await vigie.call("DELETE", `/monitors/${first}`)).status).toBe(204);
  expect(await ids()).toEqual(["r2"]);
  expect(await vigie.app.db.rollup.count({ where: { monitorId: first } })).toBe(0);
  const kept = await vigie.call("GET", `/reputation/summary?monitor=${second}`);
  expect(kept.body).toMatchObject({ mentions: 1 });
});

describe("figures", () => {
  test("add up in the viewer's zone, empty days included", async () => {
    const monitor = await monitorFor("figures");
    const at = (publishedAt: string) => ({ publishedAt });
    await importText(
      [
        // Half past midnight in Paris, the day before in UTC.
        line("n1", "figures are wonderful, I love it", at("2026-10-23T22:30:00Z")),
        line("n2", "figures are horrible, I hate it", at("2026-10-25T12:00:00Z")),
      ].join("\n"),
    );
    const period = "from=2026-10-23T22:00:00Z&to=2026-10-26T23:00:00Z";
    const summary = await vigie.call("GET", `/reputation/summary?monitor=${monitor}&${period}`);
    expect(summary.body).toMatchObject({
      mentions: 2,
      negative: 1,
      positive: 1,
      unscored: 0,
      netSentiment: 0,
    });
    const series = await vigie.call(
      "GET",
      `/reputation/timeseries?monitor=${monitor}&${period}&tz=Europe/Paris`,
    );
    expect(series.body).toMatchObject({
      interval: "day",
      timeZone: "Europe/Paris",
      buckets: [
        { from: "2026-10-23T22:00:00.000Z", to: "2026-10-24T22:00:00.000Z", mentions: 1, positive: 1 },
        { to: "2026-10-25T23:00:00.000Z", mentions: 1, negative: 1 }, // 25 hours
        { to: "2026-10-26T23:00:00.000Z", mentions: 0, netSentiment: null },
      ],
    });
  });
  test.each([
    ["tz=Europe/Pariss", "/tz"],
    ["from=2026-10-02T00:00:00Z&to=2026-10-01T00:00:00Z", "/from"],
    ["from=2020-01-01T00:00:00Z&interval=hour", "/interval"],
    ["interval=minute", "/interval"],
  ])("a period that cannot be drawn is refused: %s", async (query, pointer) => {
    const monitor = await monitorFor("undrawn");
    const answer = await refused("GET", `/reputation/timeseries?monitor=${monitor}&${query}`);
    expect(answer).toMatchObject({ status: 400, pointer });
  });
  test("of a monitor that is not there are not found", async () =>
    expect((await vigie.call("GET", "/reputation/summary?monitor=nobody")).status).toBe(404));
});

test("what each network asks for is shown as JSON Schema", async () => {
  const { body } = await vigie.call<{
    items: { id: string; sourceModes: { mode: string; settings: object }[] }[];
  }>("GET", "/networks");
  const rss = body.items.find(({ id }) => id === "rss");
  expect(rss?.sourceModes).toMatchObject([
    { mode: "feed", settings: { properties: { url: { type: "string" } } } },
  ]);
});

test("a feed inside a private network is refused at once, also behind a name", async () => {
  const guarded = await startTestApp({ env: { VIGIE_ALLOW_PRIVATE_ADDRESSES: "0" } });
  try {
    for (const url of [
      "http://127.0.0.1:1/feed",
      "http://[::1]/feed",
      "http://169.254.169.254/",
      "http://localhost/feed",
    ]) {
      const reply = await guarded.call<Problem>("POST", "/sources", {
        network: "rss",
        mode: "feed",
        settings: { url },
      });
      expect(reply).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/settings/url", code: "private_address" }] },
      });
    }
  } finally {
    await guarded.close();
  }
});
