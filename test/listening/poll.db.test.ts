import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Hearing, startHearing } from "../support/listening.ts";
import { answering, type LocalServer, localServer } from "../support/local-server.ts";

let vigie: Hearing;
let monitor: string;
beforeAll(async () => {
  vigie = await startHearing();
  monitor = await vigie.monitor("vigie");
});
afterEach(async () => {
  await vigie.app.db.mention.deleteMany();
  await vigie.app.db.rollup.deleteMany();
  await vigie.control("POST", "reset");
});
afterAll(() => vigie.close());

const minutes = (count: number) => count * 60;
/** Seconds until the source is asked again. */
const waitOf = async (id: string) => {
  const { nextPollAt } = await vigie.shown(id);
  return nextPollAt === null ? null : (Date.parse(nextPollAt) - vigie.clock().getTime()) / 1000;
};
/** Lets time pass until the source is due, and asks it. */
const askInTime = async (id: string) => {
  vigie.clock.pass((await waitOf(id)) ?? 0);
  await vigie.ask(id);
};
/** Looked at once when it is made. */
const feed = (path = "rss.xml", more: Record<string, unknown> = {}) =>
  vigie.source("rss", "feed", {
    settings: { url: path.startsWith("http") ? path : `${vigie.sandbox.url}/feed/${path}` },
    intervalSeconds: minutes(15),
    ...more,
  });

describe("a feed", () => {
  test("gives what a monitor asks for, with language, feeling and counts, and its place is kept", async () => {
    const id = await feed();
    await vigie.said(
      { network: "feed", text: "I love vigie, what a wonderful tool", publishedAt: "2026-11-21T08:10:00Z" },
      {
        network: "feed",
        text: "Vigie est horrible, je déteste cette application",
        publishedAt: "2026-11-21T09:20:00Z",
      },
      { network: "feed", text: "nothing of interest" },
    );
    await vigie.ask(id);
    const { body } = await vigie.call("GET", `/mentions?monitor=${monitor}&order=asc`);
    expect(body).toMatchObject({
      items: [
        { language: "en", sentiment: { label: "positive" }, network: "rss" },
        { language: "fr", sentiment: { label: "negative" }, publishedAt: "2026-11-21T09:20:00.000Z" },
      ],
    });
    const rollups = await vigie.app.db.rollup.findMany({
      where: { monitorId: monitor },
      orderBy: { hour: "asc" },
    });
    expect(rollups).toMatchObject([
      {
        hour: new Date("2026-11-21T08:00:00Z"),
        network: "rss",
        language: "en",
        label: "positive",
        mentions: 1,
      },
      {
        hour: new Date("2026-11-21T09:00:00Z"),
        network: "rss",
        language: "fr",
        label: "negative",
        mentions: 1,
      },
    ]);
    const { cursor, leaseOwner } = await vigie.app.db.source.findUniqueOrThrow({ where: { id } });
    expect(cursor).toMatchObject({ etag: expect.any(String) });
    expect(leaseOwner).toBeNull();
    expect(await vigie.shown(id)).toMatchObject({ state: "active", lastError: null, rejected: [] });
  });

  test("is answered 304 when nothing is new, and nothing is stored twice", async () => {
    const id = await feed();
    await vigie.said({ network: "feed", text: "vigie again" });
    await vigie.ask(id);
    await askInTime(id);
    expect(await vigie.control("GET", "requests")).toMatchObject({
      requests: [{ network: "feed", path: "/rss.xml", statuses: { 200: 2, 304: 1 } }],
    });
    await vigie.said({ network: "feed", text: "vigie once more" });
    await askInTime(id);
    expect(await vigie.heard(monitor)).toHaveLength(2);
    await vigie.expectTrueCounts();
  });

  test.each(["rss.xml", "atom.xml", "feed.json"])(
    "that shows an entry changed (%s) changes the mention",
    async (path) => {
      const id = await feed(path);
      const [entry] = await vigie.said({ network: "feed", text: "I love vigie, what a wonderful tool" });
      await vigie.ask(id);
      await vigie.control("PATCH", `mentions/${entry}`, { text: "I hate vigie, what a horrible tool" });
      await askInTime(id);
      const mentions = await vigie.app.db.mention.findMany();
      expect(mentions).toMatchObject([{ label: "negative", text: expect.stringContaining("horrible") }]);
      await vigie.expectTrueCounts();
    },
  );

  test("is asked less often while nothing comes, and at its own pace again when something does", async () => {
    const id = await feed();
    await vigie.said({ network: "feed", text: "vigie begins" });
    await vigie.ask(id);
    expect(await waitOf(id)).toBe(minutes(15));
    const waits: (number | null)[] = [];
    for (let round = 0; round < 14; round += 1) {
      await askInTime(id);
      waits.push(await waitOf(id));
    }
    expect(waits.slice(0, 2)).toEqual([minutes(18.75), minutes(22.5)]);
    expect(waits.slice(-3)).toEqual([minutes(60), minutes(60), minutes(60)]);
    await vigie.said({ network: "feed", text: "vigie goes on" });
    await askInTime(id);
    expect(await waitOf(id)).toBe(minutes(15));
  });

  test("that is not due is not asked, however often it is rung for", async () => {
    const id = await feed();
    await vigie.ask(id);
    await vigie.ask(id);
    expect(await vigie.control("GET", "requests")).toMatchObject({ requests: [{ count: 2 }] });
  });

  test("is asked once when two workers are told to at once", async () => {
    const id = await feed();
    await vigie.said({ network: "feed", text: "vigie twice?" });
    await Promise.all([vigie.ask(id, { instance: "one" }), vigie.ask(id, { instance: "two" })]);
    expect(await vigie.control("GET", "requests")).toMatchObject({ requests: [{ count: 2 }] });
    expect(await vigie.heard(monitor)).toHaveLength(1);
  });
});

