import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countCharacters } from "../../src/connectors/mastodon/characters.ts";
import { waitStated } from "../../src/connectors/mastodon/client.ts";
import { eventReader } from "../../src/connectors/mastodon/event-stream.ts";
import { mastodon } from "../../src/connectors/mastodon/index.ts";
import { problems } from "../../src/connectors/mastodon/options.ts";
import { defaultLimits, publisher } from "../../src/connectors/mastodon/publisher.ts";
import { likeness } from "../../src/connectors/mastodon/same-text.ts";
import type { MastodonCredentials } from "../../src/connectors/mastodon/schema.ts";
import { repliesSource } from "../../src/connectors/mastodon/source-replies.ts";
import { searchSource } from "../../src/connectors/mastodon/source-search.ts";
import { streamSource } from "../../src/connectors/mastodon/source-stream.ts";
import { limitsFrom, verifier } from "../../src/connectors/mastodon/verify.ts";
import type { Cursor, PollOutcome, StreamBatch } from "../../src/listening/source.ts";
import { accessTo, testHttp } from "../support/access.ts";
import { contentOf, findAfter, imageItem, requestFor, runSteps, tinyPng } from "../support/publishing.ts";
import { useSandbox } from "../support/sandbox.ts";

const soon = () => AbortSignal.timeout(10_000);

describe("a status", () => {
  test.each([
    ["Été 👨‍👩‍👧‍👦", 5],
    ["https://example.com/a/very/long/path?with=a&query=string#and-more", 23],
    ["(voir https://example.com).", 31],
    ["@lea@mastodon.example bonjour", 12],
    ["courriel lea@mastodon.example", 29],
    ["http://a.b http://c.d", 47],
  ])("counts %j as %i characters", (text, length) => {
    expect(countCharacters(text)).toBe(length);
  });

  test("may not be longer than allowed together with its content warning", () => {
    const content = contentOf("a".repeat(490), { options: { spoilerText: "attention : long" } });
    expect(problems(content, defaultLimits).map(({ pointer }) => pointer)).toEqual(["/options/spoilerText"]);
    expect(problems({ ...content, options: { spoilerText: "attention" } }, defaultLimits)).toEqual([]);
  });

  test("is refused beforehand with a wrong option or a blank part, at its place", () => {
    const content = contentOf(" ", {
      thread: ["a", ""],
      options: { visibility: "secret", title: "of another network" },
    });
    expect(problems(content, defaultLimits).map(({ pointer }) => pointer)).toEqual([
      "/options/visibility",
      "/text",
      "/thread/1",
    ]);
  });
});

describe("a status on a server", () => {
  const link =
    '<a href="https://example.com/a/long/path?x=1"><span class="invisible">https://</span><span class="ellipsis">example.com/a/long</span><span class="invisible">/path?x=1</span></a>';
  test.each([
    ["links have hidden parts", "voir https://example.com/a/long/path?x=1 !", `<p>voir ${link} !</p>`],
    [
      "links are shown shortened",
      "voir https://example.com/a/b",
      '<p>voir <a href="https://example.com/a/b">example.com/a…</a></p>',
    ],
    [
      "mentions lose their host",
      "@lea@b.example oui",
      '<p><span class="h-card"><a href="https://b.example/@lea" class="u-url mention">@<span>lea</span></a></span> oui</p>',
    ],
    ["lines become paragraphs", "un\n\ndeux\ntrois", "<p>un</p><p>deux<br>trois</p>"],
    ["signs become entities", "a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"],
    ["Unicode changes its form", "e\u0301te\u0301", "<p>été</p>"],
    [
      "hashtags become links",
      "vive #été",
      '<p>vive <a href="https://x.example/tags/ete" class="mention hashtag">#<span>été</span></a></p>',
    ],
  ])("is known again although %s", (_how, sent, content) => {
    expect(likeness(sent, { content })).toBe("same");
  });

  test("is another one when only its link differs", () => {
    expect(
      likeness("lire https://a.example/1", {
        content: '<p>lire <a href="https://a.example/2">a.example/2</a></p>',
      }),
    ).toBe("different");
  });

  test("is too close to be sure when only markup or signs differ", () => {
    expect(likeness("c’est *gras* :-)", { content: "c’est <i>gras</i> 🙂" })).toBe("alike");
  });
});

