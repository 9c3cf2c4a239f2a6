import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { type Problem, refused } from "../support/asking.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

describe("what is not a source is refused", () => {
  test("a mode that the network does not have, with those it has", async () => {
    const answer = await refused(vigie, "POST", "/sources", { network: "rss", mode: "stream", settings: {} });
    expect(answer).toMatchObject({ status: 422, pointer: "/mode" });
    expect(answer.detail).toContain("feed");
  });
  test("an address that is none", async () =>
    expect(
      await refused(vigie, "POST", "/sources", {
        network: "rss",
        mode: "feed",
        settings: { url: "example" },
      }),
    ).toMatchObject({ status: 422, pointer: "/settings/url" }));
  test("no address at all", async () =>
    expect(await refused(vigie, "POST", "/sources", { network: "rss", mode: "feed" })).toMatchObject({
      status: 422,
      pointer: "/settings/url",
      code: "setting_missing",
    }));
  test("a setting that the network does not know", async () =>
    expect(
      await refused(vigie, "POST", "/sources", {
        network: "rss",
        mode: "feed",
        settings: { url: "https://example.org/feed", depth: 2 },
      }),
    ).toMatchObject({ status: 422, pointer: "/settings", code: "unknown_field" }));
  test("a network that is many servers, without saying which", async () =>
    expect(await refused(vigie, "POST", "/sources", { network: "wordpress", mode: "replies" })).toMatchObject(
      {
        status: 422,
        pointer: "/settings/baseUrl",
      },
    ));
  test("a network that answers only who it knows, without credentials", async () =>
    expect(await refused(vigie, "POST", "/sources", { network: "x", mode: "search" })).toMatchObject({
      status: 422,
      pointer: "/credentials",
      code: "credentials_missing",
    }));
  test("an interval that would be a nuisance", async () =>
    expect(
      await refused(vigie, "POST", "/sources", {
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
    expect(await refused(vigie, "PATCH", `/sources/${id}`, { settings })).toMatchObject({
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
    expect(await refused(vigie, "POST", "/sources", elsewhere)).toMatchObject({
      status: 422,
      pointer: "/settings/streamingUrl",
    });
    const elsewhereToo = { ...body, settings: { baseUrl: "https://example.net" } };
    expect(await refused(vigie, "POST", "/sources", elsewhereToo)).toMatchObject({
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