describe("a server", () => {
  let server: LocalServer;
  let answer = answering(200);
  const item = (id: string, title: string) => `<item><guid>urn:${id}</guid><title>${title}</title></item>`;
  const serves = (...items: string[]) =>
    answering(
      200,
      { "content-type": "application/rss+xml" },
      `<rss version="2.0"><channel><title>t</title>${items.join("")}</channel></rss>`,
    );
  beforeEach(async () => {
    answer = answering(200);
    server = await localServer((request, response) => answer(request, response));
  });
  afterEach(() => server.close());

  test("that puts a page in the place of a feed is told of, with the feed that the page names", async () => {
    const id = await feed(`${server.origin}/feed`);
    answer = serves(item("1", "vigie begins"));
    await vigie.ask(id);
    const page = '<!doctype html><link rel="alternate" type="application/rss+xml" href="/new.xml">';
    answer = answering(200, { "content-type": "text/html" }, page);
    await askInTime(id);
    const { state, lastError } = await vigie.shown(id);
    expect([state, lastError]).toEqual(["failing", expect.stringContaining(`${server.origin}/new.xml`)]);
  });

  test("that fails is asked ever less often, and is well again with its first answer", async () => {
    const id = await feed(`${server.origin}/feed`);
    answer = answering(500);
    await vigie.ask(id);
    expect(await vigie.shown(id)).toMatchObject({ state: "failing", failureCount: 1 });
    expect((await vigie.shown(id)).lastError).toContain("500");
    expect(await waitOf(id)).toBe(minutes(15));
    await askInTime(id);
    expect(await waitOf(id)).toBe(minutes(30));
    await askInTime(id);
    expect(await waitOf(id)).toBe(minutes(60));
    answer = serves(item("1", "vigie is back"));
    await askInTime(id);
    expect(await vigie.shown(id)).toMatchObject({ state: "active", failureCount: 0, lastError: null });
    expect(await waitOf(id)).toBe(minutes(15));
    expect(await vigie.heard(monitor)).toEqual(["urn:1"]);
  });

  test("that asks for more patience gets it", async () => {
    const id = await feed(`${server.origin}/feed`);
    answer = answering(429, { "retry-after": "7200" });
    await vigie.ask(id);
    expect(await waitOf(id)).toBe(7200);
  });

  test("that says the feed is gone is not asked again by itself, but when a person says so", async () => {
    const id = await feed(`${server.origin}/feed`);
    answer = answering(410);
    await vigie.ask(id);
    expect(await vigie.shown(id)).toMatchObject({ state: "refused", nextPollAt: null });
    expect((await vigie.shown(id)).lastError).toContain("gone");
    vigie.clock.pass(minutes(60 * 24 * 30));
    await vigie.ask(id);
    expect(server.received).toHaveLength(2);
    answer = serves(item("1", "vigie was found again"));
    expect((await vigie.call("PATCH", `/sources/${id}`, { paused: false })).status).toBe(200);
    await vigie.ask(id);
    expect(await vigie.shown(id)).toMatchObject({ state: "active", lastError: null });
  });

  test("that sends an item nobody can read loses only that one, and it is shown with its reason", async () => {
    const id = await feed(`${server.origin}/feed`);
    answer = serves(item("1", "vigie before"), "<item><guid>urn:2</guid></item>", item("3", "vigie after"));
    await vigie.ask(id);
    await askInTime(id);
    expect(await vigie.heard(monitor)).toHaveLength(2);
    const shown = await vigie.shown(id);
    expect(shown).toMatchObject({ state: "active" });
    expect(shown.rejected).toMatchObject([{ remoteId: "urn:2", reason: expect.stringContaining("neither") }]);
  });

  test("that answers after another worker took the source over changes nothing", async () => {
    const id = await feed(`${server.origin}/feed`);
    const page = serves(item("1", "vigie late"));
    let takeOver: Promise<unknown> = Promise.resolve();
    answer = (request, response) => {
      const data = { leaseOwner: "another" };
      takeOver = vigie.app.db.source.update({ where: { id }, data }).then(() => page(request, response));
    };
    await vigie.ask(id);
    await takeOver;
    expect(await vigie.heard(monitor)).toEqual([]);
    expect(await vigie.app.db.mention.count()).toBe(0);
    expect(await vigie.app.db.source.findUniqueOrThrow({ where: { id } })).toMatchObject({
      cursor: null,
      leaseOwner: "another",
      state: "active",
    });
  });

  test("that takes longer than its lease is followed by another of the same process, whose word counts", async () => {
    const id = await feed(`${server.origin}/feed`);
    const late = serves(item("1", "vigie late"));
    const soon = serves(item("2", "vigie soon"));
    answer = (request, response) => {
      answer = soon;
      vigie.clock.pass(301);
      void vigie.ask(id).then(() => late(request, response));
    };
    await vigie.ask(id);
    expect(await vigie.heard(monitor)).toHaveLength(1);
    expect(await vigie.app.db.mention.findFirst()).toMatchObject({ text: expect.stringContaining("soon") });
    expect(await vigie.shown(id)).toMatchObject({ state: "active", failureCount: 0 });
  });

  test("that answers after a person paused the source leaves it paused", async () => {
    const id = await feed(`${server.origin}/feed`);
    const page = serves(item("1", "vigie paused"));
    let pause: Promise<unknown> = Promise.resolve();
    answer = (request, response) => {
      pause = vigie.call("PATCH", `/sources/${id}`, { paused: true }).then(() => page(request, response));
    };
    await vigie.ask(id);
    await pause;
    expect(await vigie.shown(id)).toMatchObject({ state: "paused", nextPollAt: null });
  });
});