describe("what a server states", () => {
  test("the end of a rate limit is measured by the server's own clock", () => {
    const headers = {
      date: "Sat, 21 Nov 2026 10:00:00 GMT",
      "x-ratelimit-reset": "2026-11-21T10:04:30.000000Z",
    };
    expect(waitStated(headers)).toBe(270);
    expect(waitStated({ "x-ratelimit-reset": "2026-11-21T10:04:30.000000Z" })).toBe(300);
    expect(waitStated({ "retry-after": "17" })).toBe(17);
    expect(waitStated({})).toBe(null);
  });

  test("limits it leaves out are the usual ones", () => {
    const statuses = { max_characters: 5000 };
    expect(limitsFrom({ configuration: { statuses } })).toEqual({ ...defaultLimits, maxCharacters: 5000 });
    expect(limitsFrom(null)).toEqual(defaultLimits);
  });

  test("events are read alike however they are cut", () => {
    const text =
      ':)\nevent: update\ndata: {"a":1}\r\n\r\n:thump\nid: 7\ndata: x\ndata:y\n\nevent: delete\ndata: 12\n\n';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const read = eventReader();
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const events = places.flatMap(
          (place, index) => read(text.slice(places[index - 1] ?? 0, place)) ?? [],
        );
        expect(events).toEqual([
          { event: "update", data: '{"a":1}' },
          { event: "message", data: "x\ny" },
          { event: "delete", data: "12" },
        ]);
      }),
    );
  });

  test("an event without an end is given up", () => {
    expect(eventReader()(`data: ${"x".repeat(3_000_000)}`)).toBe(null);
  });
});

