import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countCharacters } from "../../src/connectors/bluesky/characters.ts";
import { facetsOf, handlesIn } from "../../src/connectors/bluesky/facets.ts";
import { bluesky } from "../../src/connectors/bluesky/index.ts";
import { limits, problems } from "../../src/connectors/bluesky/options.ts";
import { publisher } from "../../src/connectors/bluesky/publisher.ts";
import { recordKey } from "../../src/connectors/bluesky/record-key.ts";
import type { BlueskyCredentials } from "../../src/connectors/bluesky/schema.ts";
import { repliesSource } from "../../src/connectors/bluesky/source-replies.ts";
import { searchSource } from "../../src/connectors/bluesky/source-search.ts";
import { streamSource } from "../../src/connectors/bluesky/source-stream.ts";
import { verifier } from "../../src/connectors/bluesky/verify.ts";
import { walked, walkIn } from "../../src/connectors/bluesky/walk.ts";
import type { Cursor, PollOutcome, StreamBatch } from "../../src/listening/source.ts";
import { accessTo, testHttp } from "../support/access.ts";
import { localServer } from "../support/local-server.ts";
import { contentOf, findAfter, imageItem, requestFor, runSteps, tinyPng } from "../support/publishing.ts";
import { useSandbox } from "../support/sandbox.ts";

const soon = () => AbortSignal.timeout(10_000);
const now = new Date("2026-11-21T10:00:00Z");

describe("a post for Bluesky", () => {
  test("is counted in what people see as characters, links in full", () => {
    expect(countCharacters("Été 👨‍👩‍👧‍👦")).toBe(5);
    expect(countCharacters("https://example.com/a")).toBe(21);
  });

  test("is refused beforehand when it has too many bytes, a blank part or wrong languages", () => {
    const content = contentOf("👨‍👩‍👧‍👦".repeat(130), { thread: [" "], options: { langs: "fr" } });
    expect(problems(content).map(({ pointer }) => pointer)).toEqual(["/options/langs", "/text", "/thread/0"]);
    expect(problems(contentOf("", { media: [imageItem("a")] }))).toEqual([]);
  });

  test("keeps its key in every attempt, and shares it with no other", () => {
    const key = recordKey("publication-1", "part-1", now);
    expect(key).toMatch(/^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/);
    expect(recordKey("publication-1", "part-1", now)).toBe(key);
    const keys = Array.from({ length: 1000 }, (_, index) => recordKey(`publication-${index}`, "part-1", now));
    expect(new Set(keys).size).toBe(1000);
  });

  test("has keys that sort like its dates", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }), (at) => {
        const later = new Date(at.getTime() + 1);
        return recordKey("a", "part-1", at) < recordKey("b", "part-1", later);
      }),
    );
  });

  test("links exactly the bytes it names, in any script", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.string({ unit: "grapheme", maxLength: 40 }),
        (before, after) => {
          const text = `${before} https://example.com/x ${after}`;
          const bytes = Buffer.from(text);
          const links = facetsOf(text, {}).filter(({ features }) => features[0]?.$type.endsWith("#link"));
          const shown = links.map(({ index }) => bytes.subarray(index.byteStart, index.byteEnd).toString());
          expect(shown).toContain("https://example.com/x");
          for (const { index } of facetsOf(text, {})) expect(index.byteEnd).toBeLessThanOrEqual(bytes.length);
        },
      ),
    );
  });

  test("mentions those who exist and leaves others plain", () => {
    const text = "Merci @Alice.bsky.social et @personne.bsky.social";
    expect(handlesIn(text)).toEqual(["alice.bsky.social", "personne.bsky.social"]);
    const facets = facetsOf(text, { "alice.bsky.social": "did:plc:alice", "personne.bsky.social": null });
    expect(facets.map(({ features }) => features[0])).toEqual([
      { $type: "app.bsky.richtext.facet#mention", did: "did:plc:alice" },
    ]);
  });
});