describe("a search", () => {
  const texts = ["vigie is wonderful, I love it", "vigie is horrible, I hate it", "something else"];
  const cases = [
    ["mastodon", { accessToken: "listener" }],
    ["bluesky", { identifier: "listener", password: "anything" }],
    ["hackernews", undefined],
  ] as const;
  test.each(cases)(
    "of %s finds what is new, once, with authors and feeling",
    async (network, credentials) => {
      const id = await vigie.source(network, "search", {
        credentials,
        settings: { baseUrl: `${vigie.sandbox.url}/${network}` },
        intervalSeconds: 60,
      });
      const author = { handle: "ana", name: "Ana", followers: 70 };
      await vigie.said(...texts.map((text) => ({ network, text, author })));
      await vigie.ask(id);
      expect(await vigie.shown(id)).toMatchObject({ state: "active", lastError: null, rejected: [] });
      const { body } = await vigie.call("GET", `/mentions?monitor=${monitor}&label=negative`);
      expect(body).toMatchObject({
        items: [
          { network, text: texts[1], language: "en", author: { handle: expect.stringContaining("ana") } },
        ],
      });
      vigie.clock.pass(300);
      await vigie.said({ network, text: "vigie, once more", author });
      await vigie.ask(id);
      vigie.clock.pass(300);
      await vigie.ask(id);
      expect(await vigie.heard(monitor)).toHaveLength(3);
      await vigie.expectTrueCounts();
    },
  );
});