describe("a server that answers oddly", () => {
  const answers: Record<
    string,
    { status: number; type?: string; body: string; headers?: Record<string, string> }
  > = {
    "/proxy": { status: 502, type: "text/html", body: "<html>Bad Gateway</html>" },
    "/empty": { status: 401, body: "" },
    "/moved": { status: 301, body: "", headers: { location: "https://elsewhere.example/" } },
    "/words": { status: 200, type: "application/json", body: "{}" },
    "/html": { status: 200, type: "text/html", body: "<html>a web site</html>" },
    "/words-422": {
      status: 422,
      type: "application/json",
      body: '{"error":"Validation failed: Text can\'t be blank"}',
    },
    "/busy-file": {
      status: 422,
      type: "application/json",
      body: '{"error":"Cannot attach files that have not finished processing. Try again in a moment!"}',
    },
    "/forbidden": {
      status: 403,
      type: "application/json",
      body: '{"error":"Your login is currently disabled"}',
    },
    "/gone": { status: 404, type: "application/json", body: '{"error":"Record not found"}' },
  };
  const server = http.createServer((request, response) => {
    const known = answers[/^\/[^/]*/.exec(request.url ?? "")?.[0] ?? ""];
    request.resume();
    response.writeHead(known?.status ?? 404, {
      "content-type": known?.type ?? "text/plain",
      ...known?.headers,
    });
    response.end(known?.body);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const access = (path: string, allowPrivateAddresses = true) =>
    accessTo<MastodonCredentials>(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
      { accessToken: "t" },
      testHttp({ allowPrivateAddresses }),
    );
  const posted = async (path: string) =>
    (
      await runSteps(
        publisher,
        requestFor({
          access: access(path),
          account: { remoteId: "1", handle: "@a@b" },
          limits: defaultLimits,
          content: contentOf("a"),
        }),
      )
    ).outcome;

  test.each([
    ["/proxy", { kind: "unconfirmed", detail: "HTTP 502 Bad Gateway" }],
    ["/words", { kind: "unconfirmed" }],
    ["/html", { kind: "unconfirmed" }],
    ["/empty", { kind: "rejected", because: "credentials" }],
    [
      "/moved",
      {
        kind: "rejected",
        because: "gone",
        detail: "HTTP 301 Moved Permanently to https://elsewhere.example/",
      },
    ],
    [
      "/words-422",
      { kind: "rejected", because: "content", detail: "Validation failed: Text can't be blank" },
    ],
    ["/busy-file", { kind: "retry", afterSeconds: 5 }],
    ["/forbidden", { kind: "rejected", because: "forbidden", detail: "Your login is currently disabled" }],
    ["/gone", { kind: "rejected", because: "gone" }],
  ])("a post answered like %s comes to %o", async (path, outcome) => {
    expect(await posted(path)).toMatchObject(outcome);
  });

  test("a web site that is no Mastodon is refused when connecting", async () => {
    expect(await verifier.verify(access("/html"), soon())).toMatchObject({ kind: "refused" });
    expect(await verifier.verify(access("/proxy"), soon())).toMatchObject({ kind: "unreachable" });
  });

  test("a server in a private network is never spoken to", async () => {
    expect(await verifier.verify(access("/words", false), soon())).toMatchObject({ kind: "unreachable" });
  });
});

describe("Mastodon's sandbox", () => {
  const sandbox = useSandbox();
  const baseUrl = () => `${sandbox.url()}/mastodon`;
  const accessOf = (accessToken: string) => accessTo<MastodonCredentials>(baseUrl(), { accessToken });
  const connected = async (token: string) => {
    const access = accessOf(token);
    const verified = await verifier.verify(access, soon());
    if (verified.kind !== "verified") throw new Error(verified.detail);
    return { access, account: verified.identity, limits: verified.identity.limits ?? defaultLimits };
  };
  const requestOf = async (token: string, publicationId: string, content = contentOf("bonjour")) =>
    requestFor({
      ...(await connected(token)),
      content,
      publicationId,
      firstAttemptAt: new Date(),
      files: { picture: tinyPng },
    });
  const posts = async () => (await sandbox.posts("mastodon")).map(({ text }) => text);

  test("connects a profile below a path prefix, with the server's limits", async () => {
    const { account, limits } = await connected("marie");
    expect(account.handle).toMatch(/^@marie@/);
    expect(limits).toMatchObject({ maxCharacters: 500, maxImages: 4 });
    expect(await verifier.verify(accessOf("wrong"), soon())).toEqual({
      kind: "refused",
      detail: "The access token is invalid",
    });
  });

  test("takes a thread with an image, each part answering the one before", async () => {
    const content = contentOf("un https://example.com @lea@b.example", {
      thread: ["deux"],
      firstComment: "trois",
      media: [imageItem("picture", "un point")],
      options: { visibility: "unlisted", spoilerText: "attention" },
      language: "fr-FR",
    });
    const request = await requestOf("thread", "t-1", content);
    const run = await runSteps(publisher, request);
    expect(run.outcome.kind).toBe("done");
    const stored = await sandbox.posts("mastodon");
    expect(stored.map(({ replyTo }) => replyTo ?? null)).toEqual([
      null,
      run.done["part-1"]?.id,
      run.done["part-2"]?.id,
    ]);
    expect(stored[0]).toMatchObject({ media: [{ alt: "un point" }], idempotencyKey: "vigie-t-1-part-1" });
    expect(publisher.published(request, run.done)).toMatchObject({ remoteId: stored[0]?.id });
  });

  test.each(["reset-after", "server-error-after", "truncated-body"])(
    "a post whose answer is lost (%s) is unconfirmed, then found, and is there once, also where keys are ignored",
    async (kind) => {
      const request = await requestOf("lost", `lost-${kind}`, contentOf("un", { thread: ["un"] }));
      await sandbox.fault({ network: "mastodon", kind: "ignore-idempotency-key" });
      await sandbox.fault({ network: "mastodon", kind, count: 1 });
      const since = new Date();
      const run = await runSteps(publisher, request);
      expect(run.outcome.kind).toBe("unconfirmed");
      const found = await findAfter(run, since);
      if (found.kind !== "found") throw new Error(JSON.stringify(found));
      expect((await runSteps(publisher, request, { "part-1": found.value })).outcome.kind).toBe("done");
      expect(await posts()).toEqual(["un", "un"]);
    },
  );

  test.each(["reset-before", "server-error-before"])(
    "a post that was lost on its way (%s) is unconfirmed, then known to be absent, and goes out once",
    async (kind) => {
      const request = await requestOf("lost", `lost-${kind}`);
      await sandbox.fault({ network: "mastodon", kind, count: 1 });
      const since = new Date();
      const run = await runSteps(publisher, request);
      expect(run.outcome.kind).toBe("unconfirmed");
      expect(await findAfter(run, since)).toEqual({ kind: "absent" });
      expect((await runSteps(publisher, request)).outcome.kind).toBe("done");
      expect(await posts()).toEqual(["bonjour"]);
    },
  );

  test("a rate limit pauses the profile until the instant the server names", async () => {
    const request = await requestOf("busy", "busy-1");
    await sandbox.fault({ network: "mastodon", kind: "rate-limit", count: 1, resetSeconds: 120 });
    const { outcome } = await runSteps(publisher, request);
    expect(outcome).toMatchObject({ kind: "retry", pauses: "profile", detail: "Too many requests" });
    expect(outcome.kind === "retry" && outcome.afterSeconds).toBeGreaterThan(100);
  });

  test("a token that was withdrawn asks for connecting again", async () => {
    const request = await requestOf("withdrawn", "withdrawn-1");
    await sandbox.fault({ network: "mastodon", kind: "expired-token", count: 1 });
    expect((await runSteps(publisher, request)).outcome).toMatchObject({
      kind: "rejected",
      because: "credentials",
    });
  });

  test("an image that takes a while is waited for", async () => {
    const request = await requestOf("slow", "slow-1", contentOf("a", { media: [imageItem("picture")] }));
    await sandbox.fault({ network: "mastodon", kind: "slow-media", seconds: 0.5 });
    expect((await runSteps(publisher, request)).outcome.kind).toBe("done");
  });

  test("a text that is too long is refused in the server's words, at the length that our count allows", async () => {
    const long = await runSteps(publisher, await requestOf("long", "long-1", contentOf("é".repeat(501))));
    expect(long.outcome).toMatchObject({ kind: "rejected", because: "content" });
    const justSo = `${"é".repeat(476)} https://example.com/${"a".repeat(100)}`;
    expect(countCharacters(justSo)).toBe(500);
    expect(
      (await runSteps(publisher, await requestOf("long", "long-2", contentOf(justSo)))).outcome.kind,
    ).toBe("done");
  });

  test("a server that cannot be reached is tried again, as nothing has left", async () => {
    const request = await requestOf("away", "away-1");
    const away = { ...request, access: { ...request.access, baseUrl: "http://127.0.0.1:9" } };
    expect((await runSteps(publisher, away)).outcome).toMatchObject({ kind: "retry" });
  });

  test("hashtags, the public timeline and search find what others say, and go on where they stopped", async () => {
    const access = accessOf("listener");
    const settings = searchSource.settings.parse({ tags: ["phare"], timeline: "public" });
    const poll = (cursor: Cursor | null) =>
      searchSource.poll({ access, settings, terms: ["vigie"], cursor, now: new Date() }, soon());
    await sandbox.said({
      network: "mastodon",
      text: "au loin #phare",
      tag: "phare",
      author: { handle: "lea@b.example", followers: 42 },
    });
    const first = pageOf(await poll(null));
    expect(new Set(first.mentions.map(({ remoteId }) => remoteId)).size).toBe(1);
    expect(first.mentions[0]).toMatchObject({
      author: { handle: "lea@b.example", followers: 42 },
      format: "html",
    });
    await sandbox.said({ network: "mastodon", text: "la vigie veille" });
    const second = pageOf(await poll(first.cursor));
    expect(second.mentions.map(({ text }) => text)).toEqual(Array(2).fill(expect.stringContaining("vigie")));
    expect(second.rejected).toBe(undefined);
  });

  test("more than a page of new statuses is walked through without holes", async () => {
    const access = accessOf("listener");
    const settings = searchSource.settings.parse({ tags: ["flot"], search: false });
    const poll = async (cursor: Cursor | null) =>
      pageOf(await searchSource.poll({ access, settings, terms: [], cursor, now: new Date() }, soon()));
    await sandbox.said({ network: "mastodon", text: "0 #flot", tag: "flot" });
    let page = await poll(null);
    for (let index = 1; index <= 90; index += 1)
      await sandbox.said({ network: "mastodon", text: `${index} #flot`, tag: "flot" });
    const seen = new Set<string>();
    do {
      page = await poll(page.cursor);
      for (const { remoteId } of page.mentions) seen.add(remoteId);
    } while (page.more);
    expect(seen.size).toBe(90);
  });

  test("a source that listens to nothing says what it wants", async () => {
    const access = accessTo<MastodonCredentials | null>(baseUrl(), null);
    const settings = searchSource.settings.parse({});
    expect(
      await searchSource.poll({ access, settings, terms: ["a"], cursor: null, now: new Date() }, soon()),
    ).toMatchObject({
      kind: "refused",
      because: "settings",
    });
  });

  test("replies are those who speak to the profile", async () => {
    const { access } = await connected("brand");
    await sandbox.said({
      network: "mastodon",
      text: "@brand bonjour",
      mentions: "brand",
      author: { handle: "lea@b.example" },
    });
    await sandbox.said({ network: "mastodon", text: "sans rapport" });
    const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const poll = async (cursor: Cursor | null, now = later(0)) =>
      pageOf(await repliesSource.poll({ access, settings: {}, terms: [], cursor, now }, soon()));
    const first = await poll(null);
    expect(first.mentions.map(({ author }) => author?.handle)).toEqual(["lea@b.example"]);
    expect((await poll(first.cursor, later(20))).mentions).toEqual([]);
  });

  const streamFrom = (cursor: Cursor | null, signal: AbortSignal, more: Record<string, unknown> = {}) =>
    streamSource.stream(
      {
        access: accessOf(String(more.token ?? "listener")),
        settings: streamSource.settings.parse({ stream: "public", ...more }),
        terms: [],
        cursor,
        now: new Date(),
        wants: ({ text }) => text.includes("vigie"),
      },
      signal,
    );

  test("the stream catches up, hands over what matches and what was deleted, and ends when told", async () => {
    const control = new AbortController();
    const settings = searchSource.settings.parse({ timeline: "public", search: false });
    await sandbox.said({ network: "mastodon", text: "pour commencer" });
    const polled = pageOf(
      await searchSource.poll(
        { access: accessOf("listener"), settings, terms: [], cursor: null, now: new Date() },
        soon(),
      ),
    );
    await sandbox.said({ network: "mastodon", text: "une vigie pendant l’absence" });
    const stream = streamFrom({ minId: polled.cursor.public ?? null }, control.signal);
    const missed = await nextWith(stream, ({ mentions }) => mentions.length > 0);
    expect(missed.mentions.map(({ text }) => text)).toEqual([expect.stringContaining("absence")]);
    const id = await sandbox.said({ network: "mastodon", text: "une vigie" });
    await sandbox.said({ network: "mastodon", text: "autre chose" });
    const live = await nextWith(stream, ({ mentions }) => mentions.length > 0);
    expect(live.mentions.map(({ text }) => text)).toEqual([expect.stringContaining("une vigie")]);
    await sandbox.unsaid(id);
    const gone = await nextWith(stream, ({ deleted }) => deleted.length > 0);
    expect(gone.deleted).toEqual([live.mentions[0]?.remoteId]);
    control.abort();
    expect((await stream.next()).value).toEqual({ kind: "unchanged" });
  });

  test("the stream of a profile brings those who speak to it, also while nobody held it", async () => {
    const speak = (text: string, mentions?: string) =>
      sandbox.said({
        network: "mastodon",
        text,
        author: { handle: "lea@b.example" },
        ...(mentions ? { mentions } : {}),
      });
    const texts = ({ mentions }: StreamBatch) => mentions.map(({ text }) => text);
    const heard = (batch: StreamBatch) => batch.mentions.length > 0;
    const control = new AbortController();
    const stream = streamFrom(null, control.signal, { stream: "user", token: "brand" });
    const first = nextWith(stream, heard);
    await expect
      .poll(async () => {
        await speak("@brand une vigie", "brand");
        return Promise.race([first.then(texts), wait(50)]);
      })
      .toContainEqual(expect.stringContaining("une vigie"));
    await speak("une vigie, mais pas pour vous");
    await speak("@brand autre chose", "brand");
    await speak("@brand la vigie répond", "brand");
    let last = await nextWith(stream, (batch) => texts(batch).some((text) => text.includes("répond")));
    expect(texts(last)).not.toContainEqual(expect.stringContaining("pas pour vous"));
    control.abort();
    expect((await stream.next()).value).toEqual({ kind: "unchanged" });
    await speak("@brand vigie entre-temps", "brand");
    await speak("vigie sans vous");
    const again = streamFrom(last.cursor, soon(), { stream: "user", token: "brand" });
    last = await nextWith(again, heard);
    expect(texts(last)).toEqual([expect.stringContaining("entre-temps")]);
    await again.return({ kind: "unchanged" });
  });

  test("a stream in which nothing comes is given up, so that it is connected anew", async () => {
    const end = await streamFrom(null, soon(), { silenceSeconds: 0.2 }).next();
    expect(end.value).toEqual({ kind: "retry", detail: "nothing came for 0.2 seconds" });
  });

  test("a stream with a wrong token is refused", async () => {
    const end = await streamFrom(null, soon(), { token: "wrong" }).next();
    expect(end.value).toMatchObject({ kind: "refused", because: "credentials" });
  });

  test("the connector names everything it can do", () => {
    expect(Object.keys(mastodon.sources ?? {})).toEqual(["search", "stream", "replies"]);
  });
});

function pageOf(outcome: PollOutcome): Extract<PollOutcome, { kind: "page" }> {
  if (outcome.kind !== "page") throw new Error(JSON.stringify(outcome));
  return outcome;
}

async function nextWith<End>(
  stream: AsyncGenerator<StreamBatch, End>,
  isIt: (batch: StreamBatch) => boolean,
): Promise<StreamBatch> {
  for (;;) {
    const next = await stream.next();
    if (next.done) throw new Error(`the stream ended: ${JSON.stringify(next.value)}`);
    if (isIt(next.value)) return next.value;
  }
}