describe("a list that is newest first", () => {
  const at = (minute: number) => new Date(now.getTime() + minute * 60_000).toISOString();
  const hourLater = new Date(at(60));
  const page = (indexedAt: string[], cursor?: string) => ({ indexedAt, cursor });

  test("with an item dated in the future, or not at all, goes on from now", () => {
    const walk = walked(
      { knownUntil: at(0), next: null },
      page(["2099-01-01T00:00:00Z", "never", at(-5)]),
      hourLater,
    );
    expect(walk).toEqual({ knownUntil: at(60), next: null });
  });

  test("is read down to what is known, over as many polls as it takes, and then up to its top is known", () => {
    const first = walked({ knownUntil: null, next: null }, page([at(9), at(8)], "p2"), hourLater);
    expect(first).toEqual({ knownUntil: at(9), next: null });
    const second = walked(first, page([at(30), at(29)], "p2"), hourLater);
    expect(second).toEqual({ knownUntil: at(9), next: { cursor: "p2", top: at(30) } });
    expect(walked(second, page([at(20), at(6)], "p3"), hourLater)).toEqual({
      knownUntil: at(30),
      next: null,
    });
  });

  test("that is empty leaves everything as it was", () => {
    expect(walked({ knownUntil: at(9), next: null }, page([]), hourLater)).toEqual({
      knownUntil: at(9),
      next: null,
    });
    expect(walkIn({}, "x")).toEqual({ knownUntil: null, next: null });
  });
});

describe("Bluesky's sandbox", () => {
  const sandbox = useSandbox();
  const baseUrl = () => `${sandbox.url()}/bluesky`;
  const accessOf = (identifier: string, password = "secret") =>
    accessTo<BlueskyCredentials>(baseUrl(), { identifier, password });
  const connected = async (identifier: string) => {
    const access = accessOf(identifier);
    const verified = await verifier.verify(access, soon());
    if (verified.kind !== "verified") throw new Error(verified.detail);
    return { access, account: verified.identity };
  };
  const requestOf = async (identifier: string, publicationId: string, more = contentOf("bonjour")) =>
    requestFor({
      ...(await connected(identifier)),
      limits,
      content: more,
      publicationId,
      firstAttemptAt: new Date(),
      files: { picture: tinyPng },
    });
  const posts = async () => (await sandbox.posts("bluesky")).map(({ text }) => text);

  test("connects a profile below a path prefix, and refuses a wrong password", async () => {
    expect((await connected("marie.test")).account.handle).toBe("@marie.test");
    expect(await verifier.verify(accessOf("marie.test", "wrong"), soon())).toMatchObject({ kind: "refused" });
  });

  test("takes a thread with an image once, however often it is sent", async () => {
    const content = contentOf("un", {
      thread: ["deux"],
      firstComment: "trois",
      media: [imageItem("picture", "alt")],
    });
    const request = await requestOf("thread.test", "t-1", content);
    const run = await runSteps(publisher, request);
    expect(run.outcome.kind).toBe("done");
    expect((await runSteps(publisher, request)).done).toEqual(run.done);
    expect(await posts()).toEqual(["un", "deux", "trois"]);
  });

  test("brings the page behind a link along as a card, and goes out with the link alone where there is none", async () => {
    const site = await localServer(({ path }, response) => {
      if (path === "/moon.png") response.writeHead(200, { "content-type": "image/png" }).end(tinyPng);
      else if (path === "/page")
        response
          .writeHead(200, { "content-type": "text/html" })
          .end(
            `<title>Lune</title><meta name="description" content="Ce soir"><meta property="og:image" content="/moon.png">`,
          );
      else response.writeHead(404).end();
    });
    const embedOf = async (publicationId: string, more: Parameters<typeof contentOf>[1], text: string) => {
      const request = await requestOf("card.test", publicationId, contentOf(text, more));
      const { done } = await runSteps(publisher, request);
      // Another attempt finds the same record under the same key.
      const again = await runSteps(publisher, request, { "card-1": done["card-1"] ?? {} });
      expect(again.done["part-1"]).toEqual(done["part-1"]);
      const [repo, collection, rkey] = String(done["part-1"]?.uri).replace("at://", "").split("/");
      const asked = new URLSearchParams({ repo: repo ?? "", collection: collection ?? "", rkey: rkey ?? "" });
      const reply = await fetch(`${baseUrl()}/xrpc/com.atproto.repo.getRecord?${asked}`);
      return ((await reply.json()) as { value: { embed?: unknown } }).value.embed;
    };
    expect(await embedOf("c-1", {}, `Voir ${site.origin}/page.`)).toEqual({
      $type: "app.bsky.embed.external",
      external: {
        uri: `${site.origin}/page`,
        title: "Lune",
        description: "Ce soir",
        thumb: expect.objectContaining({ $type: "blob", mimeType: "image/png" }),
      },
    });
    expect(await embedOf("c-2", {}, `Voir ${site.origin}/absent`)).toBeUndefined();
    const withImage = { media: [imageItem("picture", "alt")] };
    expect(await embedOf("c-3", withImage, `Voir ${site.origin}/page`)).toMatchObject({
      $type: "app.bsky.embed.images",
    });
    await site.close();
  });

  test.each(["reset-after", "server-error-after", "truncated-body"])(
    "a post whose answer is lost (%s) is unconfirmed, then found, and is there once",
    async (kind) => {
      const request = await requestOf("lost.test", `lost-${kind}`);
      await sandbox.fault({ network: "bluesky", kind, count: 1 });
      const run = await runSteps(publisher, request);
      expect(run.outcome.kind).toBe("unconfirmed");
      expect(await findAfter(run, new Date())).toMatchObject({ kind: "found" });
      expect((await runSteps(publisher, request)).outcome.kind).toBe("done");
      expect(await posts()).toEqual(["bonjour"]);
    },
  );

  test.each(["reset-before", "server-error-before"])(
    "a post that was lost on its way (%s) is unconfirmed, then known to be absent, and goes out once",
    async (kind) => {
      const request = await requestOf("lost.test", `lost-${kind}`);
      await sandbox.fault({ network: "bluesky", kind, count: 1 });
      const run = await runSteps(publisher, request);
      expect(run.outcome.kind).toBe("unconfirmed");
      expect(await findAfter(run, new Date())).toEqual({ kind: "absent" });
      expect((await runSteps(publisher, request)).outcome.kind).toBe("done");
      expect(await posts()).toEqual(["bonjour"]);
    },
  );

  test("a rate limit pauses the profile for as long as the network says", async () => {
    const request = await requestOf("busy.test", "busy-1");
    await sandbox.fault({ network: "bluesky", kind: "rate-limit", count: 1, resetSeconds: 120 });
    const { outcome } = await runSteps(publisher, request);
    expect(outcome).toMatchObject({ kind: "retry", pauses: "profile" });
    expect(outcome.kind === "retry" && outcome.afterSeconds).toBeGreaterThan(100);
  });

  test("an ended session is renewed once for all publications that wait for it, and nothing is lost", async () => {
    const { access, account } = await connected("renew.test");
    await sandbox.fault({ network: "bluesky", kind: "expired-token", count: 1 });
    const before = access.vault.renewals();
    const requests = ["a", "b", "c"].map((id) =>
      requestFor({
        access,
        account,
        limits,
        content: contentOf(id),
        publicationId: id,
        firstAttemptAt: new Date(),
      }),
    );
    const runs = await Promise.all(requests.map((request) => runSteps(publisher, request)));
    expect(runs.map(({ outcome }) => outcome.kind)).toEqual(["done", "done", "done"]);
    expect(access.vault.renewals() - before).toBeLessThanOrEqual(1);
  });

  test("a server that cannot be reached is tried again, as nothing has left", async () => {
    const request = await requestOf("away.test", "away-1");
    const away = { ...request, access: { ...request.access, baseUrl: "http://127.0.0.1:9" } };
    expect((await runSteps(publisher, away)).outcome).toMatchObject({ kind: "retry" });
  });

  test("a server in a private network is never spoken to", async () => {
    const access = accessTo<BlueskyCredentials>(
      baseUrl(),
      { identifier: "a.test", password: "b" },
      testHttp({ allowPrivateAddresses: false }),
    );
    expect(await verifier.verify(access, soon())).toMatchObject({ kind: "unreachable" });
  });

  test("signing in that fails for lack of an answer writes nothing and is tried again", async () => {
    const request = await requestOf("login.test", "login-1");
    const anew = { ...request, access: accessOf("login.test") };
    await sandbox.fault({
      network: "bluesky",
      kind: "reset-before",
      count: 1,
      match: { path: "createSession" },
    });
    expect((await runSteps(publisher, anew)).outcome).toMatchObject({ kind: "retry" });
    expect(await posts()).toEqual([]);
  });

  test("search finds what others say, each once, and goes on where it stopped", async () => {
    const { access } = await connected("listener.test");
    const poll = (cursor: Cursor | null) =>
      searchSource.poll(
        { access, settings: {}, terms: ["vigie", "phare breton"], cursor, now: new Date() },
        soon(),
      );
    await sandbox.said({
      network: "bluesky",
      text: "La vigie du phare breton",
      author: { handle: "lea.test", followers: 42 },
    });
    const first = pageOf(await poll(null));
    expect(first.mentions).toMatchObject([
      { text: "La vigie du phare breton", author: { handle: "lea.test", followers: 42 }, format: "plain" },
    ]);
    await sandbox.said({ network: "bluesky", text: "encore la vigie" });
    const second = pageOf(await poll(first.cursor));
    expect(second.mentions.map(({ text }) => text)).toContain("encore la vigie");
    expect(second.more).toBe(false);
  });

  test("replies are those who speak to the profile", async () => {
    const { access } = await connected("brand.test");
    await sandbox.said({
      network: "bluesky",
      text: "@brand.test bonjour",
      mentions: "brand.test",
      author: { handle: "lea.test" },
    });
    await sandbox.said({ network: "bluesky", text: "sans rapport" });
    const page = pageOf(
      await repliesSource.poll({ access, settings: {}, terms: [], cursor: null, now: new Date() }, soon()),
    );
    expect(page.mentions.map(({ text }) => text)).toEqual(["@brand.test bonjour"]);
  });

  test("a source without credentials says that it needs some", async () => {
    const access = accessTo<BlueskyCredentials | null>(baseUrl(), null);
    expect(
      await searchSource.poll({ access, settings: {}, terms: ["a"], cursor: null, now }, soon()),
    ).toMatchObject({
      kind: "refused",
      because: "credentials",
    });
  });

  const streamFrom = (
    cursor: Cursor | null,
    signal: AbortSignal,
    more: { silenceSeconds?: number; http?: ReturnType<typeof testHttp> } = {},
  ) =>
    streamSource.stream(
      {
        access: accessTo<BlueskyCredentials | null>(baseUrl(), null, more.http ?? testHttp()),
        settings: streamSource.settings.parse({
          url: `${baseUrl().replace("http", "ws")}/subscribe`,
          silenceSeconds: more.silenceSeconds,
        }),
        terms: [],
        cursor,
        now: new Date(),
        wants: ({ text }) => text.includes("vigie"),
      },
      signal,
    );

  test("the stream hands over what matches and what was deleted, and resumes where it stopped", async () => {
    await sandbox.said({ network: "bluesky", text: "pour commencer" });
    const control = new AbortController();
    const stream = streamFrom({ timeUs: 1_000_000 }, control.signal);
    const id = await sandbox.said({ network: "bluesky", text: "une vigie" });
    await sandbox.said({ network: "bluesky", text: "autre chose" });
    const batch = await nextWith(stream, ({ mentions }) => mentions.length > 0);
    expect(batch.mentions.map(({ text, remoteId }) => ({ text, remoteId }))).toEqual([
      { text: "une vigie", remoteId: id },
    ]);
    await sandbox.unsaid(id);
    expect((await nextWith(stream, ({ deleted }) => deleted.length > 0)).deleted).toEqual([id]);
    control.abort();
    expect((await stream.next()).value).toEqual({ kind: "unchanged" });

    await sandbox.said({ network: "bluesky", text: "une vigie pendant l’absence" });
    const again = streamFrom(batch.cursor, soon());
    const missed = await nextWith(again, ({ mentions }) =>
      mentions.some(({ text }) => text.includes("absence")),
    );
    expect(missed.mentions.at(-1)?.text).toBe("une vigie pendant l’absence");
    await again.return({ kind: "unchanged" });
  });

  test("a stream in which nothing comes is given up, so that it is connected anew", async () => {
    const stream = streamFrom(null, soon(), { silenceSeconds: 0.2 });
    const end = await stream.next();
    expect(end).toEqual({ done: true, value: { kind: "retry", detail: "nothing came for 0.2 seconds" } });
  });

  test("a stream into a private network is refused", async () => {
    const stream = streamFrom(null, soon(), { http: testHttp({ allowPrivateAddresses: false }) });
    expect((await stream.next()).value).toMatchObject({ kind: "refused", because: "settings" });
  });

  test("the connector names everything it can do", () => {
    expect(Object.keys(bluesky.sources ?? {})).toEqual(["search", "stream", "replies"]);
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
